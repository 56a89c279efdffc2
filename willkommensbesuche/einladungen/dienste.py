"""From a planned visit to a posted letter."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from familienbuero import kalender
from familienbuero.auftrag import LAUFEND, AuftragQuerySet, Auftragsstand
from familienbuero.datenschutz.dateien import VOLL, KeinPlatz, ist_voll
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import (
    naechstes_schreiben,
    schreiben_ablegen,
    schreiben_loeschen,
    schreiben_zurueckstellen,
    stapel_binden,
    stapel_freigeben,
    stapel_neu_binden,
    stapel_pachten,
    stapel_zum_binden,
    verlaengern,
)
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import darf_hinaus
from familienbuero.termine.dienste import zugang_ausstellen
from willkommensbesuche.besuche.dienste import besuch_einladen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import TERMINART, Besuch
from willkommensbesuche.einladungen.auskunft import (
    einzuladende,
    fertige_einladungen,
    gestoppte,
    warum_nicht,
)
from willkommensbesuche.einladungen.dokumente import MUSTERCODE, MUSTERVERWEIS, einladungsbrief
from willkommensbesuche.einladungen.models import Einladung
from willkommensbesuche.einladungen.regeln import ist_verspaetet, sortierung

ART = "einladung"
# A task sets this many letters, then rings for the next one: short work is lost cheaply.
JE_AUFRUF = 50
# Seconds between two looks at the work of another process.
ATEMPAUSE = 0.5
GESTOPPT = (
    "Inzwischen darf nicht mehr jeder Brief hinaus. Bitte warten Sie auf die neue Druckdatei, "
    "und nehmen Sie die genannten Briefe aus dem Stapel."
)


@dataclass(frozen=True)
class Vorschau:
    """What a batch would hold: letters to make, letters to park with their reason, notices that are late."""

    briefe: list[Besuch]
    zurueckgestellt: list[tuple[Besuch, str]]
    verspaetet: int


def vorschau(von: date, bis: date) -> Vorschau:
    """Look at a period before any letter is made."""
    zeitraum_pruefen(von, bis)
    besuche = list(einzuladende(von, bis))
    gesperrt = [
        (besuch, grund) for besuch in besuche if besuch.familie and (grund := darf_hinaus(besuch.familie))
    ]
    nicht = {besuch.pk for besuch, _ in gesperrt}
    briefe = [besuch for besuch in besuche if besuch.pk not in nicht]
    heute = kalender.heute()
    spaet = sum(ist_verspaetet(localdate(besuch.erstellt_am), heute) for besuch in briefe)
    return Vorschau(briefe, gesperrt, spaet)


def zeitraum_pruefen(von: date, bis: date) -> None:
    """Refuse a period that ends before it begins."""
    if bis < von:
        raise Ablehnung("Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")


@transaction.atomic
def stapel_anlegen(*, von: date, bis: date, durch: Benutzer | None) -> Stapel:
    """Make a batch: one row per household, parked where nothing may go out. Refuses an empty period.

    The visits are locked, so that two people pressing the button at once make one batch.
    """
    zeitraum_pruefen(von, bis)
    ausgewaehlt = einzuladende(von, bis).values_list("pk", flat=True)
    list(Besuch.objects.select_for_update().filter(pk__in=list(ausgewaehlt)).order_by("pk"))
    besuche = list(einzuladende(von, bis))
    if not besuche:
        raise Ablehnung("In diesem Zeitraum wartet keine Einladung. Bitte planen Sie zuerst Besuche.")
    stapel = Stapel.objects.create(art=ART, von=von, bis=bis, erstellt_von=durch)
    schreiben = [_schreiben(stapel, besuch) for besuch in besuche]
    Schreiben.objects.bulk_create(schreiben)
    Einladung.objects.bulk_create(
        Einladung(besuch=besuch, termin=besuch.termin, schreiben=brief)
        for besuch, brief in zip(besuche, schreiben, strict=True)
        if besuch.termin
    )
    return stapel


def _schreiben(stapel: Stapel, besuch: Besuch) -> Schreiben:
    assert besuch.familie is not None
    grund = darf_hinaus(besuch.familie)
    return Schreiben(
        stapel=stapel,
        sortierung=sortierung(besuch.familie.plz, besuch.familie.strasse, besuch.familie.hausnummer),
        zurueckgestellt=grund,
        stand=Auftragsstand.GESCHEITERT if grund else Auftragsstand.OFFEN,
    )


def stapel_bearbeiten(stapel_id: UUID, *, hoechstens: int = JE_AUFRUF) -> bool:
    """Set up to `hoechstens` letters of a batch, and the print file when all are done.

    Safe to run twice, side by side, and to be killed at any instruction. Returns True when there is more.
    A batch that one process has taken as a whole is left alone.
    """
    if not Stapel.objects.zu_tun().filter(pk=stapel_id).exists():
        return False
    for _ in range(hoechstens):
        schreiben = naechstes_schreiben(stapel_id)
        if schreiben is None:
            break
        if not _hat_platz(Schreiben.objects.filter(pk=schreiben.pk), partial(brief_setzen, schreiben)):
            return False
    else:
        return True
    if not _briefe_offen(stapel_id) and (stapel := stapel_zum_binden(stapel_id)):
        _hat_platz(Stapel.objects.filter(pk=stapel_id), partial(stapel_binden, stapel))
    return False


def _hat_platz(zeile: AuftragQuerySet[Any], arbeit: Callable[[], None]) -> bool:
    """Do the work of a claimed row; False when the disk is full: then the row waits for the next sweep."""
    try:
        arbeit()
    except KeinPlatz:
        zeile.zuruecklegen(VOLL)
    except OSError as fehler:  # WeasyPrint writes fonts to the disk for temporary files
        if not ist_voll(fehler):
            raise
        zeile.zuruecklegen(VOLL)
    else:
        return True
    return False


def _briefe_offen(stapel_id: UUID) -> bool:
    return Schreiben.objects.filter(stapel=stapel_id, stand__in=LAUFEND).exists()


def stapel_uebernehmen(*, von: date, bis: date) -> Stapel | None:
    """The batch that a command works on, taken for this process: the one that an interrupted call of the
    same period left behind, else a new one. None when no invitation waits.

    Waits while another process works on it: at most as long as the lease of a killed one.
    """
    zeitraum_pruefen(von, bis)
    eigene = Stapel.objects.filter(art=ART, von=von, bis=bis, erstellt_von=None, ausgegeben_am=None)
    while alter := eigene.order_by("erstellt_am").first():
        if alter.stand == Auftragsstand.GESCHEITERT:
            stapel_neu_binden(alter.pk)
        if alter.stand == Auftragsstand.ERLEDIGT or stapel_pachten(alter.pk):
            return alter
        time.sleep(ATEMPAUSE)
    if not einzuladende(von, bis).exists():
        return None
    with transaction.atomic():  # taken before anybody can see it
        neuer = stapel_anlegen(von=von, bis=bis, durch=None)
        stapel_pachten(neuer.pk)
    return neuer


def stapel_fertigstellen(stapel: Stapel) -> None:
    """Do all the work of a batch in this process, which has taken it; checks each family at the end.

    What is left when this is interrupted, workers or the next call finish.
    """
    try:
        while stapel.stand != Auftragsstand.ERLEDIGT or stapel_nachpruefen(stapel.pk):
            while _briefe_offen(stapel.pk):
                verlaengern(stapel)
                if schreiben := naechstes_schreiben(stapel.pk):
                    if not _hat_platz(
                        Schreiben.objects.filter(pk=schreiben.pk), partial(brief_setzen, schreiben)
                    ):
                        raise KeinPlatz
                else:  # another process has begun the last ones
                    time.sleep(ATEMPAUSE)
            verlaengern(stapel)
            stapel_binden(stapel)
    except BaseException:
        stapel_freigeben(stapel.pk)
        raise


def stapel_ausgegeben(stapel: Stapel) -> None:
    """The letters of a batch lie in the folder; a repeated call makes no more of them."""
    stapel.ausgegeben_am = kalender.jetzt()
    stapel.save(update_fields=["ausgegeben_am"])


@transaction.atomic
def brief_setzen(schreiben: Schreiben) -> None:
    """Set one letter with a new code; parks it when it may not go out any more.

    Code, file and state belong to one transaction: a letter that is set again gets another code, and
    only the last one works.
    """
    einladung = Einladung.objects.select_related(
        "besuch__familie", "besuch__termin", "besuch__besuchskraft", "schreiben__stapel"
    ).get(schreiben=schreiben)
    besuch = einladung.besuch
    if grund := warum_nicht(einladung):
        schreiben_zurueckstellen(schreiben, grund)
        return
    assert besuch.tag is not None
    fallregeln = regeln()
    gueltig = besuch.tag + timedelta(days=fallregeln.zielfenster_bis_tage)
    code, token = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=gueltig)
    brief = einladungsbrief(
        besuch,
        kommune(),
        code=code,
        token=token,
        rechtsgrundlage=fallregeln.zuzug_rechtsgrundlage,
        datum=einladung.schreiben.stapel.datum,
    )
    schreiben_ablegen(schreiben, brief.pdf())


def musterbrief(besuch: Besuch) -> bytes:
    """The letter of a visit as it will look, with a code that opens nothing."""
    grundlage = regeln().zuzug_rechtsgrundlage
    return einladungsbrief(
        besuch, kommune(), code=MUSTERCODE, token=MUSTERVERWEIS, rechtsgrundlage=grundlage
    ).pdf()


@transaction.atomic
def brief_neu_setzen(schreiben_id: UUID, *, durch: Benutzer) -> Schreiben:
    """Print a letter again: it gets a new code, the old one ends; its print file is made anew.

    One that was parked when its batch was posted moves to a batch of its own, so that it is posted as well.
    """
    schreiben = Schreiben.objects.select_for_update().get(pk=schreiben_id)
    if schreiben.laeuft or schreiben.stapel.stand == Auftragsstand.IN_ARBEIT:
        raise Ablehnung("Der Brief wird gerade erzeugt. Bitte warten Sie einen Augenblick.")
    if schreiben.zurueckgestellt and schreiben.stapel.versandt_am and not warum_nicht(schreiben.einladung):
        tag = localdate(schreiben.einladung.termin.beginn)
        schreiben.stapel = Stapel.objects.create(art=ART, von=tag, bis=tag, erstellt_von=durch)
        schreiben.save(update_fields=["stapel"])
    Schreiben.objects.filter(pk=schreiben.pk).wieder_oeffnen(zurueckgestellt="", aussortieren=False)
    stapel_neu_binden(schreiben.stapel_id)
    schreiben.refresh_from_db()
    return schreiben


@transaction.atomic
def stapel_noch_einmal(stapel_id: UUID) -> Stapel:
    """Try the print file of a batch again that could not be made; the caller rings."""
    stapel = Stapel.objects.select_for_update().get(pk=stapel_id)
    if stapel.stand != Auftragsstand.GESCHEITERT:
        raise Ablehnung("Die Druckdatei ist schon in Arbeit oder fertig. Bitte laden Sie die Seite neu.")
    stapel_neu_binden(stapel.pk)
    return stapel


@transaction.atomic
def stapel_nachpruefen(stapel_id: UUID) -> int:
    """Check each family of a finished batch once more: death, block or a new date stop its letter.

    Stopped letters are parked, and the print file is to be made anew without them; the caller rings.
    Returns how many were stopped.
    """
    stapel = Stapel.objects.select_for_update().get(pk=stapel_id)
    if stapel.stand != Auftragsstand.ERLEDIGT or stapel.versandt_am:
        return 0
    gefunden = gestoppte(stapel)
    for einladung, grund in gefunden:
        schreiben_zurueckstellen(einladung.schreiben, grund, aussortieren=True)
    if gefunden:
        stapel_neu_binden(stapel.pk)
    return len(gefunden)


@transaction.atomic
def stapel_versenden(stapel_id: UUID, *, am: date, durch: Benutzer | None) -> int:
    """The batch is posted; returns how many families are invited.

    Refuses a batch that is not ready or holds a stopped letter, a second time, and days that lie ahead
    or before the date of the letters.
    """
    stapel = Stapel.objects.select_for_update().get(pk=stapel_id)
    if stapel.stand != Auftragsstand.ERLEDIGT:
        raise Ablehnung("Die Briefe sind noch nicht alle fertig. Bitte warten Sie einen Augenblick.")
    if stapel.versandt_am:
        raise Ablehnung(f"Dieser Stapel ist schon versandt, am {stapel.versandt_am:%d.%m.%Y}.")
    if am > kalender.heute():
        raise Ablehnung(
            "Das Versanddatum liegt in der Zukunft. Bitte tragen Sie es ein, wenn die Post weg ist."
        )
    fertige = list(fertige_einladungen(stapel))
    if any(warum_nicht(einladung) for einladung in fertige):
        raise Ablehnung(GESTOPPT)
    if am < stapel.datum:
        raise Ablehnung(
            f"Das Versanddatum liegt vor dem Datum der Briefe ({stapel.datum:%d.%m.%Y}). Bitte prüfen Sie es."
        )
    stapel.versandt_am = am
    stapel.save(update_fields=["versandt_am"])
    for einladung in fertige:
        if einladung.besuch.status in (BesuchStatus.EINGEPLANT, BesuchStatus.VERSCHOBEN):
            besuch_einladen(einladung.besuch_id, durch=durch)
    return len(fertige)


def briefe_loeschen(fall: UUID) -> Mapping[str, int]:
    """Destroy the letters of a case that is deleted."""
    briefe = list(Einladung.objects.filter(besuch=fall).values_list("schreiben", flat=True))
    return {"Schreiben": schreiben_loeschen(briefe)}
