"""Many at once, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from time import monotonic, sleep
from typing import Any

from django.db import connection, connections, transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from tests.conftest import HEUTE
from tests.stoerung.groesse import HAERTE, groesse

Lauf = Callable[[], Any]
LEITUNGEN = groesse(20, 100)  # connections that all share
PROZESSE = 4  # as a web server has


def rennen(laeufe: list[Lauf], *, p95_hoechstens: float | None = None) -> list[str]:
    """Start on as many connections as there are, all at once; "" for a win, else the sentence.

    `p95_hoechstens` are seconds, and hold in full size. Where they are asked, several processes run, since
    threads of one would wait for each other instead of for us; elsewhere one, whose threads meet more surely.
    """
    prozesse = PROZESSE if p95_hoechstens else 1
    verklemmt = verklemmungen()
    connections.close_all()  # the children must not speak on the line of their parent
    leitungen = [laeufe[nummer::LEITUNGEN] for nummer in range(min(LEITUNGEN, len(laeufe)))]
    gabel = get_context("fork")
    start = gabel.Barrier(len(leitungen))
    enden = []
    for nummer in range(min(prozesse, len(leitungen))):
        hier, dort = gabel.Pipe(duplex=False)
        gabel.Process(target=_prozess, args=(leitungen[nummer::prozesse], start, dort)).start()
        dort.close()
        enden.append(hier)
    gelaufen = [lauf for ende in enden for lauf in ende.recv()]
    dauern = sorted(dauer for _, dauer in gelaufen)
    p95 = dauern[int(len(dauern) * 0.95) - 1]
    print(
        f"{len(laeufe)} Läufe über {len(leitungen)} Verbindungen: p95 {p95:.3f}, längster {dauern[-1]:.3f} s"
    )
    assert not HAERTE or p95_hoechstens is None or p95 <= p95_hoechstens
    assert verklemmungen() == verklemmt
    return [antwort for antwort, _ in gelaufen]


def _prozess(leitungen: list[list[Lauf]], start: Barrier, ende: Connection) -> None:
    """Sends every answer with its seconds; nothing, and ends with a traceback, when a run fails otherwise."""
    with ThreadPoolExecutor(len(leitungen)) as laeufer:
        ende.send(
            [lauf for teil in laeufer.map(lambda laeufe: _leitung(laeufe, start), leitungen) for lauf in teil]
        )


def _leitung(laeufe: list[Lauf], start: Barrier) -> list[tuple[str, float]]:
    try:
        with kalender.stichtag(HEUTE):
            connection.ensure_connection()
            start.wait()
            return [_einer(lauf) for lauf in laeufe]
    finally:
        connections.close_all()


def _einer(lauf: Lauf) -> tuple[str, float]:
    beginn = monotonic()
    try:
        lauf()
        antwort = ""
    except Ablehnung as ablehnung:
        antwort = ablehnung.satz
    return str(antwort), monotonic() - beginn


def inzwischen(anfang: Lauf, andere: Lauf, ende: Lauf = lambda: None) -> str:
    """In one transaction `anfang`, and `ende` when `andere` waits for it; how `andere` is answered."""
    with ThreadPoolExecutor(1) as laeufer:
        with transaction.atomic():
            anfang()
            lauf = laeufer.submit(_abseits, andere)
            _jemand_wartet()
            ende()
        return lauf.result()


def _abseits(lauf: Lauf) -> str:
    try:
        with kalender.stichtag(HEUTE):
            return _einer(lauf)[0]
    finally:
        connections.close_all()


def _jemand_wartet(sekunden: float = 5) -> None:
    """Until somebody waits for a lock of ours."""
    ende = monotonic() + sekunden
    while monotonic() < ende:
        with connection.cursor() as zeiger:
            zeiger.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if zeiger.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("Nobody waits.")


def verklemmungen() -> int:
    """Deadlocks that PostgreSQL has counted in this database."""
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT pg_stat_force_next_flush()")
        zeiger.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(zeiger.fetchone()[0])
