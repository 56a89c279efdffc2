"""The bell of this room: ids in, one service called."""

from uuid import UUID

from celery import shared_task

from familienbuero.wecker.tasks import geweckt
from netzwerk.angebotstabellen import dienste


@shared_task(name="angebotstabellen.uebernehmen")
def uebernehmen(tabelle_id: str) -> None:
    """Take over one table."""
    dienste.uebernehmen(UUID(tabelle_id))


@geweckt("angebotstabellen.uebernahmen_nachholen")
def uebernahmen_nachholen() -> None:
    """Ring again for tables whose bell or worker was lost."""
    for tabelle in dienste.uebernahmen_nachholen():
        uebernehmen.delay(str(tabelle))
