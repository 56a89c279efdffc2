"""Writing what a table brings: households, children, representatives, visits with their ledger, notes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from familienbuero.konten.models import Benutzer
from familienbuero.massen import einfuegen
from familienbuero.stammdaten.dienste import schluessel_ableiten, schluessel_setzen, stadtteil_nennen
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte
from willkommensbesuche.altbestand.dienste.abgleich import Abgleich, neue_familie
from willkommensbesuche.altbestand.enums import Altstand
from willkommensbesuche.altbestand.regeln.vorgaenge import Vorgang
from willkommensbesuche.altbestand.regeln.zeile import Bestandszeile, rufname
from willkommensbesuche.besuche.dienste import (
    Nachtrag,
    Protokollangaben,
    anruf_notieren,
    besuche_nachtragen,
)


@dataclass
class _Paket:
    """What is to be written; families and children are known by household and by name and birth."""

    familien: dict[str, Familie]
    kinder: dict[tuple[UUID, str, date], Kind]
    neue_familien: list[Familie] = field(default_factory=list)
    eltern: list[Sorgeberechtigte] = field(default_factory=list)
    neue_kinder: list[Kind] = field(default_factory=list)
    nachtraege: list[Nachtrag] = field(default_factory=list)


def anwenden(abgleich: Abgleich, *, wer: Benutzer) -> None:
    """Write all new visits of the table inside the caller's transaction."""
    paket = _bekanntes(abgleich)
    namen = {vorgang.erste.ortsteil for vorgang in abgleich.neue}
    stadtteile = {name: stadtteil_nennen(name) for name in sorted(namen)}
    for vorgang in abgleich.neue:
        familie = paket.familien.get(vorgang.haushalt)
        if familie is None:
            familie, eltern = neue_familie(vorgang)
            familie.stadtteil = stadtteile[vorgang.erste.ortsteil]
            paket.familien[vorgang.haushalt] = familie
            paket.neue_familien.append(familie)
            paket.eltern += eltern
        kinder = [_kind(paket, familie, zeile) for zeile in vorgang.zeilen if zeile.kind_geburtsdatum]
        paket.nachtraege.append(_nachtrag(vorgang, familie, kinder, abgleich.fenster_minuten))
    _schluessel_ableiten(paket)
    einfuegen(paket.neue_familien)
    einfuegen(paket.eltern)
    einfuegen(paket.neue_kinder)
    frische = {familie.pk for familie in paket.neue_familien}
    for familie in {kind.familie for kind in paket.neue_kinder if kind.familie_id not in frische}:
        schluessel_setzen(familie)
    besuche_nachtragen(paket.nachtraege, wer=wer)
    for vorgang in abgleich.neue:
        for text in dict.fromkeys(zeile.bemerkung for zeile in vorgang.zeilen):
            anruf_notieren(familie=paket.familien[vorgang.haushalt], text=text, durch=wer)


def _schluessel_ableiten(paket: _Paket) -> None:
    """Derive the keys of the new families from their children and parents."""
    kinder: dict[UUID, list[Kind]] = defaultdict(list)
    eltern: dict[UUID, list[Sorgeberechtigte]] = defaultdict(list)
    for kind in paket.neue_kinder:
        kinder[kind.familie_id].append(kind)
    for person in paket.eltern:
        eltern[person.familie_id].append(person)
    for familie in paket.neue_familien:
        schluessel_ableiten(familie, kinder[familie.pk], eltern[familie.pk])


def _bekanntes(abgleich: Abgleich) -> _Paket:
    """The stored families of the new visits with their children."""
    haushalte = {
        vorgang.haushalt: abgleich.lagen[vorgang.haushalt].familie
        for vorgang in abgleich.neue
        if vorgang.haushalt in abgleich.lagen
    }
    geladen = Familie.objects.in_bulk([familie for familie in haushalte.values() if familie])
    kinder = {
        (kind.familie_id, rufname(kind.vornamen), kind.geburtsdatum): kind
        for kind in Kind.objects.filter(familie__in=geladen)
    }
    familien = {haushalt: geladen[familie] for haushalt, familie in haushalte.items() if familie}
    return _Paket(familien, kinder)


def _kind(paket: _Paket, familie: Familie, zeile: Bestandszeile) -> Kind:
    assert zeile.kind_geburtsdatum is not None
    spur = (familie.pk, rufname(zeile.kind_vorname), zeile.kind_geburtsdatum)
    if spur not in paket.kinder:
        paket.kinder[spur] = Kind(
            familie=familie,
            familienname=zeile.familienname,
            vornamen=zeile.kind_vorname,
            geburtsdatum=zeile.kind_geburtsdatum,
            schluessel=zeile.kindschluessel,
        )
        paket.neue_kinder.append(paket.kinder[spur])
    return paket.kinder[spur]


def _nachtrag(vorgang: Vorgang, familie: Familie, kinder: list[Kind], fenster_minuten: int) -> Nachtrag:
    zeile = vorgang.erste
    return Nachtrag(
        familie=familie,
        kinder=kinder,
        anlass=zeile.anlass,
        ereignisdatum=zeile.ereignisdatum,
        stand=zeile.stand.wird,
        tag=zeile.tag,
        besuchskraft=zeile.besuchskraft,
        fenster=vorgang.fenster(fenster_minuten),
        angaben=_angaben(zeile) if zeile.stand == Altstand.BESUCHT else None,
    )


def _angaben(zeile: Bestandszeile) -> Protokollangaben:
    return Protokollangaben(
        dauer_minuten=zeile.dauer,
        sprache=zeile.sprache or Sprache.DEUTSCH,
        themen=zeile.themen,
        paket=zeile.paket,
    )
