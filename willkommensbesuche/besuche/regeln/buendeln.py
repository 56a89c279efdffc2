"""Putting the families of a week together to short days: first everybody gets a place, then ways are cut."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

from familienbuero.raum import Fenster
from willkommensbesuche.besuche.regeln.wege import Stopp, Wege

# How often some days of a week are taken apart and put together anew. A fixed number and not a time, so that
# the same question gets the same answer everywhere.
RUNDEN = 100
_GEWINN = 1e-6  # what counts as shorter


@dataclass(frozen=True)
class Wunsch:
    """A family that waits for a date: its district, who may go there, and its first and last day."""

    fall: UUID
    stadtteil: Stopp
    personen: frozenset[UUID]
    von: date
    bis: date


@dataclass
class Besuchstag:
    """One visitor's day: its free windows, the districts of visits booked before, and how many more fit."""

    person: UUID
    tag: date
    frei: tuple[Fenster, ...]
    gebucht: tuple[Stopp, ...]
    platz: int
    wuensche: list[Wunsch] = field(default_factory=list)

    def passt(self, wunsch: Wunsch) -> bool:
        """May this family be visited on this day by this person?"""
        return self.person in wunsch.personen and wunsch.von <= self.tag <= wunsch.bis

    @property
    def voll(self) -> bool:
        return len(self.wuensche) >= self.platz

    def km(self, wege: Wege, *, ohne: Wunsch | None = None, mit: Wunsch | None = None) -> float:
        """Length of the day as it is, or without one family, or with another one."""
        stopps = {wunsch.stadtteil for wunsch in self.wuensche if wunsch is not ohne}
        stopps.update(self.gebucht)
        if mit:
            stopps.add(mit.stadtteil)
        return wege.laenge(stopps)

    def termine(self, wege: Wege) -> Iterator[tuple[UUID, Fenster]]:
        """A window for each family, the first ones of the day in the order of the way."""
        stellen = {
            stopp: i
            for i, stopp in enumerate(wege.reihenfolge({wunsch.stadtteil for wunsch in self.wuensche}))
        }
        folge = sorted(self.wuensche, key=lambda wunsch: stellen[wunsch.stadtteil])
        for wunsch, fenster in zip(folge, self.frei, strict=False):
            yield wunsch.fall, fenster


def unterbringen(tage: Sequence[Besuchstag], wuensche: Iterable[Wunsch], wege: Wege) -> None:
    """Give as many families as possible a day; of families that compete the earlier in `wuensche` wins.

    Each takes the day with the shortest detour. Where none is free, others make room, if they find another
    day themselves: so no place stays empty that somebody could have had (augmenting paths in a matching).
    """
    aussichtslos: set[int] = set()
    for wunsch in wuensche:
        if all(tag.voll for tag in tage):
            return
        versucht = set(aussichtslos)
        if not _unterbringen(wunsch, tage, wege, versucht):
            aussichtslos = versucht  # whoever needs one of these days will not find a place either


def _unterbringen(wunsch: Wunsch, tage: Sequence[Besuchstag], wege: Wege, versucht: set[int]) -> bool:
    moegliche = [tag for tag in tage if id(tag) not in versucht and tag.passt(wunsch)]
    if freie := [tag for tag in moegliche if not tag.voll]:
        min(freie, key=lambda tag: tag.km(wege, mit=wunsch) - tag.km(wege)).wuensche.append(wunsch)
        return True
    for tag in moegliche:
        versucht.add(id(tag))
        for anderer in tag.wuensche:
            if _unterbringen(anderer, tage, wege, versucht):
                tag.wuensche.remove(anderer)
                tag.wuensche.append(wunsch)
                return True
    return False


def wege_verkuerzen(tage: Sequence[Besuchstag], wege: Wege) -> None:
    """Shorten the ways of a week without taking anybody's place: exchange, and take apart what lies near."""
    wuerfel = random.Random(1)  # noqa: S311 - no secret; the same question gets the same answer
    _tauschen(tage, wege)
    for _ in range(RUNDEN):
        volle = [tag for tag in tage if tag.wuensche]
        if len(volle) < 2:
            return
        vorher = [list(tag.wuensche) for tag in tage]
        laenge = _km(tage, wege)
        _neu_mischen(tage, wuerfel.sample(volle, min(len(volle), wuerfel.choice((2, 2, 3)))), wege, wuerfel)
        _tauschen(tage, wege)
        verloren = sum(map(len, vorher)) > sum(len(tag.wuensche) for tag in tage)
        if verloren or _km(tage, wege) > laenge - _GEWINN:
            for tag, wuensche in zip(tage, vorher, strict=True):
                tag.wuensche = wuensche


def _km(tage: Iterable[Besuchstag], wege: Wege) -> float:
    return sum(tag.km(wege) for tag in tage)


def _neu_mischen(
    tage: Sequence[Besuchstag], aufgeloest: Sequence[Besuchstag], wege: Wege, wuerfel: random.Random
) -> None:
    """Take these days apart, and let their families choose again in another order."""
    wuensche = [wunsch for tag in aufgeloest for wunsch in tag.wuensche]
    for tag in aufgeloest:
        tag.wuensche = []
    wuerfel.shuffle(wuensche)
    unterbringen(tage, wuensche, wege)


def _tauschen(tage: Sequence[Besuchstag], wege: Wege) -> None:
    """Move one family to another day, or exchange two, as long as the ways get shorter."""
    besser = True
    while besser:
        besser = any(
            _umziehen(eine, anderer, wege) or _umziehen(anderer, eine, wege) or _wechseln(eine, anderer, wege)
            for eine, anderer in combinations(tage, 2)
            if eine.wuensche or anderer.wuensche
        )


def _umziehen(von: Besuchstag, nach: Besuchstag, wege: Wege) -> bool:
    if nach.voll:
        return False
    for wunsch in von.wuensche:
        if nach.passt(wunsch) and (
            von.km(wege, ohne=wunsch) + nach.km(wege, mit=wunsch) < von.km(wege) + nach.km(wege) - _GEWINN
        ):
            von.wuensche.remove(wunsch)
            nach.wuensche.append(wunsch)
            return True
    return False


def _wechseln(eine: Besuchstag, anderer: Besuchstag, wege: Wege) -> bool:
    bisher = eine.km(wege) + anderer.km(wege) - _GEWINN
    for einer in eine.wuensche:
        for zweiter in anderer.wuensche:
            if not (anderer.passt(einer) and eine.passt(zweiter)):
                continue
            if eine.km(wege, ohne=einer, mit=zweiter) + anderer.km(wege, ohne=zweiter, mit=einer) < bisher:
                eine.wuensche.remove(einer)
                anderer.wuensche.remove(zweiter)
                eine.wuensche.append(zweiter)
                anderer.wuensche.append(einer)
                return True
    return False
