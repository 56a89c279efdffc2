"""Interleaved pairs: machines drift, so only what is measured in turns can be compared."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Messung:
    """Result of one benchmark: seconds of CPU for the thing and for the yardstick, per round."""

    name: str
    sache: str
    mass: str
    ziel: str
    zeiten: tuple[tuple[float, float], ...]

    @property
    def verhaeltnis(self) -> float:
        """Median over the rounds of thing divided by yardstick."""
        return median(sache / mass for sache, mass in self.zeiten)

    def zeile(self) -> str:
        """One row of the table."""
        sache = median(zeit for zeit, _ in self.zeiten) * 1000
        mass = median(zeit for _, zeit in self.zeiten) * 1000
        return f"| {self.name} | {sache:.1f} ms | {mass:.1f} ms | {self.verhaeltnis:.2f} × | {self.ziel} |"


def _dauer(tun: Callable[[], object]) -> float:
    beginn = time.process_time()
    tun()
    return time.process_time() - beginn


def paarweise(
    name: str, sache: Callable[[], object], mass: Callable[[], object], *, ziel: str, runden: int
) -> Messung:
    """Measure both in turns, `runden` times, after one round that warms up and is not counted.

    The order within a pair changes from round to round, so that neither has the warmer cache.
    """
    sache()
    mass()
    zeiten = []
    for runde in range(runden):
        if runde % 2:
            zeit_mass, zeit_sache = _dauer(mass), _dauer(sache)
        else:
            zeit_sache, zeit_mass = _dauer(sache), _dauer(mass)
        zeiten.append((zeit_sache, zeit_mass))
    return Messung(name, sache.__name__, mass.__name__, ziel, tuple(zeiten))
