"""What is stored of the children and households of a list, read in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from familienbuero import kalender
from familienbuero.massen import eines_von
from familienbuero.stammdaten.dienste import kindabdruecke
from familienbuero.stammdaten.enums import Merkart
from familienbuero.stammdaten.models import Familie, Kind, Merkposten
from willkommensbesuche.meldungen.regeln.haushalte import BekannteFamilie, BekanntesKind, Bestand
from willkommensbesuche.meldungen.regeln.vergleich import Haushaltsstand, Kindstand
from willkommensbesuche.meldungen.regeln.zeile import Meldezeile, Vertreter

T = TypeVar("T")
# Rows or keys of one question to the database.
STUECK = 2000


def in_stuecken(menge: Iterable[T], groesse: int = STUECK) -> Iterator[list[T]]:
    """The things in lists of at most `groesse`."""
    strom = iter(menge)
    while stueck := list(islice(strom, groesse)):
        yield stueck


def bestand_lesen(zeilen: Sequence[Meldezeile]) -> Bestand:
    """Ids and keys of what the rows speak of; nothing else, so that it fits into memory."""
    kinder: dict[str, BekanntesKind] = {}
    haushalte: dict[str, UUID] = {}
    for stueck in in_stuecken(zeilen):
        kinder |= _kinder(stueck)
        schluessel = {zeile.haushalt for zeile in stueck}
        gefunden = Familie.objects.filter(eines_von("haushalt", schluessel)).values_list("pk", "haushalt")
        for pk, haushalt in gefunden:
            haushalte[haushalt or ""] = pk
    familien: dict[UUID, BekannteFamilie] = {}
    for ids in in_stuecken({kind.familie for kind in kinder.values()} | set(haushalte.values())):
        lebende: dict[UUID, set[UUID]] = {pk: set() for pk in ids}
        for kind, familie in Kind.objects.filter(eines_von("familie", ids), sterbedatum=None).values_list(
            "pk", "familie"
        ):
            lebende[familie].add(kind)
        lagen = Familie.objects.filter(eines_von("pk", ids)).values_list("pk", "haushalt", "liste_vom")
        for pk, haushalt, liste_vom in lagen:
            familien[pk] = BekannteFamilie(haushalt, frozenset(lebende[pk]), liste_vom)
    return Bestand(kinder, familien, haushalte)


def erledigte_kinder(zeilen: Iterable[Meldezeile], bestand: Bestand) -> set[str]:
    """Children (by `kennung`) of whom nothing is stored but the hash that the office has dealt with them."""
    erledigte: set[str] = set()
    for stueck in in_stuecken(zeile for zeile in zeilen if zeile.kennung not in bestand.kinder):
        spuren = {
            spur: zeile.kennung
            for zeile in stueck
            for spur in kindabdruecke(schluessel=zeile.kindschluessel, ordnungsmerkmal=zeile.ordnungsmerkmal)
        }
        gemerkt = Merkposten.objects.von(Merkart.KIND, spuren, kalender.heute())
        erledigte |= {spuren[spur] for spur in gemerkt}
    return erledigte


def _kinder(zeilen: Sequence[Meldezeile]) -> dict[str, BekanntesKind]:
    """Children by Ordnungsmerkmal; by names and birth only where the row or what is stored has none."""
    merkmale = {zeile.ordnungsmerkmal for zeile in zeilen if zeile.ordnungsmerkmal}
    kinder = {
        merkmal or "": BekanntesKind(kind, familie)
        for kind, familie, merkmal in Kind.objects.filter(eines_von("ordnungsmerkmal", merkmale)).values_list(
            "pk", "familie", "ordnungsmerkmal"
        )
    }
    fehlend = {zeile.kindschluessel: zeile for zeile in zeilen if zeile.kennung not in kinder}
    gefunden = Kind.objects.filter(eines_von("schluessel", fehlend)).values_list(
        "pk", "familie", "schluessel", "ordnungsmerkmal"
    )
    for kind, familie, schluessel, merkmal in gefunden:
        zeile = fehlend[schluessel]
        if not (zeile.ordnungsmerkmal and merkmal):
            kinder[zeile.kennung] = BekanntesKind(kind, familie)
    return kinder


def kindstand(kind: Kind) -> Kindstand:
    """What is stored of a child."""
    return Kindstand(
        ordnungsmerkmal=kind.ordnungsmerkmal or "",
        familienname=kind.familienname,
        vornamen=kind.vornamen,
        geburtsdatum=kind.geburtsdatum,
        geschlecht=kind.geschlecht,
        sterbedatum=kind.sterbedatum,
    )


def haushaltsstand(familie: Familie) -> Haushaltsstand:
    """What is stored of a household; districts and representatives are loaded already."""
    return Haushaltsstand(
        strasse=familie.strasse,
        hausnummer=familie.hausnummer,
        zusatz=familie.zusatz,
        plz=familie.plz,
        ort=familie.ort,
        ortsteil=familie.stadtteil.name if familie.stadtteil else "",
        fort=familie.weggezogen_am is not None,
        auskunftssperre=familie.auskunftssperre,
        sperrvermerk=familie.bedingter_sperrvermerk,
        vertreter=tuple(
            Vertreter(person.anrede, person.familienname, person.vorname, person.ist_behoerde)
            for person in familie.sorgeberechtigte.all()
        ),
    )
