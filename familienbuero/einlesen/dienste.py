"""What one can do with a file from outside."""

import re
from datetime import timedelta
from pathlib import PurePath

from django.utils import timezone

from familienbuero.datenschutz import dateien
from familienbuero.datenschutz.tresor import NichtEntschluesselbar
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer

ORDNER = "quarantaene"
# What a room found in a file waits beside it, and goes with it.
BEFUNDE = "befunde"
# No form takes so long: a file without a row is younger only while its row is being written.
VERWAIST_NACH = timedelta(hours=1)


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
