"""From the upload of a table of offers over the decision about it to its take-over by a worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.abschirmung import lesen
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.einlesen.regeln import Grenzen, Importprofil, Vorgaben, profile_laden
from familienbuero.einlesen.regeln.zellen import fehler
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Organisation
from familienbuero.stammdaten.regeln import sortierschluessel
from familienbuero.verlauf import uebergehen, verzeichnen
from netzwerk.angebote.dienste import angebot_schreiben, termine_nachfuehren
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.models import Angebot, Ort, Terminreihe
from netzwerk.angebotstabellen.models import Angebotstabelle
from netzwerk.angebotstabellen.regeln import (
    ANDERE_TERMINE,
    Angebotszeile,
    Bekannt,
    Bericht,
    Bestand,
    Schluessel,
    Zurueckgewiesen,
    reihenschluessel,
    zeile_pruefen,
)
from netzwerk.partner.abfragen import NETZWERKENDE

GRENZEN = Grenzen(zeilen=2_000)


@cache
def profile() -> tuple[Importprofil, ...]:
    """The profiles that this room ships."""
    return profile_laden(Path(__file__).parent / "profile")


def _bestand() -> Bestand:
    return Bestand(
        organisationen={sortierschluessel(eine.name): eine.pk for eine in Organisation.objects.all()},
        orte={(sortierschluessel(o.name), sortierschluessel(o.raum)): o.pk for o in Ort.objects.all()},
        angebote=_bekannte(),
    )


def _bekannte() -> dict[Schluessel, Bekannt]:
    """All offers by their keys; of several with one key, a draft takes up what is new."""
    bekannte: dict[Schluessel, Bekannt] = {}
    angebote = Angebot.objects.prefetch_related("reihen").only("titel", "organisation", "ort", "status")
    for angebot in angebote:
        schluessel = (sortierschluessel(angebot.titel), angebot.organisation_id, angebot.ort_id)
        bekannt = bekannte.setdefault(schluessel, Bekannt(offen=False))
        if angebot.status == Angebotsstand.ENTWURF:
            bekannt.id, bekannt.offen = angebot.pk, True
        bekannt.reihen |= {reihenschluessel(partial(getattr, reihe)) for reihe in angebot.reihen.all()}
    return bekannte


def abgleichen(inhalt: bytes) -> tuple[Bericht, list[Angebotszeile]]:
    """What a take-over would do, and the rows that are new; Ablehnung when the file is wrong. Writes nothing.

    An offer is known by title, provider and place: a table that comes again brings what is new in it. Further
    rows of an offer are further series.
    """
    liste = lesen(inhalt, profile(), grenzen=GRENZEN)
    vorgaben = Vorgaben(
        heute=kalender.heute(),
        postleitzahlen=frozenset(),
        datumsformat=liste.profil.datumsformat,
        spalten=liste.spalten,
    )
    bestand, bericht, neue = _bestand(), Bericht(dict(liste.spalten)), []
    for roh in liste.zeilen:
        bericht.gelesen += 1
        zeile = zeile_pruefen(roh, vorgaben, bestand)
        if not isinstance(zeile, Angebotszeile):
            bericht.zurueckgewiesene.append(Zurueckgewiesen(roh.nummer, dict(roh.werte), zeile))
            continue
        ist_neu = zeile.schluessel not in bestand.angebote
        bekannt = bestand.angebote.setdefault(zeile.schluessel, Bekannt())
        if not ist_neu and (not zeile.reihe or zeile.reihenschluessel in bekannt.reihen):
            bericht.bekannt += 1
        elif bekannt.offen:
            bericht.angebote += ist_neu
            bekannt.reihen.add(zeile.reihenschluessel)
            neue.append(replace(zeile, entwurf=bekannt.id))
        else:
            grund = fehler(roh.nummer, liste.spalten["von"], roh.werte["von"], ANDERE_TERMINE)
            bericht.zurueckgewiesene.append(Zurueckgewiesen(roh.nummer, dict(roh.werte), (grund,)))
    bericht.neu = len(neue)
    return bericht, neue


def tabelle_pruefen(*, inhalt: bytes, dateiname: str, wer: Benutzer) -> Angebotstabelle:
    """Check a table and let it wait in quarantine; Ablehnung (and nothing is kept) when the file is wrong."""
    bericht, _ = abgleichen(inhalt)
    eingang = einlesen.in_quarantaene(inhalt=inhalt, befund=bericht.als_bytes(), dateiname=dateiname, wer=wer)
    with transaction.atomic():
        tabelle = Angebotstabelle.objects.create(eingang=eingang, **_summen(bericht))
        verzeichnen(tabelle, von="", nach=Uebernahmestand.GEPRUEFT, wer=wer)
    return tabelle


def _summen(bericht: Bericht) -> dict[str, int]:
    return {
        "gelesen": bericht.gelesen,
        "neu": bericht.neu,
        "bekannt": bericht.bekannt,
        "zurueckgewiesen": len(bericht.zurueckgewiesene),
    }


@transaction.atomic
def tabelle_uebernehmen_lassen(tabelle_id: UUID, *, wer: Benutzer) -> Angebotstabelle:
    """Decide that a table is taken over; see `einlesen.uebernehmen_lassen`."""
    tabelle: Angebotstabelle = einlesen.uebernehmen_lassen(Angebotstabelle, tabelle_id, wer=wer)
    einlesen.laenger_aufbewahren(tabelle.eingang)
    return tabelle


def uebernehmen(tabelle_id: UUID) -> None:
    """Take over a table that somebody decided to take over; safe to be called twice or to be killed."""
    if Angebotstabelle.objects.zu_uebernehmen().beanspruchen(tabelle_id):
        einlesen.uebernahme_versuchen(Angebotstabelle, tabelle_id, _uebernehmen)


def _uebernehmen(tabelle_id: UUID) -> None:
    if tabelle := _geschrieben(tabelle_id):
        einlesen.vernichten(tabelle.eingang)


@transaction.atomic
def _geschrieben(tabelle_id: UUID) -> Angebotstabelle | None:
    """Write what is new in a table as drafts, all of it or nothing; None when another worker was faster."""
    with connection.cursor() as cursor:  # tables are taken over one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('angebotstabellen uebernehmen', 0))")
    tabelle: Angebotstabelle = einlesen.gesperrt(Angebotstabelle, tabelle_id)
    if tabelle.status != Uebernahmestand.UEBERNAHME:
        return None
    wer = einlesen.entschieden_von(tabelle, NETZWERKENDE)
    bericht, neue = abgleichen(einlesen.inhalt(tabelle.eingang))
    je_angebot: dict[Schluessel, list[Angebotszeile]] = defaultdict(list)
    for zeile in neue:
        je_angebot[zeile.schluessel].append(zeile)
    for zeilen in je_angebot.values():
        _schreiben(zeilen, wer)
    summen = _summen(bericht)
    for name, summe in summen.items():
        setattr(tabelle, name, summe)
    tabelle.gruende, tabelle.stand = bericht.gruende, Auftragsstand.ERLEDIGT
    uebergehen(tabelle, Uebernahmestand.UEBERNOMMEN, wer=wer, felder=["gruende", "stand", *summen])
    return tabelle


def _schreiben(zeilen: Sequence[Angebotszeile], wer: Benutzer) -> None:
    """The rows of one offer: the words of the first, the series of all."""
    reihen = [zeile.reihe for zeile in zeilen if zeile.reihe]
    if zeilen[0].entwurf:
        angebot = Angebot.objects.get(pk=zeilen[0].entwurf)
        angebot.nach_vereinbarung &= not reihen
    else:
        angebot = Angebot(**zeilen[0].angebot, nach_vereinbarung=not reihen)
    angebot_schreiben(angebot, durch=wer)
    Terminreihe.objects.bulk_create(Terminreihe(angebot=angebot, **reihe) for reihe in reihen)
    termine_nachfuehren(angebot)


def uebernahmen_nachholen() -> list[UUID]:
    """Tables for which the bell has to ring again; files that were left behind are destroyed."""
    einlesen.fertige_vernichten(Angebotstabelle)
    return einlesen.uebernahmen_nachholen(Angebotstabelle)


def tabelle_verwerfen(tabelle_id: UUID, *, wer: Benutzer) -> None:
    """Decide against a table; see `einlesen.verwerfen`."""
    einlesen.verwerfen(Angebotstabelle, tabelle_id, wer=wer)
