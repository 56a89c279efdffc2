"""Background work of all rooms, as `verwaltung` sees it: ids, numbers and sentences, no family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from familienbuero.raum import Auftragsart, Fortschritt, raeume
from familienbuero.wecker.auskunft import Lauf, laeufe

HOECHSTENS = 100  # rows of a kind that the page names


@dataclass(frozen=True, kw_only=True)
class Schlange:
    """One kind of work: how much waits and runs, and the rows that somebody has to look at."""

    art: Auftragsart
    wartet: int
    laeuft: int
    geparkt: int
    geparkte: list[Any]
    # Waiting rows that something hinders, a full disk for instance; they go on by themselves.
    gehinderte: list[Any]


@dataclass(frozen=True, kw_only=True)
class Betrieb:
    """All background work at this moment."""

    schlangen: list[Schlange]
    fortschritte: list[Fortschritt]
    laeufe: list[Lauf]

    @property
    def laeuft(self) -> bool:
        return any(schlange.wartet or schlange.laeuft for schlange in self.schlangen)

    @property
    def geparkt(self) -> int:
        return sum(schlange.geparkt for schlange in self.schlangen)

    @property
    def gehindert(self) -> int:
        return sum(len(schlange.gehinderte) for schlange in self.schlangen)

    @property
    def ueberfaellig(self) -> int:
        return sum(lauf.ueberfaellig for lauf in self.laeufe)


def auftragsarten() -> dict[str, Auftragsart]:
    """Every announced kind of background work by its name."""
    return {art.kennung: art for raum in raeume() for art in raum.auftraege}


def betrieb() -> Betrieb:
    """Ask all rooms."""
    arten = auftragsarten().values()
    return Betrieb(
        schlangen=[_schlange(art) for art in arten],
        fortschritte=[fortschritt for art in arten for fortschritt in art.fortschritt()],
        laeufe=laeufe(),
    )


def _schlange(art: Auftragsart) -> Schlange:
    geparkt, wartend = art.geparkt().order_by("stand_seit"), art.offen().zu_tun()
    return Schlange(
        art=art,
        wartet=wartend.count(),
        laeuft=art.offen().laufend().count(),
        geparkt=geparkt.count(),
        geparkte=list(geparkt[:HOECHSTENS]),
        gehinderte=list(wartend.exclude(fehler="").order_by("stand_seit")[:HOECHSTENS]),
    )
