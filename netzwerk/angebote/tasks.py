"""Work of this room by the clock."""

from uuid import UUID

from celery import shared_task

from familienbuero.schreiben.tasks import nachrichten_laeuten
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
    nachrichten_laeuten()


@geweckt("angebote.partner_fragen")
def partner_fragen() -> None:
    """Ask partners twice a year whether their offers are still right."""
    dienste.partner_fragen()
    nachrichten_laeuten()


@shared_task(name="angebote.kalender_holen")
def kalender_holen(quelle_id: str) -> None:
    """Fetch one calendar of a partner."""
    dienste.kalender_holen(UUID(quelle_id))
    nachrichten_laeuten()


@geweckt("angebote.faellige_kalender_holen")
def faellige_kalender_holen() -> None:
    """Fetch the calendars of partners that have not been asked for hours."""
    dienste.faellige_kalender_holen()
    nachrichten_laeuten()


@geweckt("angebote.anmeldungen_fortschreiben")
def anmeldungen_fortschreiben() -> None:
    """Let unanswered places go on to the next in line, remind of what begins in two days."""
    dienste.alle_nachruecken()
    dienste.an_ersten_termin_erinnern()
    nachrichten_laeuten()
