"""The bell of this room: ids in, one service called."""

from uuid import UUID

from celery import shared_task

from familienbuero.wecker.tasks import geweckt
from willkommensbesuche.meldungen import dienste


@shared_task(name="meldungen.uebernehmen")
def uebernehmen(meldeliste_id: str) -> None:
    """Take over one list."""
    dienste.uebernehmen(UUID(meldeliste_id))


@geweckt("meldungen.uebernahmen_nachholen")
def uebernahmen_nachholen() -> None:
    """Ring again for lists whose bell or worker was lost."""
    for liste in dienste.uebernahmen_nachholen():
        uebernehmen.delay(str(liste))


@geweckt("meldungen.verfallene_vernichten")
def verfallene_vernichten() -> None:
    """Destroy files that have waited longer than 24 hours."""
    dienste.verfallene_vernichten()
