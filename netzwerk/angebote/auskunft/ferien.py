"""Who cares for school children in the holidays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import localtime

from familienbuero.kalender.models import Schulferien
from familienbuero.kalender.regeln import ist_werktag, montag, tage
from familienbuero.stammdaten.models import Stadtteil
from familienbuero.termine.auskunft import tagesgrenzen
from netzwerk.angebote.auskunft.uebersetzung import mit_wortlaut
from netzwerk.angebote.enums import Angebotsart
from netzwerk.angebote.models import (
    Angebot,
    Angebotstermin,
)

# A day of holiday care that parents can work on.
GANZTAGS = timedelta(hours=7)


@dataclass(frozen=True, kw_only=True)
class Ferienangebot:
    """An offer in one week of the holidays: how many days, between which, from when to when at most."""

    angebot: Angebot
    tage: int
    erster: date
    letzter: date
    von: time
    bis: time

    @property
    def ganztags(self) -> bool:
        dauer = datetime.combine(date.min, self.bis) - datetime.combine(date.min, self.von)
        return dauer >= GANZTAGS


@dataclass(frozen=True, kw_only=True)
class Ferienplan:
    """Districts × weeks of some holidays; an empty cell is a gap, and shown as one.

    The row without a district, where there is one, is what is meant for the whole city.
    """

    ferien: Schulferien
    wochen: tuple[date, ...]
    zeilen: tuple[tuple[Stadtteil | None, tuple[tuple[date, tuple[Ferienangebot, ...]], ...]], ...]

    @property
    def luecken(self) -> int:
        """Cells without an all-day offer: every district is meant to have one."""
        return sum(
            not any(eines.ganztags for eines in zelle)
            for stadtteil, zellen in self.zeilen
            for _, zelle in zellen
            if stadtteil
        )


def ferienplan(ferien: Schulferien) -> Ferienplan:
    """Who cares for school children in which week, in which district that has a place for offers."""
    termine = mit_wortlaut(
        Angebotstermin.objects.im_netz()
        .filter(angebot__art=Angebotsart.FERIEN)
        .stattfindend()
        .zwischen(*tagesgrenzen(ferien.von, ferien.bis))
        .mit_allem()
        .order_by("beginn")
    )
    zellen: dict[tuple[UUID | None, date], dict[Angebot, list[Angebotstermin]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for termin in termine:
        ort = termin.am_ort
        woche = _ferienwoche(localtime(termin.beginn).date(), ferien)
        zellen[ort.stadtteil_id if ort else None, woche][termin.angebot].append(termin)
    wochen = tuple(
        sorted({_ferienwoche(tag, ferien) for tag in tage(ferien.von, ferien.bis) if ist_werktag(tag)})
    )
    stadtteile: list[Stadtteil | None] = list(Stadtteil.objects.filter(ort__isnull=False).distinct())
    if any(stadtteil is None for stadtteil, _ in zellen):
        stadtteile.append(None)
    return Ferienplan(
        ferien=ferien,
        wochen=wochen,
        zeilen=tuple(
            (
                stadtteil,
                tuple(
                    (woche, _ferienzelle(zellen[stadtteil.pk if stadtteil else None, woche]))
                    for woche in wochen
                ),
            )
            for stadtteil in stadtteile
        ),
    )


def _ferienwoche(tag: date, ferien: Schulferien) -> date:
    """The first day of the week of a day that is within the holidays: nobody needs care on a school day."""
    return max(montag(tag), ferien.von)


def _ferienzelle(angebote: Mapping[Angebot, list[Angebotstermin]]) -> tuple[Ferienangebot, ...]:
    return tuple(
        Ferienangebot(
            angebot=angebot,
            tage=len({localtime(termin.beginn).date() for termin in termine}),
            erster=localtime(termine[0].beginn).date(),
            letzter=localtime(termine[-1].beginn).date(),
            von=min(localtime(termin.beginn).time() for termin in termine),
            bis=max(localtime(termin.ende).time() for termin in termine),
        )
        for angebot, termine in angebote.items()
    )
