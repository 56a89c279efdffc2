"""The work of a batch: its letters, then the print file; by workers, or by a command in one go."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.auftrag import LAUFEND, AuftragQuerySet, Auftragsstand
from familienbuero.datenschutz.dateien import VOLL, KeinPlatz, ist_voll
from familienbuero.fehler import Ablehnung
from familienbuero.schreiben.dienste import (
    naechstes_schreiben,
    stapel_binden,
    stapel_freigeben,
    stapel_neu_binden,
    stapel_pachten,
    stapel_zum_binden,
    verlaengern,
)
from familienbuero.schreiben.models import Schreiben, Stapel
from willkommensbesuche.einladungen.auskunft import einzuladende
from willkommensbesuche.einladungen.dienste.anlegen import ART, stapel_anlegen, zeitraum_pruefen
from willkommensbesuche.einladungen.dienste.briefe import brief_setzen
from willkommensbesuche.einladungen.dienste.versand import stapel_nachpruefen

# A task sets this many letters, then rings for the next one: short work is lost cheaply.
JE_AUFRUF = 50
# Seconds between two looks at the work of another process.
ATEMPAUSE = 0.5


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
def stapel_noch_einmal(stapel_id: UUID) -> Stapel:
    """Try the print file of a batch again that could not be made; the caller rings."""
    stapel = Stapel.objects.select_for_update().get(pk=stapel_id)
    if stapel.stand != Auftragsstand.GESCHEITERT:
        raise Ablehnung("Die Druckdatei ist schon in Arbeit oder fertig. Bitte laden Sie die Seite neu.")
    stapel_neu_binden(stapel.pk)
    return stapel
