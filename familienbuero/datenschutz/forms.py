"""Forms about the end of data."""

from typing import Any

from django import forms

from familienbuero import kalender
from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.datenschutz.models import MONATE
from familienbuero.eingabe import Tagfeld
from familienbuero.fassung import MitFassung
from familienbuero.kalender.regeln import monate_spaeter
from familienbuero.raum import Loeschregel


class _Fristenfelder(forms.Form):
    """One field for each period that a room announces."""

    def __init__(
        self, *args: Any, regeln: dict[str, Loeschregel], gesetzt: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for kennung, regel in regeln.items():
            self.fields[kennung] = forms.IntegerField(
                label=f"{regel.titel} (Monate)",
                help_text=f"Gezählt ab: {regel.beginn}. Vorschlag: {regel.monate} Monate.",
                initial=gesetzt.get(kennung, regel.monate),
                validators=MONATE,
            )


class Fristenformular(MitFassung, _Fristenfelder):
    """All periods at once."""


class Halteformular(MitFassung, forms.Form):
    """Why, and until when, the data of a family is kept."""

    grund = forms.ChoiceField(label="Grund", choices=Haltegrund.choices)
    bis = Tagfeld(
        label="Aufbewahren bis",
        help_text="Danach gelten wieder die Fristen.",
        initial=lambda: monate_spaeter(kalender.heute(), 3),
    )
