"""Places and waiting lists, and heads that are counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from familienbuero.termine.regeln import Grenzen

# One sign-up is for so many children; each has a place.
HOECHSTENS_KINDER = 4
# How long somebody who has moved up may think about it.
BEDENKZEIT = timedelta(hours=48)
# So long before the first date everybody is reminded of it.
ERINNERN_VOR = timedelta(days=2)
# How often a sender, and an e-mail address, may sign up: nobody is to hoard places.
ANMELDEN = Grenzen(wo="anmeldung", je_adresse_und_stunde=10, je_kennung_und_tag=5)
HOECHSTENS_GEZAEHLT = 999
K = TypeVar("K", bound=Hashable)


def antwortfrist(jetzt: datetime, naechster_beginn: datetime | None, *, ohne_termin: bool) -> datetime | None:
    """Until when somebody who moves up has to answer: 48 hours, or until the next date begins.

    None when nobody can move up any more, because no date is left; `ohne_termin` is by appointment.
    """
    if naechster_beginn is None:
        return jetzt + BEDENKZEIT if ohne_termin else None
    return min(jetzt + BEDENKZEIT, naechster_beginn)


def rueckt_nach(frei: int, wartende: Iterable[tuple[K, int]]) -> list[K]:
    """Who of the waiting (key, number of children; the first in line first) gets the free places.

    A family for which they are not enough keeps its place in line, and the next is asked: no place stays
    empty because a larger one would be needed.
    """
    gewaehlt = []
    for wer, kinder in wartende:
        if kinder <= frei:
            gewaehlt.append(wer)
            frei -= kinder
    return gewaehlt


@dataclass(frozen=True, kw_only=True)
class Koepfe:
    """Who came to an open offer: numbers only."""

    erwachsene: int = 0
    kinder: int = 0
    erstmals: int = 0

    @property
    def alle(self) -> int:
        return self.erwachsene + self.kinder

    def mit(self, feld: str, schritt: int) -> Koepfe:
        """One more or less; never below none, and never more newcomers than people."""
        neu = min(max(getattr(self, feld) + schritt, 0), HOECHSTENS_GEZAEHLT)
        andere = replace(self, **{feld: neu})
        return replace(andere, erstmals=min(andere.erstmals, andere.alle))
