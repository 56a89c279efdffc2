"""What is stored of the people, households and visits that a table speaks of, read in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.dienste import kindabdruecke
from familienbuero.stammdaten.enums import Merkart
from familienbuero.stammdaten.models import Familie, Kind, Merkposten, Sorgeberechtigte
from familienbuero.stammdaten.regeln import haushaltsschluessel, suchschluessel
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Termin
from willkommensbesuche.altbestand.regeln.vorgaenge import Fallspur, Lage
from willkommensbesuche.altbestand.regeln.zeile import Bestandszeile, Personal, kindspur, rufname
from willkommensbesuche.besuche.dienste.melden import OFFEN, lagen_der
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch, Besuchskraft

_ANSCHRIFT = ("familie__plz", "familie__strasse", "familie__hausnummer")


def personal() -> Personal:
    """All accounts, those of colleagues who have left included: they have made visits."""
    namen: dict[str, set[UUID]] = defaultdict(set)
    for konto in Benutzer.objects.all():
        for wort in (konto.name, f"{konto.nachname} {konto.vorname}", konto.nachname, konto.email):
            namen[suchschluessel(wort)].add(konto.pk)
    im_dienst = Besuchskraft.objects.im_dienst().values_list("pk", flat=True)
    return Personal({wort: frozenset(wer) for wort, wer in namen.items()}, frozenset(im_dienst))


def haushalte_finden(zeilen: Sequence[Bestandszeile]) -> dict[str, UUID]:
    """Stored families by the traces and household keys of the rows.

    A table often names one parent where the registry has both: one of them at the same address is enough, or
    a child of the same first name and birth date there.
    """
    gesucht = {spur for zeile in zeilen for spur in zeile.spuren}
    postleitzahlen = {zeile.plz for zeile in zeilen}
    namen = {name for zeile in zeilen for name, _ in zeile.eltern}
    vornamen = {vorname for zeile in zeilen for _, vorname in zeile.eltern}
    gefunden: dict[str, UUID] = {}
    eltern = Sorgeberechtigte.objects.filter(
        familie__plz__in=postleitzahlen, familienname__in=namen, vorname__in=vornamen
    )
    for familie, name, vorname, *anschrift in eltern.values_list(
        "familie", "familienname", "vorname", *_ANSCHRIFT
    ):
        gefunden[_haushalt(anschrift, [(name, vorname)])] = familie
    kinder = Kind.objects.filter(
        familie__plz__in=postleitzahlen,
        geburtsdatum__in={zeile.kind_geburtsdatum for zeile in zeilen if zeile.kind_geburtsdatum},
    )
    for familie, name, tag, *anschrift in kinder.values_list(
        "familie", "vornamen", "geburtsdatum", *_ANSCHRIFT
    ):
        gefunden[kindspur(rufname(name), tag, _haushalt(anschrift, []))] = familie
    gefunden = {spur: familie for spur, familie in gefunden.items() if spur in gesucht}
    schluessel = {zeile.haushalt for zeile in zeilen}
    for pk, haushalt in Familie.objects.filter(haushalt__in=schluessel).values_list("pk", "haushalt"):
        gefunden[haushalt or ""] = pk
    return gefunden


def _haushalt(anschrift: Sequence[str], vertreter: Collection[tuple[str, str]]) -> str:
    plz, strasse, hausnummer = anschrift
    return haushaltsschluessel(plz=plz, strasse=strasse, hausnummer=hausnummer, vertreter=vertreter)


def lagen_lesen(familien: Collection[UUID], wer: Benutzer | None, *, sperren: bool) -> dict[UUID, Lage]:
    """How it stands with stored families; with `sperren` nobody else changes their cases until the end."""
    alle = Familie.objects.filter(pk__in=familien)
    if sperren:
        list(alle.select_for_update().order_by("pk").values_list("pk"))
    sichtbar = alle.sichtbar_fuer(wer) if wer else alle
    erlaubt = set(sichtbar.values_list("pk", flat=True))
    faelle: dict[UUID | None, list[Fallspur]] = defaultdict(list)
    besuche = Besuch.objects.filter(familie__in=familien)
    for familie, ereignisdatum, status, beginn, tag in besuche.values_list(
        "familie", "ereignisdatum", "status", "termin__beginn", "tag"
    ):
        spur = Fallspur(ereignisdatum, BesuchStatus(status), beginn, tag, offen=status in OFFEN)
        faelle[familie].append(spur)
    return {
        pk: Lage(
            familie=pk,
            verdeckt=pk not in erlaubt,
            gesperrt=lage.auskunftssperre or lage.sperrvermerk or lage.vormund_behoerde,
            kein_kontakt=lage.kein_kontakt,
            weggezogen=lage.weggezogen,
            verstorben=lage.verstorben,
            faelle=tuple(faelle[pk]),
        )
        for pk, lage in lagen_der(familien).items()
    }


def erledigte_kinder(zeilen: Iterable[Bestandszeile]) -> set[str]:
    """Keys of children of whom nothing is stored but the hash that the office has dealt with them."""
    spuren = {
        spur: zeile.kindschluessel
        for zeile in zeilen
        if zeile.kindschluessel
        for spur in kindabdruecke(schluessel=zeile.kindschluessel, ordnungsmerkmal=None)
    }
    return {spuren[spur] for spur in Merkposten.objects.von(Merkart.KIND, spuren, kalender.heute())}


def belegte_fenster(personen: Collection[UUID]) -> list[Fenster]:
    """All windows that these people hold."""
    gebucht = Termin.objects.filter(person__in=personen, stand=Terminstand.GEBUCHT)
    return [
        Fenster(person=person, beginn=beginn, ende=ende)
        for person, beginn, ende in gebucht.values_list("person", "beginn", "ende")
    ]
