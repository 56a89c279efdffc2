"""Interleaved pairs: machines drift, so only what is measured in turns can be compared."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

# Time on the wall: a page that lets the database work instead of itself has won nothing.
UHR = time.perf_counter


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

    def zeile(self) -> str:
        """One row of the table."""
        sache, mass = (median(zeiten) for zeiten in zip(*self.zeiten, strict=True))
        gut = "" if self.verhaeltnis <= self.ziel else " **verfehlt**"
        werte = f"{_zahl(sache, self.einheit)} | {_zahl(mass, self.einheit)} | {_komma(self.verhaeltnis)} ×"
        return f"| {self.name} | {werte} | ≤ {_komma(self.ziel)} ×{gut} |"


def _komma(wert: float) -> str:
    return f"{wert:.2f}".replace(".", ",")


def _zahl(wert: float, einheit: str) -> str:
    zahl = wert * 1000 if einheit == "ms" else wert
    return f"{zahl:.1f} {einheit}".replace(".", ",")


def dauer(tun: Callable[[], object]) -> float:
    """Seconds that something takes."""
    beginn = UHR()
    tun()
    return UHR() - beginn


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
