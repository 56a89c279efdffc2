"""The bell of the nightly deletion."""

from familienbuero import kalender
from familienbuero.datenschutz import dienste
from familienbuero.wecker.tasks import geweckt


@geweckt("datenschutz.loeschlauf")
def loeschlauf() -> None:
    """Mark what is due, destroy what has been marked long enough."""
    dienste.loeschlauf(kalender.heute())
