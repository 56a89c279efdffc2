"""A table read, checked and set beside what is stored. The check and the take-over both go this way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from familienbuero import kalender
from familienbuero.einlesen.abschirmung import lesen
from familienbuero.einlesen.regeln import Grenzen, Importprofil, Rohzeile, Vorgaben, profile_laden
from familienbuero.einlesen.regeln.zellen import fehler
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.models import Schliesstag
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.dienste import kommune, kontaktwunsch_pruefen, schluessel_ableiten
from familienbuero.stammdaten.models import Familie, Sorgeberechtigte
from familienbuero.termine.dienste import personen_sperren
from familienbuero.termine.models import Abwesenheit, Dienstzeit
from familienbuero.termine.regeln import Dienst, Fehlzeit
from willkommensbesuche.altbestand.dienste.bestand import (
    belegte_fenster,
    erledigte_kinder,
    haushalte_finden,
    lagen_lesen,
    personal,
)
from willkommensbesuche.altbestand.regeln.bericht import Bericht, Summen, Zurueckgewiesen
from willkommensbesuche.altbestand.regeln.vorgaenge import (
    ANDERE_ZEILE,
    DOPPELT,
    KEIN_KONTAKT,
    NUR_LEITUNG,
    Lage,
    Vorgang,
    doppelt_belegte,
    einwand,
    fensterhindernis,
    gespeicherte,
    vorgaenge_bilden,
    widerspruch,
)
from willkommensbesuche.altbestand.regeln.zeile import Bestandszeile, zeile_pruefen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln

# As many rows are taken over while somebody waits for the page.
GRENZEN = Grenzen(zeilen=5_000)


@dataclass
class Abgleich:
    """A whole table: the visits that are new and right, and what came of the other rows."""

    spalten: Mapping[str, str]
    zeilen: Mapping[int, Rohzeile]
    fenster_minuten: int
    neue: list[Vorgang] = field(default_factory=list)
    bekannt: int = 0
    zurueckgewiesene: list[Zurueckgewiesen] = field(default_factory=list)
    # Stored families by the household of a case.
    lagen: dict[str, Lage] = field(default_factory=dict)

    def zurueckweisen(self, zeilen: Iterable[Bestandszeile], feld: str, satz: str, lage: Lage) -> None:
        """Refuse rows for something that stands at a column."""
        for zeile in zeilen:
            roh = self.zeilen[zeile.nummer]
            grund = fehler(roh.nummer, self.spalten.get(feld, feld), roh.werte.get(feld, ""), satz)
            self.zurueckgewiesene.append(Zurueckgewiesen(roh.nummer, roh.werte, (grund,), lage.familie))

    def behalten(self, feld: str, hindernis: Callable[[Vorgang], str]) -> None:
        """Keep the new visits against which nothing stands, and refuse the others."""
        bleibende = []
        for vorgang in self.neue:
            if satz := hindernis(vorgang):
                self.zurueckweisen(vorgang.zeilen, feld, satz, self.lagen.get(vorgang.haushalt, Lage()))
            else:
                bleibende.append(vorgang)
        self.neue = bleibende

    def fenster(self) -> list[tuple[Vorgang, Fenster]]:
        """The new visits that hold a window."""
        paare = ((vorgang, vorgang.fenster(self.fenster_minuten)) for vorgang in self.neue)
        return [(vorgang, fenster) for vorgang, fenster in paare if fenster]

    @property
    def bericht(self) -> Bericht:
        neue = sum(len(vorgang.zeilen) for vorgang in self.neue)
        laufende = sum(vorgang.stand.laeuft for vorgang in self.neue)
        summen = Summen(
            gelesen=neue + self.bekannt + len(self.zurueckgewiesene),
            neu=neue,
            bekannt=self.bekannt,
            zurueckgewiesen=len(self.zurueckgewiesene),
            laufende=laufende,
            beendete=len(self.neue) - laufende,
            neue_familien=len({vorgang.haushalt for vorgang in self.neue} - set(self.lagen)),
        )
        return Bericht(summen, self.spalten, sorted(self.zurueckgewiesene, key=lambda eine: eine.zeile))


@cache
def profile() -> tuple[Importprofil, ...]:
    """The profiles that this room ships."""
    return profile_laden(Path(__file__).parent.parent / "profile")


def neue_familie(vorgang: Vorgang) -> tuple[Familie, list[Sorgeberechtigte]]:
    """The household as it would be stored, without children; saves nothing."""
    zeile = vorgang.erste
    gleiche = ("strasse", "hausnummer", "zusatz", "plz", "ort", "telefon", "email", "sprache")
    familie = Familie(name=zeile.familienname, **{feld: getattr(zeile, feld) for feld in gleiche})
    eltern = [
        Sorgeberechtigte(familie=familie, reihenfolge=nummer, familienname=name, vorname=vorname)
        for nummer, (name, vorname) in enumerate(zeile.eltern, start=1)
    ]
    schluessel_ableiten(familie, [], eltern)
    return familie, eltern


def abgleichen(inhalt: bytes, wer: Benutzer | None, *, sperren: bool = False) -> Abgleich:
    """Read and check a table; Ablehnung when the file as a whole is wrong.

    With `sperren`, families and visitors are locked (rows first, then people), so that what was found
    still holds when it is written.
    """
    liste = lesen(inhalt, profile(), grenzen=GRENZEN)
    rohzeilen = {roh.nummer: roh for roh in liste.zeilen}
    if not rohzeilen:
        raise Ablehnung("Die Tabelle hat unter der Kopfzeile keine einzige Zeile.")
    abgleich = Abgleich(liste.spalten, rohzeilen, regeln().fenster_minuten)
    richtige = _zeilen_pruefen(abgleich, liste.profil)
    vorgaenge, wiederholungen, widersprueche = vorgaenge_bilden(richtige)
    abgleich.bekannt = len(wiederholungen)
    abgleich.zurueckweisen(widersprueche, "stand", ANDERE_ZEILE, Lage())
    _einordnen(abgleich, vorgaenge, wer, sperren=sperren)
    _fenster_pruefen(abgleich, sperren=sperren)
    return abgleich


def _zeilen_pruefen(abgleich: Abgleich, profil: Importprofil) -> list[Bestandszeile]:
    vorgaben = Vorgaben(
        heute=kalender.heute(),
        postleitzahlen=frozenset(kommune().postleitzahlen),
        datumsformat=profil.datumsformat,
        spalten=abgleich.spalten,
    )
    leute, richtige = personal(), []
    for roh in abgleich.zeilen.values():
        gelesen = zeile_pruefen(roh, vorgaben, leute)
        if isinstance(gelesen, Bestandszeile):
            richtige.append(gelesen)
        else:
            abgleich.zurueckgewiesene.append(Zurueckgewiesen(roh.nummer, roh.werte, gelesen))
    return richtige


def _einordnen(
    abgleich: Abgleich, vorgaenge: Sequence[Vorgang], wer: Benutzer | None, *, sperren: bool
) -> None:
    """What is known already, what may not be taken over, and what is new."""
    zeilen = [zeile for vorgang in vorgaenge for zeile in vorgang.zeilen]
    gefunden = haushalte_finden(zeilen)
    erledigte = erledigte_kinder(zeilen)
    lagen = lagen_lesen(set(gefunden.values()), wer, sperren=sperren)
    for vorgang in vorgaenge:
        spuren = [spur for zeile in vorgang.zeilen for spur in (zeile.haushalt, *sorted(zeile.spuren))]
        if familie := next((gefunden[spur] for spur in spuren if spur in gefunden), None):
            abgleich.lagen[vorgang.haushalt] = lagen[familie]
    stille = _ohne_kontakt([vorgang for vorgang in vorgaenge if vorgang.haushalt not in abgleich.lagen])
    grenzen = regeln().zuzugsgrenzen
    for vorgang in vorgaenge:
        lage = abgleich.lagen.get(vorgang.haushalt, Lage())
        if lage.verdeckt:
            abgleich.zurueckweisen(vorgang.zeilen, "familienname", NUR_LEITUNG, lage)
        elif faelle := gespeicherte(vorgang, lage):
            if satz := widerspruch(vorgang, faelle, kalender.heute()):
                abgleich.zurueckweisen(vorgang.zeilen, "stand", satz, lage)
            else:
                abgleich.bekannt += len(vorgang.zeilen)
        elif erledigte & {zeile.kindschluessel for zeile in vorgang.zeilen}:
            abgleich.bekannt += len(vorgang.zeilen)
        elif lage.kein_kontakt or vorgang.haushalt in stille:
            abgleich.zurueckweisen(vorgang.zeilen, "familienname", KEIN_KONTAKT, lage)
        elif satz := einwand(vorgang, lage, grenzen):
            abgleich.zurueckweisen(vorgang.zeilen, "stand", satz, lage)
        else:
            abgleich.neue.append(vorgang)


def _ohne_kontakt(unbekannte: Sequence[Vorgang]) -> set[str]:
    """Households of which only a hash is left, because they want no contact."""
    haushalte = {vorgang.haushalt: neue_familie(vorgang) for vorgang in unbekannte}
    kontaktwunsch_pruefen(haushalte.values(), kalender.heute())
    return {haushalt for haushalt, (familie, _) in haushalte.items() if familie.kein_kontakt_seit}


def _fenster_pruefen(abgleich: Abgleich, *, sperren: bool) -> None:
    """Refuse dates to come outside of the hours of service, and whatever would be booked twice."""
    paare = abgleich.fenster()
    personen = {fenster.person for _, fenster in paare}
    if not personen:
        return
    if sperren:
        personen_sperren(personen)
    dienste = [
        Dienst(*zeile)
        for zeile in Dienstzeit.objects.filter(person__in=personen).values_list(
            "person_id", "wochentag", "von", "bis"
        )
    ]
    fort = Abwesenheit.objects.filter(person__in=personen)
    fehlzeiten = [Fehlzeit(*zeile) for zeile in fort.values_list("person_id", "von", "bis")]
    tage = [fenster.beginn.date() for _, fenster in paare]
    schliesstage = Schliesstag.objects.tage_zwischen(min(tage), max(tage))
    hindernisse = {
        id(vorgang): fensterhindernis(fenster, dienste, fehlzeiten, schliesstage)
        for vorgang, fenster in paare
        if vorgang.stand.laeuft and fenster.beginn.date() >= kalender.heute()
    }
    abgleich.behalten("termin", lambda vorgang: hindernisse.get(id(vorgang), ""))
    doppelte = {id(vorgang) for vorgang in doppelt_belegte(abgleich.fenster(), belegte_fenster(personen))}
    abgleich.behalten("termin", lambda vorgang: DOPPELT if id(vorgang) in doppelte else "")
