"""Work of this room by the clock."""

from familienbuero.wecker.tasks import geweckt
from netzwerk.angebote import dienste


@geweckt("angebote.naechste_termine")
def naechste_termine() -> None:
    """Note which date of each offer comes next, where the last one is over."""
    dienste.vergangene_fortschreiben()


@geweckt("angebote.termine_fortschreiben")
def termine_fortschreiben() -> None:
    """Move the horizon on by a day; what has begun runs, what has no date any more is over."""
    dienste.alle_fortschreiben()
    dienste.staende_nachfuehren()


@geweckt("angebote.partner_fragen")
def partner_fragen() -> None:
    """Ask partners twice a year whether their offers are still right."""
    dienste.partner_fragen()
