"""What one can do with a file from outside: keep and destroy it, and let a worker take it over."""

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import PurePath
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from familienbuero.auftrag import HOECHSTVERSUCHE, PACHT, Auftragsstand
from familienbuero.datenschutz import dateien
from familienbuero.datenschutz.tresor import NichtEntschluesselbar
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.einlesen.models import Eingangsdatei, Uebernahme, wartet_bis
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.verlauf import uebergehen

ORDNER = "quarantaene"
# What a room found in a file waits beside it, and goes with it.
BEFUNDE = "befunde"
# No form takes so long: a file without a row is younger only while its row is being written.
VERWAIST_NACH = timedelta(hours=1)
GESCHEITERT = "gescheitert"
UNERWARTET = "Die Übernahme ist nicht gelungen; gespeichert wurde nichts. Bitte versuchen Sie es noch einmal."
NICHT_MEHR = "Wer die Übernahme wollte, hat die Rolle dafür nicht mehr. Bitte übernehmen Sie noch einmal."
VERFALLEN = "Die Datei ist nach 24 Stunden vernichtet worden. Bitte laden Sie sie noch einmal hoch."

B = TypeVar("B")
logger = logging.getLogger(__name__)


def sauberer_name(dateiname: str) -> str:
    """The file name for people: no path, no control characters, at most 120 characters."""
    name = PurePath(dateiname.replace("\\", "/")).name
    druckbar = "".join(zeichen for zeichen in name if zeichen.isprintable())
    return re.sub(r"\s+", " ", druckbar).strip()[-120:] or "ohne Namen"


def in_quarantaene(*, inhalt: bytes, befund: bytes, dateiname: str, wer: Benutzer | None) -> Eingangsdatei:
    """Keep a file and what was found in it, both sealed.

    The row comes first. When its transaction fails behind the files, `verwaiste_vernichten` finds them.
    """
    datei = Eingangsdatei.objects.create(
        dateiname=sauberer_name(dateiname),
        groesse=len(inhalt),
        pruefsumme=dateien.pruefsumme(inhalt),
        wer=wer,
    )
    dateien.ablegen(ORDNER, datei.pk, inhalt)
    dateien.ablegen(BEFUNDE, datei.pk, befund)
    return datei


def inhalt(datei: Eingangsdatei) -> bytes:
    """The content of a file; Ablehnung when it is destroyed or damaged."""
    return _lesen(ORDNER, datei)


def befund(datei: Eingangsdatei) -> bytes:
    """What the room found in the file; Ablehnung when it is destroyed or damaged."""
    return _lesen(BEFUNDE, datei)


def _lesen(ordner: str, datei: Eingangsdatei) -> bytes:
    try:
        return dateien.lesen(ordner, datei.pk)
    except FileNotFoundError:
        raise Ablehnung("Die Datei ist schon vernichtet. Bitte laden Sie sie noch einmal hoch.") from None
    except NichtEntschluesselbar:
        raise Ablehnung("Die Datei ist beschädigt. Bitte laden Sie sie noch einmal hoch.") from None


def vernichten(datei: Eingangsdatei) -> None:
    """Destroy the content and note when; harmless when it is done. The checksum stays."""
    dateien.vernichten(ORDNER, datei.pk)
    dateien.vernichten(BEFUNDE, datei.pk)
    if datei.vernichtet_am is None:
        datei.vernichtet_am = timezone.now()
        datei.save(update_fields=["vernichtet_am"])


def verwaiste_vernichten() -> int:
    """Destroy files whose row was never written to its end; how many."""
    vor = timezone.now() - VERWAIST_NACH
    alte = dateien.alte(ORDNER, vor=vor) | dateien.alte(BEFUNDE, vor=vor)
    verwaiste = alte.difference(Eingangsdatei.objects.filter(pk__in=alte).values_list("pk", flat=True))
    for kennung in verwaiste:
        dateien.vernichten(ORDNER, kennung)
        dateien.vernichten(BEFUNDE, kennung)
    return len(verwaiste)


def fertige_vernichten(modell: Any) -> int:
    """Destroy files that a killed process left behind although all is done with them; how many."""
    fertig = modell.objects.filter(status__in=[Uebernahmestand.UEBERNOMMEN, Uebernahmestand.VERWORFEN])
    dateien_davon = Eingangsdatei.objects.vorhanden().filter(pk__in=fertig.values("eingang"))
    for datei in dateien_davon:
        vernichten(datei)
    return len(dateien_davon)


def offener_bericht(zeile: Uebernahme, bericht_lesen: Callable[[bytes], B]) -> B | None:
    """What the room found in a file, as long as it waits for a decision and is there."""
    if not zeile.wartet:
        return None
    try:
        return bericht_lesen(befund(zeile.eingang))
    except Ablehnung:
        return None


