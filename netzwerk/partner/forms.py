"""Forms with which the office writes organisations and contact persons."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from familienbuero.eingabe import Tagfeld
from familienbuero.fassung import MitFassung
from familienbuero.stammdaten.models import Organisation
from netzwerk.partner.enums import Lebensphase, Partnerart, Partnerstatus
from netzwerk.partner.models import Ansprechperson, Netzwerkpartner

PARTNERFELDER = ("art", "partnerstatus", "lebensphasen", "seit")


class Partnerfilter(forms.Form):
    """Which organisations the list shows."""

    q = forms.CharField(
        label="Suchwort", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *Partnerart.choices])
    status = forms.ChoiceField(
        label="Zusammenarbeit", required=False, choices=[("", "alle"), *Partnerstatus.choices]
    )
    ohne = forms.BooleanField(label="nur ohne Ansprechperson", required=False)


class Organisationsformular(MitFassung, forms.ModelForm[Organisation]):
    """An organisation, and what it is in the network."""

    art = forms.ChoiceField(
        label="Art im Netzwerk",
        required=False,
        choices=[("", "gehört nicht zum Netzwerk"), *Partnerart.choices],
    )
    partnerstatus = forms.ChoiceField(
        label="Zusammenarbeit", choices=Partnerstatus.choices, initial=Partnerstatus.NETZWERKPARTNER
    )
    lebensphasen = forms.MultipleChoiceField(
        label="Für Familien in diesen Lebensphasen",
        required=False,
        choices=Lebensphase.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    webadresse = forms.URLField(label="Webadresse", required=False, assume_scheme="https")
    seit = Tagfeld(label="Dabei seit", required=False)

    class Meta:
        model = Organisation
        fields = ["name", "traegerart", "strasse", "plz", "ort", "telefon", "email", "webadresse"]
        widgets = {"telefon": forms.TelInput()}
        error_messages = {"name": {"unique": "Diese Organisation gibt es schon."}}

    def __init__(self, *args: Any, partner: Netzwerkpartner | None, **kwargs: Any) -> None:
        anfang = {name: getattr(partner, name) for name in PARTNERFELDER} if partner else {}
        kwargs["initial"] = anfang | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def partnerangaben(self) -> dict[str, Any]:
        """What it is in the network, after validation."""
        return {name: self.cleaned_data[name] for name in PARTNERFELDER}

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = helper.render_hidden_fields = True
        helper.layout = Layout(
            Fieldset("Organisation", "name", "traegerart"),
            Fieldset("Anschrift", "strasse", Row("plz", "ort")),
            Fieldset("Erreichbar", Row("telefon", "email"), "webadresse"),
            Fieldset("Im Netzwerk", Row("art", "partnerstatus"), "lebensphasen", "seit"),
        )
        return helper


class Ansprechpersonformular(MitFassung, forms.ModelForm[Ansprechperson]):
    """Somebody who speaks for an organisation."""

    class Meta:
        model = Ansprechperson
        fields = ["name", "funktion", "telefon", "email"]
        widgets = {"telefon": forms.TelInput()}
