"""The figures of a period, ready to be shown as page, CSV or PDF: one definition for all three."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from familienbuero.kalender.regeln import monate_spaeter, monatsanfang
from familienbuero.schreiben.diagramm import Saeulendiagramm, saeulendiagramm
from familienbuero.stammdaten.models import Stadtteil
from statistik.kennzahlen.abfragen import Ausschnitt, Werte, zaehlen
from statistik.kennzahlen.auskunft import Vorjahre, vorjahre
from statistik.kennzahlen.regeln import (
    ABSAGEQUOTE,
    GRENZE,
    GRENZE_STADTTEIL,
    KENNZAHLEN,
    NICHT_GEZEIGT,
    Kennzahl,
    Wert,
    quote,
    schutzregel,
    spalten_unterdruecken,
    tausender,
    unterdruecken,
)
from willkommensbesuche.besuche.enums import Anlass

HAUSHALTE, KINDER = "haushalte", "kinder"
NAMEN = [kennzahl.name for kennzahl in KENNZAHLEN]


@dataclass(frozen=True)
class Zeile:
    """A row of a table: None stands for a number that is hidden."""

    titel: str
    werte: tuple[int | None, ...]

    @property
    def texte(self) -> tuple[str, ...]:
        return tuple(NICHT_GEZEIGT if wert is None else tausender(wert) for wert in self.werte)


@dataclass(frozen=True)
class Tabelle:
    """Rows with the figures as columns, and the limit below which numbers are hidden."""

    titel: str
    spalte: str
    zeilen: tuple[Zeile, ...]
    grenze: int

    @property
    def schutzregel(self) -> str:
        return schutzregel(f"unter {self.grenze}")


@dataclass(frozen=True)
class Karte:
    """A figure with its definition; `wert` is a sentence-ready text."""

    kennzahl: Kennzahl
    wert: str


@dataclass(frozen=True)
class Bericht:
    """Everything that the three forms of the report show."""

    von: date
    bis: date
    einheit: str
    ort: str
    karten: tuple[Karte, ...]
    monate: Tabelle
    tabellen: tuple[Tabelle, ...]
    diagramm: Saeulendiagramm
    vorjahre: Vorjahre | None = None

    @property
    def kennzahlen(self) -> tuple[Kennzahl, ...]:
        return KENNZAHLEN

    @property
    def schutzregel(self) -> str:
        return schutzregel(f"unter {GRENZE}, nach Stadtteilen unter {GRENZE_STADTTEIL},")


def bericht(ausschnitt: Ausschnitt, einheit: str = HAUSHALTE) -> Bericht:
    """Count a period by households or by children."""
    stadtteile = {stadtteil.pk: stadtteil.name for stadtteil in Stadtteil.objects.all()}
    ort = stadtteile.get(ausschnitt.stadtteil, "ganze Kommune") if ausschnitt.stadtteil else "ganze Kommune"
    zaehlung = zaehlen(ausschnitt)
    monate = _nach_monaten(ausschnitt, zaehlung.monat, einheit)
    tabellen = [
        _tabelle(
            "Nach Anlass",
            "Anlass",
            [(art.label, art.value) for art in Anlass],
            zaehlung.anlass,
            einheit,
            GRENZE,
        )
    ]
    if not ausschnitt.stadtteil:
        namen = [(name, pk) for pk, name in stadtteile.items()]
        tabellen.append(
            _tabelle(
                "Nach Stadtteil",
                "Stadtteil",
                [*namen, ("ohne Angabe", None)],
                zaehlung.stadtteil,
                einheit,
                GRENZE_STADTTEIL,
            )
        )
    return Bericht(
        von=ausschnitt.von,
        bis=ausschnitt.bis,
        einheit=einheit,
        ort=ort,
        karten=_karten(zaehlung.gesamt, einheit),
        monate=monate,
        tabellen=tuple(tabellen),
        diagramm=_diagramm(monate),
        vorjahre=None if ausschnitt.stadtteil else vorjahre(einheit),
    )


def _karten(werte: Werte, einheit: str) -> tuple[Karte, ...]:
    zahlen = {name: getattr(wert, einheit) for name, wert in werte.items()}
    (geplant, abgesagt) = unterdruecken([zahlen["geplant"]], GRENZE) + unterdruecken(
        [zahlen["abgesagt"]], GRENZE
    )
    karten = []
    for kennzahl in KENNZAHLEN:
        (wert,) = unterdruecken([zahlen[kennzahl.name]], GRENZE)  # alone, so that only small ones are hidden
        karten.append(Karte(kennzahl, f"unter {GRENZE}" if wert is None else tausender(wert)))
        if kennzahl.name == "abgesagt":
            anteil = quote(abgesagt, geplant) if geplant and abgesagt is not None else None
            karten.append(Karte(ABSAGEQUOTE, prozent(anteil)))
    return tuple(karten)


def prozent(anteil: float | None) -> str:
    """A percentage as German text, or a dash."""
    return "–" if anteil is None else f"{anteil:.1f} %".replace(".", ",")


def _tabelle(
    titel: str,
    spalte: str,
    gruppen: Iterable[tuple[str, Any]],
    gefunden: Mapping[Any, Werte],
    einheit: str,
    grenze: int,
) -> Tabelle:
    da = [(name, gefunden[schluessel]) for name, schluessel in gruppen if schluessel in gefunden]
    zahlen = [{name: getattr(wert, einheit) for name, wert in werte.items()} for _, werte in da]
    gezeigt = spalten_unterdruecken(zahlen, NAMEN, grenze)
    zeilen = (
        Zeile(titel, tuple(zeile[name] for name in NAMEN))
        for (titel, _), zeile in zip(da, gezeigt, strict=True)
    )
    return Tabelle(titel, spalte, tuple(zeilen), grenze)


def _nach_monaten(ausschnitt: Ausschnitt, gefunden: Mapping[date, Werte], einheit: str) -> Tabelle:
    monate = []
    monat = monatsanfang(ausschnitt.von)
    while monat <= ausschnitt.bis:
        monate.append((date_format(monat, "F Y"), monat))
        monat = monate_spaeter(monat, 1)
    zahlen = [
        {name: getattr(gefunden.get(monat, {}).get(name, Wert()), einheit) for name in NAMEN}
        for _, monat in monate
    ]
    gezeigt = spalten_unterdruecken(zahlen, NAMEN, GRENZE)
    zeilen = (
        Zeile(titel, tuple(zeile[name] for name in NAMEN))
        for (titel, _), zeile in zip(monate, gezeigt, strict=True)
    )
    return Tabelle("Nach Monat", "Monat", tuple(zeilen), GRENZE)


def _diagramm(monate: Tabelle) -> Saeulendiagramm:
    geplant, durchgefuehrt = NAMEN.index("geplant"), NAMEN.index("durchgefuehrt")
    werte = [(zeile.titel[:3], zeile.werte[geplant], zeile.werte[durchgefuehrt]) for zeile in monate.zeilen]
    return saeulendiagramm(
        "Geplante und durchgeführte Besuche je Monat",
        "Umriss: geplant, gefüllt: durchgeführt. Für Zahlen, die nicht gezeigt werden, fehlt die Säule. "
        "Die Zahlen stehen in der Tabelle darunter.",
        werte[-24:],
    )
