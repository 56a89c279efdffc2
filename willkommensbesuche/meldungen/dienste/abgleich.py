"""A list read, checked and set beside what is stored. The check and the take-over both go this way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from familienbuero import kalender
from familienbuero.einlesen.abschirmung import lesen
from familienbuero.einlesen.regeln import GRENZEN, Fehler, Grenzen, Importprofil, Vorgaben, profile_laden
from familienbuero.fehler import Ablehnung
from familienbuero.massen import eines_von
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Familie, Kind
from willkommensbesuche.meldungen.dienste.bestand import (
    bestand_lesen,
    erledigte_kinder,
    haushaltsstand,
    in_stuecken,
    kindstand,
)
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.regeln.bericht import Geaenderte, Summen
from willkommensbesuche.meldungen.regeln.haushalte import (
    Bestand,
    Haushalt,
    haushalte_bilden,
    ohne_wiederholungen,
)
from willkommensbesuche.meldungen.regeln.vergleich import (
    Aenderung,
    Haushaltsstand,
    Kindstand,
    haushalt_soll,
    haushaltsaenderungen,
    kind_soll,
    kindaenderungen,
)
from willkommensbesuche.meldungen.regeln.zeile import Meldezeile, zeile_pruefen

# Households that are compared and written at a time.
HAUSHALTE_JE_STUECK = 1000
ZUSAMMENGEFUEHRT = Aenderung("Haushalt", "zwei Einträge", "ein Eintrag", "Die Kinder gehören zusammen")


@dataclass(frozen=True, slots=True)
class Zurueckgewiesen:
    """A refused row."""

    nummer: int
    abdruck: str
    fehler: tuple[Fehler, ...]


@dataclass(frozen=True, slots=True)
class Abgleich:
    """A whole list as keys and rows; `felder` are those that the list has, `liste_vom` how new it is.

    `erledigte` are rows of children whose data is deleted already: they stay so.
    """

    profil: Importprofil
    liste_vom: date
    felder: frozenset[str]
    haushalte: Sequence[Haushalt]
    wiederholungen: Sequence[Meldezeile]
    erledigte: Sequence[Meldezeile]
    zurueckgewiesene: Sequence[Zurueckgewiesen]
    bestand: Bestand

    @property
    def summen(self) -> Summen:
        """The sums that hold before anything is compared."""
        summen = Summen(kinder=sum(len(h.zeilen) for h in self.haushalte), familien=len(self.haushalte))
        summen.zaehlen(Ergebnis.UNVERAENDERT, len(self.wiederholungen) + len(self.erledigte))
        summen.zaehlen(Ergebnis.ZURUECKGEWIESEN, len(self.zurueckgewiesene))
        return summen


@dataclass(frozen=True, slots=True)
class Kindvergleich:
    """A row beside the stored child, None for a new one."""

    zeile: Meldezeile
    kind: Kind | None
    soll: Kindstand
    ergebnis: Ergebnis
    aenderungen: Sequence[Aenderung]


@dataclass(frozen=True, slots=True)
class Haushaltsvergleich:
    """A household beside the stored family, None for a new one. `ist` is None with it."""

    haushalt: Haushalt
    familie: Familie | None
    ist: Haushaltsstand | None
    soll: Haushaltsstand
    kinder: Sequence[Kindvergleich]
    geaenderte: Sequence[Geaenderte]

    @property
    def neue(self) -> list[Kindvergleich]:
        return [kind for kind in self.kinder if kind.ergebnis == Ergebnis.NEU]

    def zaehlen(self, summen: Summen) -> None:
        """Add this household to the sums."""
        for kind in self.kinder:
            summen.zaehlen(kind.ergebnis)
        summen.neue_familien += bool(self.neue)
        summen.ueberholte += self.haushalt.ueberholt
        tage = Counter(kind.soll.geburtsdatum for kind in self.neue)
        summen.mehrlinge += any(anzahl > 1 for anzahl in tage.values())


@cache
def profile() -> tuple[Importprofil, ...]:
    """The profiles that this room ships."""
    return profile_laden(Path(__file__).parent.parent / "profile")


def abgleichen(
    inhalt: bytes, profilname: str = "", liste_vom: date | None = None, *, grenzen: Grenzen = GRENZEN
) -> Abgleich:
    """Read and check a list and find its households; Ablehnung when the file as a whole is wrong.

    Where nobody said of which day the list is, it is as new as its latest event.
    """
    waehlbar = [profil for profil in profile() if profilname in ("", profil.name)]
    if not waehlbar:
        namen = ", ".join(profil.name for profil in profile())
        raise Ablehnung(f"Ein Profil „{profilname}“ gibt es nicht. Bekannt sind: {namen}.")
    if not (postleitzahlen := frozenset(kommune().postleitzahlen)):
        raise Ablehnung("Bitte tragen Sie zuerst unter Einstellungen die Postleitzahlen der Kommune ein.")
    liste = lesen(inhalt, waehlbar, grenzen=grenzen)
    vorgaben = Vorgaben(
        heute=kalender.heute(),
        postleitzahlen=postleitzahlen,
        datumsformat=liste.profil.datumsformat,
        spalten=liste.spalten,
    )
    richtige: list[Meldezeile] = []
    zurueckgewiesene: list[Zurueckgewiesen] = []
    for roh in liste.zeilen:
        gelesen = zeile_pruefen(roh, vorgaben)
        if isinstance(gelesen, Meldezeile):
            richtige.append(gelesen)
        else:
            zurueckgewiesene.append(Zurueckgewiesen(roh.nummer, roh.abdruck, gelesen))
    if not richtige and not zurueckgewiesene:
        raise Ablehnung("Die Liste hat unter der Kopfzeile keine einzige Zeile.")
    zeilen, wiederholungen = ohne_wiederholungen(richtige)
    bestand = bestand_lesen(zeilen)
    erledigt = erledigte_kinder(zeilen, bestand)
    ereignisse = [zeile.ereignisdatum for zeile in zeilen if zeile.datiert]
    juengstes = max(ereignisse, default=vorgaben.heute)
    if liste_vom and liste_vom < juengstes:
        raise Ablehnung(
            f"Die Liste nennt Ereignisse bis zum {juengstes:%d.%m.%Y}; vom {liste_vom:%d.%m.%Y} kann sie "
            "nicht sein. Bitte prüfen Sie das Datum der Liste."
        )
    liste_vom = liste_vom or juengstes
    return Abgleich(
        profil=liste.profil,
        liste_vom=liste_vom,
        felder=frozenset(liste.spalten),
        haushalte=haushalte_bilden(
            [zeile for zeile in zeilen if zeile.kennung not in erledigt], bestand, liste_vom
        ),
        wiederholungen=[zeile for zeile in wiederholungen if zeile.kennung not in erledigt],
        erledigte=[zeile for zeile in richtige if zeile.kennung in erledigt],
        zurueckgewiesene=zurueckgewiesene,
        bestand=bestand,
    )


def vergleiche(abgleich: Abgleich, *, sperren: bool = False) -> Iterator[list[Haushaltsvergleich]]:
    """All households beside what is stored, some hundred at a time; with `sperren` their rows are locked."""
    for stueck in in_stuecken(abgleich.haushalte, HAUSHALTE_JE_STUECK):
        yield _vergleichen(stueck, abgleich, sperren=sperren)


def _vergleichen(
    stueck: Sequence[Haushalt], abgleich: Abgleich, *, sperren: bool
) -> list[Haushaltsvergleich]:
    bekannte = [
        bekannt
        for haushalt in stueck
        for zeile in haushalt.zeilen
        if (bekannt := abgleich.bestand.kinder.get(zeile.kennung))
    ]
    familien = {bekannt.familie for bekannt in bekannte} | {h.familie for h in stueck if h.familie}
    geladen = _familien(familien, sperren=sperren)
    kinder = {kind.pk: kind for kind in Kind.objects.filter(eines_von("pk", [b.kind for b in bekannte]))}
    return [_vergleich(haushalt, abgleich, geladen, kinder) for haushalt in stueck]


def _familien(ids: set[UUID], *, sperren: bool) -> dict[UUID, Familie]:
    menge = Familie.objects.select_related("stadtteil").prefetch_related("sorgeberechtigte")
    if sperren:
        menge = menge.select_for_update(of=("self",)).order_by("pk")
    return {familie.pk: familie for familie in menge.filter(eines_von("pk", ids))}


def _vergleich(
    haushalt: Haushalt, abgleich: Abgleich, familien: dict[UUID, Familie], kinder: dict[UUID, Kind]
) -> Haushaltsvergleich:
    familie = familien[haushalt.familie] if haushalt.familie else None
    ist = haushaltsstand(familie) if familie else None
    soll = haushalt_soll(
        haushalt.zeilen,
        ist,
        abgleich.felder,
        vollstaendig=haushalt.vollstaendig,
        ueberholt=haushalt.ueberholt,
    )
    geaenderte: dict[UUID, list[Aenderung]] = {}
    if familie and ist:
        geaenderte[familie.pk] = haushaltsaenderungen(ist, soll)
    verglichen = []
    for zeile in haushalt.zeilen:
        bekannt = abgleich.bestand.kinder.get(zeile.kennung)
        if bekannt is None:
            neu = kind_soll(zeile, None, abgleich.felder)
            verglichen.append(Kindvergleich(zeile, None, neu, Ergebnis.NEU, ()))
            continue
        kind = kinder[bekannt.kind]
        bisher = kindstand(kind)
        wird = kind_soll(zeile, bisher, abgleich.felder, ueberholt=haushalt.ueberholt)
        aenderungen = kindaenderungen(bisher, wird)
        if bekannt.familie not in geaenderte:  # comes from another household
            geaenderte[bekannt.familie] = haushaltsaenderungen(
                haushaltsstand(familien[bekannt.familie]), soll
            ) or [ZUSAMMENGEFUEHRT]
        anders = bool(aenderungen or geaenderte[bekannt.familie])
        ergebnis = Ergebnis.GEAENDERT if anders else Ergebnis.UNVERAENDERT
        verglichen.append(Kindvergleich(zeile, kind, wird, ergebnis, aenderungen))
    return Haushaltsvergleich(
        haushalt, familie, ist, soll, verglichen, _bericht(geaenderte, verglichen, familien)
    )


def _bericht(
    haushalte: dict[UUID, list[Aenderung]], kinder: Sequence[Kindvergleich], familien: dict[UUID, Familie]
) -> list[Geaenderte]:
    """Changes by stored family: those of the household once, then those of each child."""
    je_familie = {familie: list(aenderungen) for familie, aenderungen in haushalte.items()}
    for kind in kinder:
        if kind.kind:
            je_familie[kind.kind.familie_id] += kind.aenderungen
    return [
        Geaenderte(familie, familien[familie].anrede, tuple(aenderungen))
        for familie, aenderungen in je_familie.items()
        if aenderungen
    ]
