"""Which rows are one household, and which stored family that household is.

A household: same postcode, street and number, same legal representatives (stammdaten.regeln). Works on
keys and ids only, so that a whole list fits into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from willkommensbesuche.meldungen.regeln.zeile import Meldezeile


@dataclass(frozen=True, slots=True)
class BekanntesKind:
    """A stored child that a row speaks of."""

    kind: UUID
    familie: UUID


@dataclass(frozen=True, slots=True)
class BekannteFamilie:
    """A stored family: its household key, its children, those who have died left out, and the date of the
    latest list that spoke of it; None when none did.
    """

    haushalt: str | None
    kinder: frozenset[UUID]
    liste_vom: date | None = None

    def ueberholt(self, liste_vom: date) -> bool:
        """Has a newer list than this one spoken of the family?"""
        return self.liste_vom is not None and self.liste_vom > liste_vom


@dataclass(frozen=True, slots=True)
class Bestand:
    """What is stored of the children and households of a list: by `Meldezeile.kennung`, id and key."""

    kinder: Mapping[str, BekanntesKind]
    familien: Mapping[UUID, BekannteFamilie]
    haushalte: Mapping[str, UUID]


@dataclass(slots=True)
class Haushalt:
    """Rows of one household, one per child. `familie` is the stored family, None for a new one.

    `verlegt`: the stored family as a whole comes here from another address or other representatives.
    `vollstaendig`: the list speaks of every child of the family. `ueberholt`: a newer list has spoken of it.
    """

    familie: UUID | None = None
    verlegt: bool = False
    vollstaendig: bool = False
    ueberholt: bool = False
    zeilen: list[Meldezeile] = field(default_factory=list)


def ohne_wiederholungen(zeilen: Iterable[Meldezeile]) -> tuple[list[Meldezeile], list[Meldezeile]]:
    """One row per child, and the repeats.

    The latest event speaks for a child; a death and a blocking mark are kept from whichever row has them.
    """
    je_kind: dict[str, Meldezeile] = {}
    wiederholungen = []
    for zeile in zeilen:
        fruehere = je_kind.get(zeile.kennung)
        if fruehere is None:
            je_kind[zeile.kennung] = zeile
            continue
        neuer = zeile.ereignisdatum > fruehere.ereignisdatum
        gilt, wiederholung = (zeile, fruehere) if neuer else (fruehere, zeile)
        wiederholungen.append(wiederholung)
        je_kind[zeile.kennung] = replace(
            gilt,
            sterbedatum=gilt.sterbedatum or wiederholung.sterbedatum,
            auskunftssperre=gilt.auskunftssperre or wiederholung.auskunftssperre,
            sperrvermerk=gilt.sperrvermerk or wiederholung.sperrvermerk,
        )
    return list(je_kind.values()), wiederholungen


def haushalte_bilden(zeilen: Iterable[Meldezeile], bestand: Bestand, liste_vom: date) -> list[Haushalt]:
    """Group rows (one per child) to households and find the stored family of each.

    When all living known children of a family go to a household that nobody has yet, the family itself
    goes there and keeps its id; otherwise the children go to the household that is there, or to a new one.
    A child that has died stays with its family, whatever address the row names: letters to the parents
    must find the death. So does a child of whose family a newer list has spoken: where it lived before is
    no news. A child that is new in such a household joins that family.
    """
    gruppen: dict[str, Haushalt] = {}
    bleibende = []
    frueher: dict[str, UUID] = {}
    for zeile in zeilen:
        bekannt = bestand.kinder.get(zeile.kennung)
        if bekannt and bestand.familien[bekannt.familie].ueberholt(liste_vom):
            bleibende.append(zeile)
            frueher.setdefault(zeile.haushalt, bekannt.familie)
        elif bekannt and zeile.sterbedatum:
            bleibende.append(zeile)
        else:
            gruppen.setdefault(zeile.haushalt, Haushalt()).zeilen.append(zeile)
    ziele = {
        bestand.kinder[zeile.kennung].kind: schluessel
        for schluessel, haushalt in gruppen.items()
        for zeile in haushalt.zeilen
        if zeile.kennung in bestand.kinder
    }
    gestorben = {bestand.kinder[zeile.kennung].kind for zeile in bleibende if zeile.sterbedatum}
    verlegte = _verlegte_familien(bestand, ziele, gestorben)
    for schluessel, familie in verlegte.items():
        gruppen[schluessel].familie, gruppen[schluessel].verlegt = familie, True
    weg = set(verlegte.values())
    for schluessel, haushalt in gruppen.items():
        halter = bestand.haushalte.get(schluessel)
        if haushalt.familie is None and halter not in weg:
            haushalt.familie = halter or frueher.get(schluessel)
    alle = list(gruppen.values())
    je_familie = {haushalt.familie: haushalt for haushalt in alle if haushalt.familie}
    for zeile in bleibende:
        familie = bestand.kinder[zeile.kennung].familie
        if familie not in je_familie:
            je_familie[familie] = Haushalt(familie=familie)
            alle.append(je_familie[familie])
        je_familie[familie].zeilen.append(zeile)
    for familie, haushalt in je_familie.items():
        genannt = {
            bekannt.kind for zeile in haushalt.zeilen if (bekannt := bestand.kinder.get(zeile.kennung))
        }
        haushalt.vollstaendig = bestand.familien[familie].kinder <= genannt
        haushalt.ueberholt = bestand.familien[familie].ueberholt(liste_vom)
    return alle


def _verlegte_familien(bestand: Bestand, ziele: Mapping[UUID, str], gestorben: set[UUID]) -> dict[str, UUID]:
    """Household key -> family that goes there as a whole; of several the one with most children."""
    verlegte: dict[str, UUID] = {}
    for familie, lage in bestand.familien.items():
        lebende = lage.kinder - gestorben
        orte = {ziele.get(kind) for kind in lebende}
        ziel = next(iter(orte)) if len(orte) == 1 else None
        if ziel is None or ziel == lage.haushalt or ziel in bestand.haushalte:
            continue
        andere = verlegte.get(ziel)
        if andere is None or len(lage.kinder) > len(bestand.familien[andere].kinder):
            verlegte[ziel] = familie
    return verlegte
