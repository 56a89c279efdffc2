"""Drafts of logs: kept while somebody types, gone when the log is written."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from willkommensbesuche.besuche.dienste.gemeinsam import gesperrt
from willkommensbesuche.besuche.enums import ANSTEHEND
from willkommensbesuche.besuche.models import Protokollentwurf, Protokollsendung

# A log is due after five working days; nobody comes back to an older draft.
ENTWURF_TAGE = 14
# A phone may bring a form again that it could not send for weeks.
SENDUNG_TAGE = 90
# Twice what the form takes, so that a note that is too long is not lost before it is shortened.
HOECHSTENS = 4000


@transaction.atomic
def entwurf_speichern(
    besuch_id: UUID, *, felder: Mapping[str, Sequence[str]], durch: Benutzer
) -> Protokollentwurf:
    """Keep what has been typed instead of what was kept before.

    The lock on the visit orders drafts and log: a draft that arrives after its log is refused.
    """
    besuch = gesperrt(besuch_id)
    inhalt = json.dumps(dict(felder), ensure_ascii=False)
    if besuch.status not in ANSTEHEND:
        raise Ablehnung(f"Dieser Besuch ist schon eingetragen: {besuch.stand.label}.")
    if len(inhalt) > HOECHSTENS:
        raise Ablehnung("Der Entwurf ist zu lang. Bitte kürzen Sie die Notiz auf 500 Zeichen.")
    # The hour is real, whatever the office's clock says: drafts are swept by it.
    return Protokollentwurf.objects.update_or_create(
        besuch=besuch, wer=durch, defaults={"inhalt": inhalt, "gespeichert_am": timezone.now()}
    )[0]


@transaction.atomic
def entwurf_verwerfen(besuch_id: UUID, *, durch: Benutzer) -> None:
    """Throw the own draft away."""
    besuch = gesperrt(besuch_id)
    besuch.entwuerfe.filter(wer=durch).delete()


def alte_entwuerfe_vernichten() -> None:
    """Drafts that nobody has come back to, and the proofs of forms that no phone will send any more."""
    heute = timezone.now()
    Protokollentwurf.objects.filter(gespeichert_am__lt=heute - timedelta(days=ENTWURF_TAGE)).delete()
    Protokollsendung.objects.filter(wann__lt=heute - timedelta(days=SENDUNG_TAGE)).delete()
