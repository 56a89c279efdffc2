"""One row of the office's table: what it says, and why it may have to be refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from familienbuero.einlesen.regeln import Fehler, Rohzeile, Vorgaben, Zeilenpruefung
from familienbuero.einlesen.regeln.pruefung import tag_lesen
from familienbuero.kalender.regeln import LETZTER_TAG
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.regeln import haushaltsschluessel, kindschluessel, suchschluessel
from willkommensbesuche.altbestand.enums import Altstand
from willkommensbesuche.besuche.enums import Anlass, Thema

# The row that shows in the empty table how it is meant.
BEISPIEL = "Beispielzeile"
# Longer is no visit (Protokoll.dauer_minuten).
HOECHSTDAUER = 480
_TAG_UND_ZEIT = re.compile(r"(\S+?),?(?: (\d{1,2})[:.](\d{2})(?: ?Uhr)?)?")
# What a spreadsheet makes of "1-3".
_DATUM = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}.*")
_OHNE_KIND = (Anlass.SCHWANGERSCHAFT, Anlass.EIGENER_WUNSCH)


def _worte(auswahl: Collection[tuple[str, str]]) -> dict[str, str]:
    """Both code and label lead to the code."""
    return {wort.casefold(): code for code, label in auswahl for wort in (code, label)}


_ANLAESSE, _STAENDE = _worte(Anlass.choices), _worte(Altstand.choices)
_SPRACHEN, _THEMEN = _worte(Sprache.choices), _worte(Thema.choices)
_JA_NEIN = {**dict.fromkeys(("ja", "j", "x", "1"), True), **dict.fromkeys(("", "nein", "n", "0", "-"), False)}


@dataclass(frozen=True)
class Personal:
    """Accounts by what a table calls them (name or e-mail address), and those who make visits now."""

    namen: Mapping[str, frozenset[UUID]]
    im_dienst: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestandszeile:
    """A row that is right. `tag` and `uhrzeit` are those of the visit, or of its appointment."""

    nummer: int
    familienname: str
    eltern: tuple[tuple[str, str], ...]
    strasse: str
    hausnummer: str
    zusatz: str
    plz: str
    ort: str
    ortsteil: str
    telefon: str
    email: str
    sprache: str
    kind_vorname: str
    kind_geburtsdatum: date | None
    anlass: str
    ereignisdatum: date
    stand: Altstand
    besuchskraft: UUID | None
    tag: date | None
    uhrzeit: time | None
    dauer: int
    themen: tuple[str, ...]
    paket: bool
    bemerkung: str

    @property
    def kind(self) -> tuple[str, date] | None:
        """The child within its household, whatever its further names; None where there is none yet."""
        return (rufname(self.kind_vorname), self.kind_geburtsdatum) if self.kind_geburtsdatum else None

    @property
    def haushalt(self) -> str:
        return self._haushalt(self.eltern)

    @property
    def spuren(self) -> frozenset[str]:
        """By any of these a stored household is the same: a parent, or the child, at the address."""
        eltern = {self._haushalt((person,)) for person in self.eltern}
        kinder = {kindspur(*self.kind, self._haushalt(()))} if self.kind else set()
        return frozenset(eltern | kinder)

    @property
    def kindschluessel(self) -> str:
        """Key of the child in stammdaten; "" where there is no child yet."""
        if self.kind_geburtsdatum is None:
            return ""
        return kindschluessel(
            familienname=self.familienname,
            vornamen=self.kind_vorname,
            geburtsdatum=self.kind_geburtsdatum,
            vertreter=self.eltern,
        )

    def _haushalt(self, vertreter: Collection[tuple[str, str]]) -> str:
        return haushaltsschluessel(
            plz=self.plz, strasse=self.strasse, hausnummer=self.hausnummer, vertreter=vertreter
        )


Gelesen = Bestandszeile | tuple[Fehler, ...]


def rufname(vornamen: str) -> str:
    """The first of the first names: tables leave the others out."""
    return next(iter(suchschluessel(vornamen).split()), "")


def kindspur(rufname: str, geburtsdatum: date, anschrift: str) -> str:
    """A child at an address; `anschrift` is a household key without representatives."""
    return f"{rufname} {geburtsdatum} {anschrift}"


def zeile_pruefen(roh: Rohzeile, vorgaben: Vorgaben, personal: Personal) -> Gelesen:
    """The row, or all that is wrong with it."""
    if not roh.werte:
        return roh.fehler
    pruefung = _Pruefung(roh, vorgaben, personal)
    zeile = pruefung.lesen()
    return tuple(pruefung.gefunden) or zeile


class _Pruefung(Zeilenpruefung):
    """What a row of the office says."""

    def __init__(self, roh: Rohzeile, vorgaben: Vorgaben, personal: Personal) -> None:
        super().__init__(roh, vorgaben)
        self.personal = personal

    def lesen(self) -> Bestandszeile:
        familienname = self.pflicht("familienname", "Der Familienname fehlt.")
        if familienname.startswith(BEISPIEL):
            self.beanstanden("familienname", "Das ist die Beispielzeile der Vorlage. Bitte löschen Sie sie.")
        stand = self.stand()
        anlass = self.code("anlass", _ANLAESSE, "Diesen Anlass kennen wir nicht", Anlass.labels)
        self.pflicht("anlass", "Der Anlass fehlt.")
        geburtsdatum = self.datum("kind_geburtsdatum")
        if not self.text("kind_geburtsdatum") and anlass not in _OHNE_KIND:
            self.beanstanden("kind_geburtsdatum", "Das Geburtsdatum des Kindes fehlt.")
        ereignisdatum = self.datum("ereignisdatum")
        if not self.text("ereignisdatum") and anlass not in ("", Anlass.GEBURT):
            self.beanstanden("ereignisdatum", "Das Datum des Anlasses fehlt.")
        self.anschrift(stand)
        tag, uhrzeit = self.tag_und_zeit(stand)
        if tag and geburtsdatum and tag < geburtsdatum and anlass not in _OHNE_KIND:
            spalte = "besucht_am" if self.text("besucht_am") else "termin"
            self.beanstanden(spalte, "Dieser Tag liegt vor der Geburt des Kindes.")
        return Bestandszeile(
            nummer=self.roh.nummer,
            familienname=familienname,
            eltern=self.eltern(familienname),
            strasse=self.text("strasse"),
            hausnummer=self.text("hausnummer"),
            zusatz=self.text("zusatz"),
            plz=self.text("plz"),
            ort=self.text("ort"),
            ortsteil=self.text("ortsteil"),
            telefon=self.text("telefon"),
            email=self.email(),
            sprache=self.code("sprache", _SPRACHEN, "Diese Sprache kennen wir nicht", Sprache.labels),
            kind_vorname=self.text("kind_vorname"),
            kind_geburtsdatum=geburtsdatum,
            anlass=anlass,
            ereignisdatum=ereignisdatum or geburtsdatum or self.vorgaben.heute,
            stand=stand,
            besuchskraft=self.besuchskraft(stand, tag),
            tag=tag,
            uhrzeit=uhrzeit,
            dauer=self.dauer(),
            themen=self.themen(),
            paket=self.ja_nein("paket"),
            bemerkung=self.text("bemerkung"),
        )

    def pflicht(self, feld: str, fehlt: str) -> str:
        if not self.text(feld):
            self.beanstanden(feld, fehlt)
        return self.text(feld)

    def code(self, feld: str, worte: Mapping[str, str], unbekannt: str, moeglich: Collection[str]) -> str:
        """The code of a word; "" for an empty cell."""
        wort = self.text(feld).casefold()
        if wort and wort not in worte:
            self.beanstanden(feld, f"{unbekannt}. Möglich sind: {', '.join(moeglich)}.")
        return worte.get(wort, "")

    def stand(self) -> Altstand:
        self.pflicht("stand", "Der Stand fehlt.")
        stand = self.code("stand", _STAENDE, "Diesen Stand kennen wir nicht", Altstand.labels)
        return Altstand(stand or Altstand.OFFEN)

    def eltern(self, familienname: str) -> tuple[tuple[str, str], ...]:
        eltern = [(familienname, self.pflicht("vorname", "Der Vorname eines Elternteils fehlt."))]
        zweiter = self.text("vorname2")
        if zweiter:
            eltern.append((self.text("familienname2") or familienname, zweiter))
        elif self.text("familienname2"):
            self.beanstanden("familienname2", "Zum zweiten Elternteil fehlt der Vorname.")
        return tuple(eltern)

    def anschrift(self, stand: Altstand) -> None:
        """A family that was visited may live anywhere by now; one that will be, lives here."""
        self.pflicht("strasse", "Die Straße fehlt.")
        if _DATUM.fullmatch(self.pflicht("hausnummer", "Die Hausnummer fehlt.")):
            self.beanstanden(
                "hausnummer",
                "Aus dieser Hausnummer ist ein Datum geworden. Bitte als Text eintragen: '1-3.",
            )
        self.pflicht("ort", "Der Ort fehlt.")
        plz = self.text("plz")
        if not re.fullmatch(r"\d{5}", plz):
            self.beanstanden("plz", "Eine Postleitzahl hat fünf Ziffern.")
        elif stand.laeuft and plz not in self.vorgaben.postleitzahlen:
            self.beanstanden("plz", "Diese Postleitzahl liegt nicht in der Kommune.")

    def email(self) -> str:
        email = self.text("email")
        try:
            if email:
                validate_email(email)
        except ValidationError:
            self.beanstanden("email", "Das ist keine E-Mail-Adresse.")
        return email

    def tag_und_zeit(self, stand: Altstand) -> tuple[date | None, time | None]:
        """Day and time of the visit or its appointment, as far as they are known."""
        termin = self.zeitpunkt("termin")
        besucht = self.zeitpunkt("besucht_am")
        heute = self.vorgaben.heute
        if stand == Altstand.BESUCHT:
            feld, (tag, uhrzeit) = ("besucht_am", besucht) if besucht[0] else ("termin", termin)
            if tag and tag == termin[0]:
                uhrzeit = uhrzeit or termin[1]
            if not (self.text("besucht_am") or self.text("termin")):
                self.beanstanden("besucht_am", "Der Tag des Besuchs fehlt.")
        else:
            feld, (tag, uhrzeit) = "termin", termin
            if self.text("besucht_am"):
                self.beanstanden("besucht_am", f"Das passt nicht zum Stand „{stand.label}“.")
            if stand.braucht_termin and not self.text("termin"):
                self.beanstanden("termin", f"Zum Stand „{stand.label}“ fehlt der Termin.")
            if stand == Altstand.OFFEN and self.text("termin"):
                self.beanstanden("termin", "Das passt nicht zum Stand „offen“.")
        if stand.laeuft and tag and uhrzeit is None:
            self.beanstanden("termin", "Zum Termin fehlt die Uhrzeit, zum Beispiel 07.09.2026 10:00.")
        if stand in (Altstand.BESUCHT, Altstand.NICHT_ERREICHT) and tag and tag > heute:
            self.beanstanden(feld, "Das Datum liegt in der Zukunft.")
        return tag, uhrzeit

    def zeitpunkt(self, feld: str) -> tuple[date | None, time | None]:
        text = self.text(feld)
        if not text:
            return None, None
        teile = _TAG_UND_ZEIT.fullmatch(text)
        tag = tag_lesen(teile[1] if teile else text, self.vorgaben.datumsformat)
        if isinstance(tag, str):
            self.beanstanden(feld, tag)
            return None, None
        if tag > LETZTER_TAG:
            self.beanstanden(feld, "Das Jahr kann nicht stimmen.")
        if teile is None or teile[2] is None:
            return tag, None
        stunde, minute = int(teile[2]), int(teile[3])
        if stunde > 23 or minute > 59:
            self.beanstanden(feld, "Diese Uhrzeit gibt es nicht.")
            return tag, None
        return tag, time(stunde, minute)

    def besuchskraft(self, stand: Altstand, tag: date | None) -> UUID | None:
        wort = suchschluessel(self.text("besuchskraft"))
        if not wort:
            if stand.braucht_termin or (tag and stand == Altstand.ABGESAGT):
                self.beanstanden("besuchskraft", "Die Besuchskraft fehlt.")
            return None
        gefunden = self.personal.namen.get(wort, frozenset())
        if len(gefunden) != 1:
            self.beanstanden(
                "besuchskraft",
                "So heißen mehrere. Bitte tragen Sie die E-Mail-Adresse des Kontos ein."
                if gefunden
                else "Zu dieser Besuchskraft gibt es kein Konto. Die Verwaltung kann eines anlegen.",
            )
            return None
        (person,) = gefunden
        if stand.laeuft and tag and person not in self.personal.im_dienst:
            self.beanstanden("besuchskraft", "Diese Person macht keine Besuche mehr.")
        return person

    def dauer(self) -> int:
        """Minutes; 0 where nobody has noted them."""
        text = self.text("dauer")
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= HOECHSTDAUER):
            self.beanstanden("dauer", f"Die Dauer ist eine Zahl von 1 bis {HOECHSTDAUER} Minuten.")
            return 0
        return int(text)

    def themen(self) -> tuple[str, ...]:
        worte = [wort.strip().casefold() for wort in re.split("[,;/]", self.text("themen")) if wort.strip()]
        if any(wort not in _THEMEN for wort in worte):
            self.beanstanden(
                "themen", f"Ein Thema kennen wir nicht. Möglich sind: {', '.join(Thema.labels)}."
            )
        return tuple(dict.fromkeys(_THEMEN[wort] for wort in worte if wort in _THEMEN))

    def ja_nein(self, feld: str) -> bool:
        wort = self.text(feld).casefold()
        if wort not in _JA_NEIN:
            self.beanstanden(feld, "Hier steht ja oder nein.")
        return _JA_NEIN.get(wort, False)
