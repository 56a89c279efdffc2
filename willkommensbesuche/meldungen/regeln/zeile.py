"""One row of a registry list: what it says, and why it may have to be refused.

Refused is what cannot be right; age, blocking marks and moves never refuse a row, they decide later what
happens to the case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from familienbuero.einlesen.regeln import Fehler, Rohzeile, Vorgaben, Zeilenpruefung
from familienbuero.stammdaten.enums import Geschlecht
from familienbuero.stammdaten.regeln import haushaltsschluessel, kindschluessel
from willkommensbesuche.meldungen.enums import Meldeanlass

_NAMENLOS = re.compile(r"n\.?\s?n\.?", re.IGNORECASE)
_BEHOERDE = re.compile(r"jugendamt|vormund(schaft)?\b|amtsvormund|amtspfleg|pflegschaft", re.IGNORECASE)
_KEIN_VERMERK = frozenset({"", "n", "nein", "0", "-", "keine"})
_ANLAESSE = {anlass.label.casefold(): anlass for anlass in Meldeanlass}
_GESCHLECHTER = {
    "": Geschlecht.OHNE,
    "x": Geschlecht.OHNE,
    **dict.fromkeys(("w", "weiblich"), Geschlecht.WEIBLICH),
    **dict.fromkeys(("m", "männlich"), Geschlecht.MAENNLICH),
    **dict.fromkeys(("d", "divers"), Geschlecht.DIVERS),
}


@dataclass(frozen=True, slots=True)
class Vertreter:
    """A legal representative as the list names it."""

    anrede: str
    familienname: str
    vorname: str
    ist_behoerde: bool

    @property
    def name(self) -> str:
        return f"{self.vorname} {self.familienname}".strip()

    @property
    def paar(self) -> tuple[str, str]:
        return self.familienname, self.vorname


@dataclass(frozen=True, slots=True, kw_only=True)
class Meldezeile:
    """A row that is right. `haushalt` is the household's key; `fort`: lives outside the municipality now;
    `datiert`: the list itself tells the day of the event.
    """

    nummer: int
    abdruck: str
    anlass: Meldeanlass
    ereignisdatum: date
    datiert: bool
    ordnungsmerkmal: str
    familienname: str
    vornamen: str
    geburtsdatum: date
    geschlecht: str
    sterbedatum: date | None
    strasse: str
    hausnummer: str
    zusatz: str
    plz: str
    ort: str
    ortsteil: str
    fort: bool
    vertreter: tuple[Vertreter, ...]
    auskunftssperre: bool
    sperrvermerk: bool
    haushalt: str
    # Key of the child where a list or what is stored has no Ordnungsmerkmal.
    kindschluessel: str

    @property
    def kennung(self) -> str:
        """By this the child is known within the list: Ordnungsmerkmal, or else the key of names and birth."""
        return self.ordnungsmerkmal or self.kindschluessel


def zeile_pruefen(roh: Rohzeile, vorgaben: Vorgaben) -> Meldezeile | tuple[Fehler, ...]:
    """The row, or all that is wrong with it."""
    if not roh.werte:
        return roh.fehler
    pruefung = _Pruefung(roh, vorgaben)
    zeile = pruefung.lesen()
    return tuple(pruefung.gefunden) or zeile


class _Pruefung(Zeilenpruefung):
    """What a row of the registry says."""

    def lesen(self) -> Meldezeile:
        anlass = self.anlass()
        sterbedatum = self.datum("sterbedatum")
        ereignisdatum = self.datum("ereignisdatum")
        geburtsdatum = self.datum("geburtsdatum", fehlt="Das Geburtsdatum fehlt.")
        if anlass == Meldeanlass.STERBEFALL and not (sterbedatum or ereignisdatum):
            self.beanstanden("ereignisdatum", "Bei einem Sterbefall fehlt das Datum.")
        if anlass == Meldeanlass.ZUZUG and not ereignisdatum:
            self.beanstanden("ereignisdatum", "Bei einem Zuzug fehlt das Datum.")
        if anlass == Meldeanlass.STERBEFALL:
            sterbedatum = sterbedatum or ereignisdatum
        if geburtsdatum and sterbedatum and sterbedatum < geburtsdatum:
            self.beanstanden("sterbedatum", "Das Sterbedatum liegt vor der Geburt.")
        if not self.text("familienname"):
            self.beanstanden("familienname", "Der Familienname fehlt.")
        fort = self.anschrift(anlass)
        vertreter = tuple(person for person in (self.person(1), self.person(2)) if person)
        paare = [person.paar for person in vertreter]
        familienname, vornamen = self.text("familienname"), self.text("vornamen")
        vornamen = "" if _NAMENLOS.fullmatch(vornamen) else vornamen
        geboren = geburtsdatum or self.vorgaben.heute
        strasse, hausnummer = self.text("strasse"), self.text("hausnummer")
        plz = self.text("plz") if re.fullmatch(r"\d{5}", self.text("plz")) else ""
        ohne_datum = geburtsdatum if anlass == Meldeanlass.GEBURT else self.vorgaben.heute
        return Meldezeile(
            nummer=self.roh.nummer,
            abdruck=self.roh.abdruck,
            anlass=anlass,
            ereignisdatum=ereignisdatum or ohne_datum or self.vorgaben.heute,
            datiert=bool(ereignisdatum) or anlass == Meldeanlass.GEBURT,
            ordnungsmerkmal=self.text("ordnungsmerkmal"),
            familienname=familienname,
            vornamen=vornamen,
            geburtsdatum=geboren,
            geschlecht=self.geschlecht(),
            sterbedatum=sterbedatum,
            strasse=strasse,
            hausnummer=hausnummer,
            zusatz=self.text("zusatz"),
            plz=plz,
            ort=self.text("ort"),
            ortsteil=self.text("ortsteil"),
            fort=fort,
            vertreter=vertreter,
            auskunftssperre=self.vermerk("auskunftssperre"),
            sperrvermerk=self.vermerk("sperrvermerk"),
            haushalt=haushaltsschluessel(plz=plz, strasse=strasse, hausnummer=hausnummer, vertreter=paare),
            kindschluessel=kindschluessel(
                familienname=familienname, vornamen=vornamen, geburtsdatum=geboren, vertreter=paare
            ),
        )

    def anlass(self) -> Meldeanlass:
        anlass = _ANLAESSE.get(self.text("anlass").casefold())
        if anlass is None:
            worte = ", ".join(Meldeanlass.labels)
            self.beanstanden("anlass", f"Diesen Anlass kennen wir nicht. Möglich sind: {worte}.")
        return anlass or Meldeanlass.FORTSCHREIBUNG

    def anschrift(self, anlass: Meldeanlass) -> bool:
        """Check the address; True when the family lives outside the municipality.

        Where a family goes to, or where a child died, may be anywhere and may be unknown: such a row must
        stop letters, never be refused.
        """
        plz = self.text("plz")
        fort = anlass == Meldeanlass.WEGZUG
        if fort or anlass == Meldeanlass.STERBEFALL:
            return fort
        if not self.text("strasse"):
            self.beanstanden("strasse", "Ohne Anschrift kann keine Einladung verschickt werden.")
        if not self.text("ort"):
            self.beanstanden("ort", "Ohne Ort kann keine Einladung verschickt werden.")
        if not re.fullmatch(r"\d{5}", plz):
            self.beanstanden("plz", "Eine Postleitzahl hat fünf Ziffern.")
        elif plz not in self.vorgaben.postleitzahlen:
            if anlass in (Meldeanlass.FORTSCHREIBUNG, Meldeanlass.NAMENSAENDERUNG):
                return True
            self.beanstanden("plz", "Diese Postleitzahl liegt nicht in der Kommune.")
        return False

    def person(self, nummer: int) -> Vertreter | None:
        """A legal representative; without title and first name it is an authority."""
        anrede, vorname = self.text(f"vertreter{nummer}_anrede"), self.text(f"vertreter{nummer}_vorname")
        familienname = self.text(f"vertreter{nummer}_familienname")
        if not familienname:
            if vorname:
                self.beanstanden(
                    f"vertreter{nummer}_familienname", "Der gesetzlichen Vertretung fehlt der Name."
                )
            return None
        behoerde = not (anrede or vorname) or bool(_BEHOERDE.search(familienname))
        return Vertreter(anrede, familienname, vorname, behoerde)

    def geschlecht(self) -> str:
        geschlecht = _GESCHLECHTER.get(self.text("geschlecht").casefold())
        if geschlecht is None:
            self.beanstanden("geschlecht", "Das Geschlecht wird als m, w oder d angegeben.")
        return geschlecht or Geschlecht.OHNE

    def vermerk(self, feld: str) -> bool:
        """A blocking mark; whatever does not clearly say "none" is one."""
        return self.text(feld).casefold() not in _KEIN_VERMERK
