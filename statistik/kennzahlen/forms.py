"""Forms of the figures."""

from datetime import timedelta

from django import forms

from familienbuero import kalender
from familienbuero.eingabe import Zeitraum
from familienbuero.kalender.regeln import monate_spaeter, monatsanfang
from familienbuero.stammdaten.models import Stadtteil
from statistik.kennzahlen.bericht import HAUSHALTE, KINDER


class Auswahl(Zeitraum):
    """Period, district, and whether households or children are counted."""

    stadtteil = forms.ModelChoiceField(
        label="Stadtteil", queryset=Stadtteil.objects.all(), required=False, empty_label="ganze Kommune"
    )
    einheit = forms.ChoiceField(
        label="Gezählt nach", choices=[(HAUSHALTE, "Haushalten"), (KINDER, "Kindern")]
    )


def letzte_zwoelf_monate() -> dict[str, str]:
    """The last twelve months and the next two: visits are planned ahead."""
    anfang = monatsanfang(kalender.heute())
    bis = monate_spaeter(anfang, 3) - timedelta(days=1)
    return {"von": monate_spaeter(anfang, -11).isoformat(), "bis": bis.isoformat(), "einheit": HAUSHALTE}
