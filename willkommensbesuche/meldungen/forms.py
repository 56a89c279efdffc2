"""The one form of this room."""

from datetime import date

from django import forms

from familienbuero import kalender
from familienbuero.eingabe import Tagfeld
from familienbuero.einlesen.forms import Dateiformular


class HochladenForm(Dateiformular):
    """A registry list as the office sends it."""

    beschriftung = "Meldeliste"

    liste_vom = Tagfeld(
        label="Liste vom",
        required=False,
        help_text="Der Tag, an dem das Meldeamt die Liste erstellt hat. Ohne Angabe gilt ihr jüngstes "
        "Ereignis. Eine ältere Liste setzt neuere Angaben nicht zurück.",
    )

    def clean_liste_vom(self) -> date | None:
        tag: date | None = self.cleaned_data["liste_vom"]
        if tag and tag > kalender.heute():
            raise forms.ValidationError(
                "Dieser Tag liegt in der Zukunft. Bitte prüfen Sie das Datum der Liste."
            )
        return tag
