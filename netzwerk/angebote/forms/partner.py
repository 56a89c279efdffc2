"""Forms with which partners propose, and with which the office refuses."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Row
from django import forms

from netzwerk.angebote.forms.angebot import FRAGEN_AN, KOSTEN_UND_TEILNAHME, Angebotsangaben, gruppen
from netzwerk.angebote.regeln import angaben


class Vorschlagsformular(Angebotsangaben):
    """What families read of an offer, to be proposed by its provider. It never saves the offer."""

    bemerkung = forms.CharField(
        label="Was wir noch wissen sollen",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Andere Tage und Zeiten, ein neuer Raum, wer leitet: zum Beispiel „ab Oktober donnerstags, "
        "10 bis 12 Uhr“. Bitte keine Namen von Familien.",
    )

    class Meta(Angebotsangaben.Meta):
        help_texts = {
            **Angebotsangaben.Meta.help_texts,
            "kurz": "Steht unter dem Titel.",
            "ort": "Ihr Ort fehlt? Schreiben Sie ihn unten dazu.",
        }

    def __init__(self, *args: Any, bemerkung: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"bemerkung": bemerkung}, **kwargs)

    @property
    def helper(self) -> FormHelper:
        """The groups of the office's form, without what is the office's alone."""
        return gruppen(
            Fieldset("Was es ist", "titel", "kurz", "text", Row("art", "format"), "lebensphase"),
            Fieldset("Für wen und wo", Row("alter_von", "alter_bis"), "schwangerschaft", "sprachen", "ort"),
            KOSTEN_UND_TEILNAHME,
            FRAGEN_AN,
            Fieldset("Bemerkung an das Büro", "bemerkung"),
        )

    def werte(self) -> dict[str, Any]:
        """What the fields should become, after validation."""
        return angaben(self.instance)


class Ablehnungsformular(forms.Form):
    """Why a proposal is not taken over, in the version that somebody has `gesehen`."""

    gesehen = forms.CharField(required=False, widget=forms.HiddenInput)
    antwort = forms.CharField(
        label="Antwort an den Anbieter",
        max_length=300,
        help_text="Ein Satz. Der Anbieter bekommt ihn per E-Mail und liest ihn hinter seinem Link.",
    )
