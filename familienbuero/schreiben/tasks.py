"""Bells of the mails."""

from celery import shared_task
from django.db import transaction

from familienbuero.schreiben import dienste
from familienbuero.wecker.tasks import geweckt


@shared_task(name="schreiben.nachrichten_senden")
def nachrichten_senden() -> None:
    """Send what waits; rings again while there is more."""
    if dienste.wartende_senden():
        nachrichten_senden.delay()


@geweckt("schreiben.nachrichten_nachholen")
def nachrichten_nachholen() -> None:
    """Send what was left: its bell was lost, its worker killed, or the server was not there."""
    nachrichten_senden.delay()


def nachrichten_laeuten() -> None:
    """Ring once the rows are there to be seen; the sweep makes up for a lost bell."""
    transaction.on_commit(nachrichten_senden.delay, robust=True)
