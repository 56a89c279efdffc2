"""Bells of the accounts, rung by the clock."""

from familienbuero.konten import dienste
from familienbuero.wecker.tasks import geweckt


@geweckt("konten.abgelaufenes_loeschen")
def abgelaufenes_loeschen() -> None:
    """Forget sessions and counts of tries that have ended."""
    dienste.abgelaufenes_loeschen()
