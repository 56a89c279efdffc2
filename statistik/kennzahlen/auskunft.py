"""Figures of the years before the system began: a table of its own, beside what is counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from statistik.kennzahlen.models import Jahreszahl
from statistik.kennzahlen.regeln import (
    GRENZE,
    KENNZAHLEN,
    bekannte_unterdruecken,
    schutzregel,
)

ERKLAERUNG = (
    "Vom Büro eingetragen, aus der Zeit vor diesem Programm. Diese Zahlen sind nicht aus Besuchen gezählt "
    "und stecken in keiner anderen Zahl. Gemeint sind dieselben Kennzahlen; zählt eine Quelle anders, steht "
    "es dort."
)


@dataclass(frozen=True)
class Jahresangaben:
    """The figures of one year in one unit; None where nobody knows."""

    jahr: int
    quelle: str
    werte: dict[str, int | None]


@dataclass(frozen=True)
class Jahreszeile:
    """A year as it is shown; `zusatz` is the source."""

    titel: str
    zusatz: str
    texte: tuple[str, ...]


@dataclass(frozen=True)
class Vorjahre:
    """The table, ready to be shown."""

    zeilen: tuple[Jahreszeile, ...]
    titel: str = "Vor der Einführung"
    spalte: str = "Jahr und Quelle"
    erklaerung: str = ERKLAERUNG

    @property
    def schutzregel(self) -> str:
        return schutzregel(f"unter {GRENZE}")


def eingetragene(einheit: str) -> list[Jahresangaben]:
    """What is stored, by year; true numbers, for those who enter them."""
    werte: dict[int, dict[str, int | None]] = defaultdict(dict)
    quellen: dict[int, str] = {}
    for zahl in Jahreszahl.objects.all():
        werte[zahl.jahr][zahl.kennzahl] = getattr(zahl, einheit)
        quellen[zahl.jahr] = zahl.quelle
    return [Jahresangaben(jahr, quellen[jahr], werte[jahr]) for jahr in sorted(werte)]


def vorjahre(einheit: str) -> Vorjahre | None:
    """The table as everybody may see it, small numbers hidden; None when there is nothing in this unit."""
    jahre = [jahr for jahr in eingetragene(einheit) if any(wert is not None for wert in jahr.werte.values())]
    if not jahre:
        return None
    spalten = [
        bekannte_unterdruecken([jahr.werte.get(kennzahl.name) for jahr in jahre], GRENZE)
        for kennzahl in KENNZAHLEN
    ]
    return Vorjahre(
        tuple(
            Jahreszeile(str(jahr.jahr), jahr.quelle, tuple(spalte[i] for spalte in spalten))
            for i, jahr in enumerate(jahre)
        )
    )
