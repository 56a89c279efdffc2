"""What is stored beside what a list says: what shall hold, what changes, and what follows from it.

`…_soll` merges a row with what is stored; `unterschiede` names the fields that differ; what people read
is made of both by `…_aenderungen`. The occasion and its date never count as a change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from familienbuero.stammdaten.enums import Geschlecht
from familienbuero.stammdaten.regeln import alter_in_monaten
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.meldungen.enums import Meldeanlass
from willkommensbesuche.meldungen.regeln.zeile import Meldezeile, Vertreter


@dataclass(frozen=True, slots=True)
class Kindstand:
    """What a list can say of a child."""

    ordnungsmerkmal: str
    familienname: str
    vornamen: str
    geburtsdatum: date
    geschlecht: str
    sterbedatum: date | None


@dataclass(frozen=True, slots=True)
class Haushaltsstand:
    """What a list can say of a household."""

    strasse: str
    hausnummer: str
    zusatz: str
    plz: str
    ort: str
    ortsteil: str
    fort: bool
    auskunftssperre: bool
    sperrvermerk: bool
    vertreter: tuple[Vertreter, ...]

    @property
    def anschrift(self) -> str:
        """The address in one line."""
        strasse = f"{self.strasse} {self.hausnummer}".strip()
        teile = (strasse, self.zusatz, f"{self.plz} {self.ort}".strip(), self.ortsteil)
        return ", ".join(teil for teil in teile if teil)


@dataclass(frozen=True, slots=True)
class Aenderung:
    """One line of "what changes": what, before, after, and what follows."""

    was: str
    bisher: str
    neu: str
    folge: str


def kind_soll(
    zeile: Meldezeile, ist: Kindstand | None, felder: Collection[str], *, ueberholt: bool = False
) -> Kindstand:
    """What shall hold of a child: the row, but what the list does not have stays.

    A death is never taken back by an empty cell, nor a first name by "N.N." Of a list that a newer one has
    overtaken (`ueberholt`) only a death and a missing Ordnungsmerkmal are taken.
    """
    soll = Kindstand(
        ordnungsmerkmal=zeile.ordnungsmerkmal,
        familienname=zeile.familienname,
        vornamen=zeile.vornamen,
        geburtsdatum=zeile.geburtsdatum,
        geschlecht=zeile.geschlecht,
        sterbedatum=zeile.sterbedatum,
    )
    if ist is None:
        return soll
    if ueberholt:
        return replace(
            ist,
            ordnungsmerkmal=ist.ordnungsmerkmal or soll.ordnungsmerkmal,
            sterbedatum=ist.sterbedatum or soll.sterbedatum,
        )
    return replace(
        soll,
        ordnungsmerkmal=soll.ordnungsmerkmal or ist.ordnungsmerkmal,
        vornamen=soll.vornamen or ist.vornamen,
        geschlecht=soll.geschlecht if "geschlecht" in felder else ist.geschlecht,
        sterbedatum=soll.sterbedatum or ist.sterbedatum,
    )


def haushalt_soll(
    zeilen: Sequence[Meldezeile],
    ist: Haushaltsstand | None,
    felder: Collection[str],
    *,
    vollstaendig: bool,
    ueberholt: bool = False,
) -> Haushaltsstand:
    """What shall hold of a household: the row with the latest event speaks for all.

    One marked child blocks the household; only a list with all its children (`vollstaendig`) lifts that,
    never one that a newer list has overtaken (`ueberholt`). Of such a list, and where it speaks of nobody
    but children that have died, only marks are taken.
    """
    gesperrt = any(zeile.auskunftssperre for zeile in zeilen)
    vermerkt = any(zeile.sperrvermerk for zeile in zeilen)
    if ist and (ueberholt or not vollstaendig):
        gesperrt, vermerkt = gesperrt or ist.auskunftssperre, vermerkt or ist.sperrvermerk
    if ist and "sperrvermerk" not in felder:
        vermerkt = ist.sperrvermerk
    lebende = [zeile for zeile in zeilen if not zeile.sterbedatum]
    if ist and (ueberholt or not lebende):
        return replace(ist, auskunftssperre=gesperrt, sperrvermerk=vermerkt)
    gilt = max(lebende or zeilen, key=lambda zeile: (zeile.ereignisdatum, -zeile.nummer))
    gleiche = ist is not None and set(ist.vertreter) == set(gilt.vertreter)
    return Haushaltsstand(
        strasse=gilt.strasse,
        hausnummer=gilt.hausnummer,
        zusatz=gilt.zusatz if ist is None or "zusatz" in felder else ist.zusatz,
        plz=gilt.plz,
        ort=gilt.ort,
        ortsteil=gilt.ortsteil if ist is None or "ortsteil" in felder else ist.ortsteil,
        fort=gilt.fort,
        auskunftssperre=gesperrt,
        sperrvermerk=vermerkt,
        vertreter=ist.vertreter if ist is not None and gleiche else gilt.vertreter,
    )


def unterschiede(ist: Kindstand | Haushaltsstand, soll: Kindstand | Haushaltsstand) -> frozenset[str]:
    """Names of the fields that differ."""
    return frozenset(feld.name for feld in fields(ist) if getattr(ist, feld.name) != getattr(soll, feld.name))


def kindaenderungen(ist: Kindstand, soll: Kindstand) -> list[Aenderung]:
    """Differences of a child in words."""
    anders = unterschiede(ist, soll)
    gefunden = [
        Aenderung(was, _wort(getattr(ist, feld)), _wort(getattr(soll, feld)), folge)
        for feld, was, folge in (
            ("familienname", "Familienname des Kindes", "Steht künftig so in Briefen und Listen"),
            ("vornamen", "Vorname des Kindes", "Steht künftig so in Briefen und Listen"),
            ("geburtsdatum", "Geburtsdatum", "Ein geplanter Besuch bleibt stehen"),
            ("sterbedatum", "Sterbedatum", "Kein Brief, kein Besuch"),
            ("ordnungsmerkmal", "Ordnungsmerkmal", "Das Kind wird daran wiedererkannt"),
        )
        if feld in anders
    ]
    if "geschlecht" in anders:
        bisher, neu = (Geschlecht(stand.geschlecht).label for stand in (ist, soll))
        gefunden.append(Aenderung("Geschlecht", bisher, neu, ""))
    return gefunden


def haushaltsaenderungen(ist: Haushaltsstand, soll: Haushaltsstand) -> list[Aenderung]:
    """Differences of a household in words; the address of a blocked family stays covered."""
    anders = unterschiede(ist, soll)
    gefunden = []
    if "fort" in anders and soll.fort:
        gefunden.append(
            Aenderung("Wohnort", ist.ortsteil or ist.ort, "fortgezogen", "Einladung entfällt, kein Brief")
        )
    elif anders & {"strasse", "hausnummer", "zusatz", "plz", "ort", "ortsteil", "fort"}:
        verdeckt = soll.auskunftssperre or soll.sperrvermerk
        bisher, neu = ("verdeckt", "verdeckt") if verdeckt else (ist.anschrift, soll.anschrift)
        folge = (
            "Anderer Stadtteil: die Besuchskraft kann wechseln"
            if "ortsteil" in anders
            else "Gilt für den nächsten Brief"
        )
        gefunden.append(Aenderung("Anschrift", bisher, neu, folge))
    for feld, was in (("auskunftssperre", "Auskunftssperre § 51"), ("sperrvermerk", "Sperrvermerk § 52")):
        if feld in anders:
            folge = (
                "Geht zur Entscheidung an die Leitung"
                if getattr(soll, feld)
                else "Die Einladung ist wieder möglich"
            )
            gefunden.append(Aenderung(was, _wort(getattr(ist, feld)), _wort(getattr(soll, feld)), folge))
    if "vertreter" in anders:
        behoerde = any(person.ist_behoerde for person in soll.vertreter)
        folge = "Geht zur Entscheidung an die Leitung" if behoerde else "Gilt für den nächsten Brief"
        gefunden.append(
            Aenderung("Gesetzliche Vertretung", _namen(ist.vertreter), _namen(soll.vertreter), folge)
        )
    return gefunden


def _wort(wert: str | date | bool | None) -> str:
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    return f"{wert:%d.%m.%Y}" if isinstance(wert, date) else wert or "–"


def _namen(vertreter: Iterable[Vertreter]) -> str:
    return " und ".join(person.name for person in vertreter) or "–"


def fallanlass(zeilen: Sequence[Meldezeile], heute: date) -> tuple[Anlass, date]:
    """Occasion of the visit and its date for children reported for the first time: the latest event.

    Where the list gives neither birth nor move-in, a child under one year counts as a birth.
    """
    return max((_anlass(zeile, heute) for zeile in zeilen), key=lambda fall: fall[1])


def _anlass(zeile: Meldezeile, heute: date) -> tuple[Anlass, date]:
    geburt = zeile.anlass == Meldeanlass.GEBURT or (
        zeile.anlass != Meldeanlass.ZUZUG and alter_in_monaten(zeile.geburtsdatum, heute) < 12
    )
    return (Anlass.GEBURT, zeile.geburtsdatum) if geburt else (Anlass.ZUZUG, zeile.ereignisdatum)
