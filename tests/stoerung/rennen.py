"""Many at once, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic
from typing import Any

from django.db import connection, connections

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from tests.conftest import HEUTE
from tests.stoerung.groesse import HAERTE, groesse

LEITUNGEN = groesse(20, 100)  # connections that all share


def rennen(laeufe: list[Callable[[], Any]], *, p95_hoechstens: float | None = None) -> list[str]:
    """Start on as many connections as there are, all at once; "" for a win, else the sentence.

    `p95_hoechstens` are seconds, and hold in full size.
    """
    leitungen = min(LEITUNGEN, len(laeufe))
    start, dauern = Barrier(leitungen), []

    def leitung(nummer: int) -> list[str]:
        try:
            with kalender.stichtag(HEUTE):
                connection.ensure_connection()
                start.wait()
                return [einer(lauf) for lauf in laeufe[nummer::leitungen]]
        finally:
            connections.close_all()

    def einer(lauf: Callable[[], Any]) -> str:
        beginn = monotonic()
        try:
            lauf()
            return ""
        except Ablehnung as ablehnung:
            return ablehnung.satz
        finally:
            dauern.append(monotonic() - beginn)

    verklemmt = verklemmungen()
    with ThreadPoolExecutor(leitungen) as laeufer:
        antworten = [antwort for teil in laeufer.map(leitung, range(leitungen)) for antwort in teil]
    p95 = sorted(dauern)[int(len(dauern) * 0.95) - 1]
    print(f"{len(laeufe)} Läufe über {leitungen} Verbindungen: p95 {p95:.3f} s, längster {max(dauern):.3f} s")
    assert not HAERTE or p95_hoechstens is None or p95 <= p95_hoechstens
    assert verklemmungen() == verklemmt
    return antworten


def verklemmungen() -> int:
    """Deadlocks that PostgreSQL has counted in this database."""
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT pg_stat_force_next_flush()")
        zeiger.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(zeiger.fetchone()[0])
