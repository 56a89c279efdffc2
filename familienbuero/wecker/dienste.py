"""Do what is due by the clock once, however many bells ring and whoever is killed."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.utils import timezone

from familienbuero.wecker.models import Wecker

log = logging.getLogger(__name__)


def einmal(name: str, arbeit: Callable[[], object]) -> bool:
    """Do the work unless it is done for its planned time, or somebody is at it; True when it was done now.

    Killed or failed, it counts as not done: the next ring does it. What slept over several planned times is
    made up for once. Real time counts, whatever the clock of the office says.
    """
    with _allein(name) as frei:
        if not frei:
            return False
        wecker, _ = Wecker.objects.get_or_create(name=name)
        jetzt = timezone.now()
        geplant = settings.WECKER[name].geplant(jetzt)
        if wecker.geplant_fuer and wecker.geplant_fuer >= geplant:
            return False
        zeile = Wecker.objects.filter(pk=wecker.pk)
        zeile.update(begonnen_am=jetzt)
        try:
            arbeit()
        except Exception as fehler:
            # The text of an error can carry names: only its kind and place are noted.
            stelle = traceback.extract_tb(fehler.__traceback__)[-1]
            art = type(fehler).__name__
            log.error("%s: %s in %s:%s", name, art, stelle.name, stelle.lineno)
            zeile.update(fehler=art)
            return False
        zeile.update(geplant_fuer=geplant, beendet_am=timezone.now(), fehler="")
        return True


@contextmanager
def _allein(name: str) -> Iterator[bool]:
    """Hold the lock of this work; False when somebody else does. It ends with the connection, so a killed
    worker holds nothing.
    """
    schluessel = [f"wecker {name}"]
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", schluessel)
        frei = bool(zeiger.fetchone()[0])
    try:
        yield frei
    finally:
        if frei:
            with connection.cursor() as zeiger:
                zeiger.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", schluessel)
