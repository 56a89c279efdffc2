"""A wish for a visit that comes in on the public site, and what becomes of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import familie_anlegen
from willkommensbesuche.besuche.dienste.melden import besuch_eintragen
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.besuche.models import Besuch, Besuchswunsch


@transaction.atomic
def besuch_wuenschen(**angaben: Any) -> Besuchswunsch:
    """Note a wish; it waits for the office. Nothing is looked up, so that nothing can be told."""
    return Besuchswunsch.objects.create(**angaben)


@transaction.atomic
def familie_eintragen(*, anlass: str, durch: Benutzer, wunsch: UUID | None = None, **angaben: Any) -> Besuch:
    """A family by hand and its case; a wish that it came from ends with that.

    `angaben` are those of `familie_anlegen`. Refuses a household that exists, and a wish that a colleague
    has dealt with meanwhile.
    """
    if wunsch and not Besuchswunsch.objects.select_for_update().filter(pk=wunsch).exists():
        raise Ablehnung("Diesen Wunsch hat inzwischen jemand anderes bearbeitet.")
    familie = familie_anlegen(**angaben)
    besuch = besuch_eintragen(
        familie=familie,
        kinder=list(familie.kinder.all()),
        anlass=Anlass(anlass),
        ereignisdatum=kalender.heute(),
        durch=durch,
    )
    if wunsch:
        wunsch_loeschen(wunsch)
    return besuch


def wunsch_loeschen(fall: UUID) -> Mapping[str, int]:
    """Destroy a wish: it was taken over, it was a mistake, or its period is over."""
    return {"Besuchswunsch": Besuchswunsch.objects.filter(pk=fall).delete()[0]}


def wuensche_eingegangen(bis: date) -> Any:
    """Wishes that have waited since that day or longer."""
    return Besuchswunsch.objects.eingegangen_bis(bis)
