"""Rows of the office's table of offers: what is right, what is not, and what a check has found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from familienbuero.einlesen.regeln import (
    Fehler,
    Importprofil,
    Rohzeile,
    Vorgaben,
    Zeilenpruefung,
    csv_ausgeben,
)
from familienbuero.einlesen.regeln.pruefung import tag_lesen
from familienbuero.stammdaten.regeln import sortierschluessel
from netzwerk.angebote.enums import Angebotsart, Anmeldeweg, Rhythmus, Wochentag
from netzwerk.angebote.regeln import HOECHSTALTER, monatswoche

WAS = "Was nicht stimmt"
BEISPIEL = "Beispiel, bitte löschen"
_BEISPIEL = {
    "titel": BEISPIEL, "kurz": "Andere Eltern treffen, Fragen stellen.", "text": "", "art": "Offenes Angebot",
    "organisation": "Familienbüro", "ort": "Familientreff", "raum": "Café", "alter_von": "0",
    "alter_bis": "12",
    "kosten": "kostenlos", "kostenhinweis": "", "anmeldung_bei": "", "rhythmus": "jede Woche",
    "wochentage": "Montag, Mittwoch", "von": "07.09.2026", "bis": "", "beginn": "9:30", "ende": "11:00",
    "kontakt_name": "", "kontakt_telefon": "0271 4711", "kontakt_email": "",
}  # fmt: skip
OHNE_ANBIETER = "Diese Organisation gibt es noch nicht. Tragen Sie sie bei den Partnern ein."
OHNE_ERSTEN_TAG = (
    "Ohne den ersten Tag wissen wir nicht, ab wann. Für Termine nach Vereinbarung lassen Sie Rhythmus, "
    "Wochentage, Von und Bis leer."
)
OHNE_ORT = "Diesen Ort mit diesem Raum gibt es noch nicht. Tragen Sie ihn bei den Orten ein."
ANDERE_TERMINE = (
    "Dieses Angebot gibt es schon, mit anderen Terminen. Bitte tragen Sie diese Termine am Angebot ein."
)
_UHRZEIT = re.compile(r"(\d{1,2})[:.](\d{2})(?: Uhr)?")
_BETRAG = re.compile(r"(\d{1,4})(?:[,.](\d{2}))?\s*(?:€|Euro)?")
Schluessel = tuple[str, UUID, UUID | None]
REIHENFELDER = ("rhythmus", "wochentage", "von", "bis", "beginn", "ende")
Reihenschluessel = tuple[Any, ...]


@dataclass(kw_only=True)
class Bekannt:
    """An offer that is stored, or that an earlier row of the table has brought, with its series.

    Only an `offen` one takes up further series: nobody has published it yet.
    """

    id: UUID | None = None
    offen: bool = True
    reihen: set[Reihenschluessel] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Bestand:
    """What a table is set beside: providers and places by their keys, and the offers that are known."""

    organisationen: Mapping[str, UUID]
    orte: Mapping[tuple[str, str], UUID]
    angebote: dict[Schluessel, Bekannt]


@dataclass(frozen=True, kw_only=True)
class Angebotszeile:
    """A row that is right: fields of the offer, and of its series where it has one.

    `entwurf` is the draft that takes up the series, None where the offer is new.
    """

    schluessel: Schluessel
    angebot: Mapping[str, Any]
    reihe: Mapping[str, Any]
    entwurf: UUID | None = None

    @property
    def reihenschluessel(self) -> Reihenschluessel:
        return reihenschluessel(self.reihe.get)


def reihenschluessel(wert: Callable[[str], Any]) -> Reihenschluessel:
    """What two series have in common that are the same; `wert` tells a field of one."""
    return tuple(tuple(w) if isinstance(w := wert(feld), list) else w for feld in REIHENFELDER)


@dataclass(frozen=True)
class Zurueckgewiesen:
    """A refused row: its cells by field, and what is wrong with it."""

    zeile: int
    werte: Mapping[str, str]
    fehler: tuple[Fehler, ...]


@dataclass
class Bericht:
    """What a check found. `spalten` leads from field to the header that the file has.

    All sums count rows but `angebote`: how many offers the new rows make.
    """

    spalten: Mapping[str, str]
    gelesen: int = 0
    neu: int = 0
    angebote: int = 0
    bekannt: int = 0
    zurueckgewiesene: list[Zurueckgewiesen] = field(default_factory=list)

    @property
    def gruende(self) -> list[tuple[int, str, str]]:
        """The faults without the values."""
        return [(eine.zeile, f.spalte, f.grund) for eine in self.zurueckgewiesene for f in eine.fehler]

    def als_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def bericht_lesen(inhalt: bytes) -> Bericht:
    """The opposite of `Bericht.als_bytes`."""
    roh = json.loads(inhalt)
    zeilen = [
        Zurueckgewiesen(eine["zeile"], eine["werte"], tuple(Fehler(**fehler) for fehler in eine["fehler"]))
        for eine in roh.pop("zurueckgewiesene")
    ]
    return Bericht(**roh, zurueckgewiesene=zeilen)


class Pruefung(Zeilenpruefung):
    """Reads one row of the table."""

    def pflicht(self, feld: str) -> str:
        if not (text := self.text(feld)):
            self.beanstanden(feld, "Hier fehlt eine Angabe.")
        return text

    def wahl(self, feld: str, arten: Any, sonst: str) -> str:
        """One of the words of an enum, as the office reads them or as we store them."""
        text = self.text(feld).casefold()
        worte = {str(art.label).casefold(): art.value for art in arten} | {a.value: a.value for a in arten}
        if text and text not in worte:
            self.beanstanden(feld, f"Erwartet wird: {', '.join(str(art.label) for art in arten)}.")
        return str(worte.get(text, sonst))

    def monate(self, feld: str) -> int | None:
        text = self.text(feld)
        if text and not (text.isdecimal() and int(text) <= HOECHSTALTER):
            self.beanstanden(feld, f"Erwartet wird ein Alter in Monaten, höchstens {HOECHSTALTER}.")
            return None
        return int(text) if text else None

    def cent(self, feld: str) -> int:
        text = self.text(feld)
        if not text or text.casefold() == "kostenlos":
            return 0
        if not (treffer := _BETRAG.fullmatch(text)):
            self.beanstanden(feld, "Erwartet wird ein Betrag wie 4,50 oder das Wort kostenlos.")
            return 0
        return int(treffer[1]) * 100 + int(treffer[2] or 0)

    def tag(self, feld: str) -> date | None:
        """A day, also one to come."""
        if not (text := self.text(feld)):
            return None
        tag = tag_lesen(text, self.vorgaben.datumsformat)
        if isinstance(tag, str):
            self.beanstanden(feld, tag)
            return None
        return tag

    def uhrzeit(self, feld: str) -> time | None:
        treffer = _UHRZEIT.fullmatch(self.text(feld))
        if not treffer or int(treffer[1]) > 23 or int(treffer[2]) > 59:
            self.beanstanden(feld, "Erwartet wird eine Uhrzeit wie 9:30.")
            return None
        return time(int(treffer[1]), int(treffer[2]))

    def wochentage(self, feld: str) -> list[int]:
        tage = {str(tag.label).casefold(): tag.value for tag in Wochentag}
        genannte = [teil.strip().casefold() for teil in self.text(feld).split(",") if teil.strip()]
        if any(teil not in tage for teil in genannte):
            self.beanstanden(feld, "Erwartet werden Wochentage wie „Montag, Mittwoch“.")
        return sorted({tage[teil] for teil in genannte if teil in tage})


def zeile_pruefen(roh: Rohzeile, vorgaben: Vorgaben, bestand: Bestand) -> Angebotszeile | tuple[Fehler, ...]:
    """The row as an offer, or everything that is wrong with it."""
    zeile = Pruefung(roh, vorgaben)
    titel = zeile.pflicht("titel")
    if titel == BEISPIEL:
        zeile.beanstanden("titel", "Das ist die Beispielzeile der leeren Tabelle.")
    organisation = bestand.organisationen.get(sortierschluessel(zeile.pflicht("organisation")))
    if organisation is None:
        zeile.beanstanden("organisation", OHNE_ANBIETER)
    ort = _ort(zeile, bestand)
    angebot: dict[str, Any] = {
        "titel": titel,
        "kurz": zeile.pflicht("kurz"),
        "text": zeile.text("text"),
        "art": zeile.wahl("art", Angebotsart, Angebotsart.OFFEN),
        "alter_von": zeile.monate("alter_von"),
        "alter_bis": zeile.monate("alter_bis"),
        "kosten_cent": zeile.cent("kosten"),
        "kostenhinweis": zeile.text("kostenhinweis"),
        "anmeldung_bei": zeile.text("anmeldung_bei"),
        "anmeldeweg": Anmeldeweg.ANBIETER if zeile.text("anmeldung_bei") else Anmeldeweg.KOMMEN,
        "kontakt_name": zeile.text("kontakt_name"),
        "kontakt_telefon": zeile.text("kontakt_telefon"),
        "kontakt_email": _email(zeile),
    }
    von, bis = angebot["alter_von"], angebot["alter_bis"]
    if von is not None and bis is not None and bis < von:
        zeile.beanstanden("alter_bis", "Das Alter endet, bevor es beginnt.")
    reihe = _reihe(zeile, ferien=angebot["art"] == Angebotsart.FERIEN) if _hat_reihe(zeile) else {}
    if zeile.gefunden or organisation is None:
        return tuple(zeile.gefunden)
    schluessel = (sortierschluessel(titel), organisation, ort)
    werte = angebot | {"organisation_id": organisation, "ort_id": ort}
    return Angebotszeile(schluessel=schluessel, angebot=werte, reihe=reihe)


def _ort(zeile: Pruefung, bestand: Bestand) -> UUID | None:
    if not (name := zeile.text("ort")):
        return None
    ort = bestand.orte.get((sortierschluessel(name), sortierschluessel(zeile.text("raum"))))
    if ort is None:
        zeile.beanstanden("ort", OHNE_ORT)
    return ort


def _email(zeile: Pruefung) -> str:
    email = zeile.text("kontakt_email")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        zeile.beanstanden("kontakt_email", "Das ist keine E-Mail-Adresse.")
    return email


def _hat_reihe(zeile: Pruefung) -> bool:
    """Whether a row has dates at all; what tells of them needs a first day from which to count."""
    if zeile.text("von"):
        return True
    if any(map(zeile.text, ("rhythmus", "wochentage", "bis", "beginn", "ende"))):
        zeile.beanstanden("von", OHNE_ERSTEN_TAG)
    return False


def _monatswoche(von: date, wochentage: list[int]) -> int:
    """Which week of the month is meant: that of the first date."""
    tage = (von + timedelta(days=spaeter) for spaeter in range(7))
    return monatswoche(next(tag for tag in tage if not wochentage or tag.isoweekday() in wochentage))


def _reihe(zeile: Pruefung, *, ferien: bool) -> dict[str, Any]:
    von, bis = zeile.tag("von"), zeile.tag("bis")
    beginn, ende = zeile.uhrzeit("beginn"), zeile.uhrzeit("ende")
    if von and bis and bis < von:
        zeile.beanstanden("bis", "Der letzte Tag liegt vor dem ersten.")
    if beginn and ende and ende <= beginn:
        zeile.beanstanden("ende", "Das Ende liegt vor dem Anfang.")
    wochentage = zeile.wochentage("wochentage")
    return {
        "rhythmus": zeile.wahl("rhythmus", Rhythmus, Rhythmus.WOECHENTLICH),
        "wochentage": wochentage,
        "monatswoche": _monatswoche(von, wochentage) if von else 1,
        "von": von,
        "bis": bis,
        "beginn": beginn,
        "ende": ende,
        "in_ferien": ferien,
    }


def leere_tabelle(profil: Importprofil) -> bytes:
    """All columns and one row that shows how it is meant; taken over it is refused."""
    spalten = {spalte: feld for spalte, feld in profil.spalten.items() if feld}
    return csv_ausgeben(list(spalten), [[_BEISPIEL[feld] for feld in spalten.values()]])


def zurueckgewiesene_zeilen(bericht: Bericht) -> bytes:
    """The refused rows to correct and bring back."""
    kopf = [*bericht.spalten.values(), WAS]
    zeilen = [
        [*(eine.werte.get(feld, "") for feld in bericht.spalten), _was(eine)]
        for eine in bericht.zurueckgewiesene
    ]
    return csv_ausgeben(kopf, zeilen)


def _was(eine: Zurueckgewiesen) -> str:
    return f"Zeile {eine.zeile}: " + " ".join(f"{fehler.spalte}: {fehler.grund}" for fehler in eine.fehler)


def gruende_als_csv(gruende: Sequence[Sequence[object]]) -> bytes:
    """What was wrong, without the cells: they are gone with the file."""
    return csv_ausgeben(["Zeile", "Spalte", "Grund"], gruende)
