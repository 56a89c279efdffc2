"""Forms of the accounts."""

from operator import attrgetter
from typing import Any, cast

from django import forms

from familienbuero.fassung import MitFassung
from familienbuero.fehler import Ablehnung
from familienbuero.konten.dienste import email_frei
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.konten.regeln import email_normal


class KontoForm(MitFassung, forms.ModelForm[Benutzer]):
    """Name and roles of an account."""

    rollen = forms.MultipleChoiceField(
        label="Rollen",
        choices=Rolle.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Jede Rolle öffnet nur, was zu dieser Arbeit gehört. Mehrere sind möglich.",
    )

    class Meta:
        model = Benutzer
        fields = ["vorname", "nachname", "rollen"]
        widgets: dict[str, forms.Widget] = {
            "vorname": forms.TextInput(attrs={"autocomplete": "off"}),
            "nachname": forms.TextInput(attrs={"autocomplete": "off"}),
        }


class NeuesKontoForm(KontoForm):
    """The same with the address that the person signs in with."""

    class Meta(KontoForm.Meta):
        fields = ["vorname", "nachname", "email", "rollen"]
        widgets: dict[str, forms.Widget] = {
            **KontoForm.Meta.widgets,
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {"email": "Mit ihr meldet sich die Person an. Dorthin geht der Link für ihr Passwort."}

    def clean_email(self) -> str:
        email = email_normal(self.cleaned_data["email"])
        try:
            email_frei(email)
        except Ablehnung as ablehnung:
            raise forms.ValidationError(ablehnung.satz) from None
        return email


class KontosucheForm(forms.Form):
    """Part of a name or of an address; sent by POST like every name one looks for."""

    wort = forms.CharField(
        label="Name oder E-Mail-Adresse",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class Zugriffsfilter(forms.Form):
    """Whose read log is looked at: of one person of the staff, or of one family by its id."""

    wer = forms.ModelChoiceField(
        label="Person", queryset=Benutzer.objects.all(), required=False, empty_label="alle"
    )
    familie = forms.UUIDField(label="Kennung der Familie", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast("forms.ModelChoiceField[Benutzer]", self.fields["wer"])
        feld.label_from_instance = attrgetter("name")  # type: ignore[method-assign, assignment]
