"""Interleaved pairs: machines drift, so only what is measured in turns can be compared."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from django.db import connection


def uhr() -> float:
    """Seconds of processor of this process, of those it has started and of the database process.

    All of them, because a page that lets the database work instead of itself has won nothing; and not the
    time on the wall, because others may be using the machine.
    """
    with connection.cursor() as cursor:
        prozess = cursor.connection.info.backend_pid
    gerechnet = Path(f"/proc/{prozess}/schedstat").read_text().split()[0]
    kinder = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + kinder.ru_utime + kinder.ru_stime + int(gerechnet) / 1e9


@dataclass(frozen=True)
class Messung:
    """Result of one benchmark: seconds for the thing and for the yardstick, per round, and the goal as ratio.

    Where nothing has to be measured against, `mass` is 0 in all rounds and the goal is in seconds.
    """

    name: str
    ziel: float
    zeiten: tuple[tuple[float, float], ...]
    einheit: str = "ms"

    @property
    def verhaeltnis(self) -> float:
        """Median over the rounds of thing divided by yardstick."""
        return median(sache / mass for sache, mass in self.zeiten)

    @property
    def streuung(self) -> float:
        """The slow ones (p95) beside the usual ones (p50); of few rounds the slowest."""
        sache = [eine for eine, _ in self.zeiten]
        return (quantiles(sache, n=20)[-1] if len(sache) >= 20 else max(sache)) / median(sache)

    def zeile(self) -> str:
        """One row of the table."""
        sache, mass = (median(zeiten) for zeiten in zip(*self.zeiten, strict=True))
        gut = "" if self.verhaeltnis <= self.ziel else " **verfehlt**"
        werte = f"{_zahl(sache, self.einheit)} | {_zahl(mass, self.einheit)} | {_komma(self.verhaeltnis)} ×"
        return f"| {self.name} | {werte} | ≤ {_komma(self.ziel)} ×{gut} | {_komma(self.streuung)} × |"


def _komma(wert: float) -> str:
    return f"{wert:.2f}".replace(".", ",")


def _zahl(wert: float, einheit: str) -> str:
    zahl = wert * 1000 if einheit == "ms" else wert
    return f"{zahl:.1f} {einheit}".replace(".", ",")


def dauer(tun: Callable[[], object]) -> float:
    """Seconds that something takes."""
    beginn = uhr()
    tun()
    return uhr() - beginn


def paarweise(
    name: str, sache: Callable[[], object], mass: Callable[[], object], *, ziel: float, runden: int
) -> Messung:
    """Measure both in turns, `runden` times, after one round that warms up and is not counted.

    The order within a pair changes from round to round, so that neither has the warmer cache.
    """
    sache()
    mass()
    zeiten = []
    for runde in range(runden):
        if runde % 2:
            zeit_mass, zeit_sache = dauer(mass), dauer(sache)
        else:
            zeit_sache, zeit_mass = dauer(sache), dauer(mass)
        zeiten.append((zeit_sache, zeit_mass))
    return Messung(name, ziel, tuple(zeiten))
