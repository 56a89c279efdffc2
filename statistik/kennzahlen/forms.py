"""Forms of the figures."""

from datetime import timedelta
from typing import Any

from django import forms

from familienbuero import kalender
from familienbuero.eingabe import Datum
from familienbuero.kalender.regeln import monate_spaeter, monatsanfang
from familienbuero.stammdaten.models import Stadtteil
from statistik.kennzahlen.bericht import HAUSHALTE, KINDER


class Auswahl(forms.Form):
    """Period, district, and whether households or children are counted."""

    von = forms.DateField(label="Vom", widget=Datum)
    bis = forms.DateField(label="bis zum", widget=Datum)
    stadtteil = forms.ModelChoiceField(
        label="Stadtteil", queryset=Stadtteil.objects.all(), required=False, empty_label="ganze Kommune"
    )
    einheit = forms.ChoiceField(
        label="Gezählt nach", choices=[(HAUSHALTE, "Haushalten"), (KINDER, "Kindern")]
    )

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("von") and daten.get("bis") and daten["bis"] < daten["von"]:
            self.add_error("bis", "Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")
        return daten


def letzte_zwoelf_monate() -> dict[str, str]:
    """The last twelve months and the next two: visits are planned ahead."""
    anfang = monatsanfang(kalender.heute())
    bis = monate_spaeter(anfang, 3) - timedelta(days=1)
    return {"von": monate_spaeter(anfang, -11).isoformat(), "bis": bis.isoformat(), "einheit": HAUSHALTE}
