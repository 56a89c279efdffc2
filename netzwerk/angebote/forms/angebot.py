"""What families read of an offer, as a form: the office writes it, partners propose it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from familienbuero.seiten.forms import Absatzfeld
from familienbuero.stammdaten.enums import Sprache
from netzwerk.angebote.models import Angebot

KOSTEN_UND_TEILNAHME = Fieldset(
    "Kosten und Teilnahme",
    Row("kosten", "kostenhinweis"),
    "anmeldeweg",
    "anmeldung_bei",
    "plaetze",
    "nach_vereinbarung",
)
FRAGEN_AN = Fieldset("Fragen an", "kontakt_name", Row("kontakt_telefon", "kontakt_email"))


def gruppen(*felder: Fieldset) -> FormHelper:
    """Groups of fields inside a form whose tag the page writes."""
    helper = FormHelper()
    helper.form_tag = helper.include_media = False
    helper.disable_csrf = helper.render_hidden_fields = True
    helper.layout = Layout(*felder)
    return helper


class Angebotsangaben(forms.ModelForm[Angebot]):
    """The public fields; money is typed in euros."""

    kosten = forms.DecimalField(
        label="Kosten in Euro",
        min_value=0,
        max_value=9999,
        decimal_places=2,
        localize=True,
        initial=Decimal(0),
        help_text="0 heißt kostenlos.",
    )
    sprachen = forms.MultipleChoiceField(
        label="Sprachen", choices=Sprache.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Angebot
        fields = [
            "titel", "kurz", "text", "art", "format", "lebensphase", "ort", "alter_von", "alter_bis",
            "schwangerschaft", "kostenhinweis", "anmeldeweg", "anmeldung_bei", "plaetze", "nach_vereinbarung",
            "sprachen", "kontakt_name", "kontakt_telefon", "kontakt_email",
        ]  # fmt: skip
        field_classes = {"text": Absatzfeld}
        widgets: dict[str, Any] = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "kontakt_telefon": forms.TelInput(),
        }
        help_texts = {
            "text": "Eine Leerzeile trennt Absätze.",
            "alter_von": "Leer: von Anfang an. Drei Jahre sind 36.",
            "alter_bis": "Einschließlich. Leer: nach oben offen.",
            "plaetze": "Nur bei der Anmeldung auf dieser Seite nötig.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        angebot: Angebot = kwargs["instance"]
        kwargs["initial"] = {"kosten": Decimal(angebot.kosten_cent) / 100, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if (kosten := daten.get("kosten")) is not None:
            self.instance.kosten_cent = int(kosten * 100)
        return daten
