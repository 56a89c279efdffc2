"""Bells of the invitations: an id in, one service called."""

from uuid import UUID

from celery import shared_task

from familienbuero.schreiben.models import Stapel
from familienbuero.wecker.tasks import geweckt
from willkommensbesuche.einladungen import dienste


@shared_task(name="einladungen.stapel_bearbeiten")
def stapel_bearbeiten(stapel_id: str) -> None:
    """Set letters of a batch; rings again while there is more."""
    if dienste.stapel_bearbeiten(UUID(stapel_id)):
        stapel_bearbeiten.delay(stapel_id)


@geweckt("einladungen.stapel_nachholen")
def stapel_nachholen() -> None:
    """Ring for batches whose bell was lost or whose worker was killed."""
    for stapel_id in Stapel.objects.zu_tun().filter(art=dienste.ART).values_list("pk", flat=True):
        stapel_bearbeiten.delay(str(stapel_id))