def gesperrt(modell: Any, kennung: UUID) -> Any:
    """The row of a checked file (of `modell`, an Uebernahme) with its lock."""
    return modell.objects.select_for_update(of=("self",)).select_related("eingang").get(pk=kennung)


def verwerfen(modell: Any, kennung: UUID, *, wer: Benutzer) -> None:
    """Decide against a checked file; afterwards it is destroyed."""
    with transaction.atomic():
        zeile = gesperrt(modell, kennung)
        uebergehen(zeile, Uebernahmestand.VERWORFEN, wer=wer)
    vernichten(zeile.eingang)


@transaction.atomic
def uebernehmen_lassen(
    modell: Any, kennung: UUID, *, wer: Benutzer | None, selbst: bool = False, **felder: Any
) -> Any:
    """Decide that a checked file is taken over.

    The caller rings the bell; with `selbst` it does the work itself, and the row is claimed for it at once,
    so that no worker with another clock takes it.
    """
    zeile = gesperrt(modell, kennung)
    if zeile.status == Uebernahmestand.GEPRUEFT and not zeile.eingang.vorhanden:
        raise Ablehnung(VERFALLEN)
    felder |= {
        "stand": Auftragsstand.IN_ARBEIT if selbst else Auftragsstand.OFFEN,
        "stand_seit": timezone.now(),
        "pacht_bis": timezone.now() + PACHT if selbst else None,
        "versuche": int(selbst),
        "fehler": "",
    }
    for name, wert in felder.items():
        setattr(zeile, name, wert)
    uebergehen(zeile, Uebernahmestand.UEBERNAHME, wer=wer, felder=list(felder))
    return zeile


def laenger_aufbewahren(datei: Eingangsdatei) -> None:
    """Let a file that has waited for a day not be destroyed under the hands of the worker."""
    datei.verfaellt_am = wartet_bis()
    datei.save(update_fields=["verfaellt_am"])


def entschieden_von(zeile: Any, rollen: Iterable[Rolle]) -> Benutzer:
    """Who decided last for a take-over, and still may: not who has it tried once more for them."""
    entscheidungen = zeile.verlauf.filter(nach=Uebernahmestand.UEBERNAHME).select_related("wer")
    for entscheidung in entscheidungen.order_by("-wann"):
        if entscheidung.wer and entscheidung.wer.hat_rolle(*rollen):
            wer: Benutzer = entscheidung.wer
            return wer
    raise Ablehnung(NICHT_MEHR)


def uebernahme_versuchen(
    modell: Any, kennung: UUID, arbeit: Callable[[UUID], None], *, hoechstens: int = HOECHSTVERSUCHE
) -> None:
    """Do the work of a take-over that the caller has claimed; what fails is noted in the row, not raised.

    A refusal or the last failure gives the file back to the people, with a sentence in `fehler`.
    """
    try:
        arbeit(kennung)
    except Ablehnung as ablehnung:
        uebernahme_zurueckgeben(modell, kennung, ablehnung.satz)
    except Exception as fehler:
        # The text of a database error can carry names: only its kind and place are logged.
        stelle = traceback.extract_tb(fehler.__traceback__)[-1]
        art, ort = type(fehler).__name__, f"{stelle.name}:{stelle.lineno}"
        logger.error("%s %s: %s in %s", modell._meta.verbose_name, kennung, art, ort)
        if modell.objects.get(pk=kennung).versuche >= hoechstens:
            uebernahme_zurueckgeben(modell, kennung, UNERWARTET)
        else:
            modell.objects.filter(pk=kennung).update(stand=Auftragsstand.OFFEN)


@transaction.atomic
def uebernahme_zurueckgeben(modell: Any, kennung: UUID, satz: str) -> None:
    """Give a file back to the people after its take-over has failed for good."""
    zeile = modell.objects.select_for_update().get(pk=kennung)
    if zeile.status != Uebernahmestand.UEBERNAHME:
        return
    zeile.stand, zeile.stand_seit, zeile.fehler = Auftragsstand.GESCHEITERT, timezone.now(), satz
    felder = ["stand", "stand_seit", "fehler"]
    uebergehen(zeile, Uebernahmestand.GEPRUEFT, wer=None, warum=GESCHEITERT, felder=felder)


def uebernahmen_nachholen(modell: Any) -> list[UUID]:
    """Rows for which the bell has to ring again. One that has killed its worker too often goes back."""
    faellig = []
    for kennung, versuche in modell.objects.zu_uebernehmen().values_list("pk", "versuche"):
        if versuche >= HOECHSTVERSUCHE:
            uebernahme_zurueckgeben(modell, kennung, UNERWARTET)
        else:
            faellig.append(kennung)
    return faellig
