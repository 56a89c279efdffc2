"""The last look at a finished batch, and the day of the post."""

from datetime import date
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import schreiben_zurueckstellen, stapel_neu_binden
from familienbuero.schreiben.models import Stapel
from willkommensbesuche.besuche.dienste import besuch_einladen
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.einladungen.auskunft import fertige_einladungen, gestoppte, warum_nicht

GESTOPPT = (
    "Inzwischen darf nicht mehr jeder Brief hinaus. Bitte warten Sie auf die neue Druckdatei, "
    "und nehmen Sie die genannten Briefe aus dem Stapel."
)


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
