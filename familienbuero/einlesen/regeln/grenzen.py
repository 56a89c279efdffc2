"""How large a file from outside may be (docs/sicherheit.md).

Measured: an unchecked XLSX of 235 KiB costs 20 seconds of CPU.
"""

from dataclasses import dataclass
from datetime import timedelta

# How long a file waits for its take-over (real time, whatever the clock of the office says).
WARTEZEIT = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Grenzen:
    """Limits of one file. A benchmark passes raised ones, nobody else does."""

    dateigroesse: int = 10 * 1024 * 1024
    zeilen: int = 50_000
    spalten: int = 200
    zeichen_je_zelle: int = 32_767
    # Title lines that may stand above the header.
    zeilen_bis_kopf: int = 10
    # XLSX is a zip: what it may unpack to, how often its own size, how many entries.
    entpackt: int = 50 * 1024 * 1024
    verhaeltnis: int = 100
    eintraege: int = 200
    # What the process that reads may spend: seconds of CPU, and memory over what it began with.
    sekunden: int = 60
    speicher: int = 256 * 1024 * 1024


GRENZEN = Grenzen()


def tausender(zahl: int) -> str:
    """50000 as "50.000"."""
    return f"{zahl:,}".replace(",", ".")


def groesse_in_worten(anzahl: int) -> str:
    """Bytes as "10 MiB"."""
    return f"{anzahl / 1024 / 1024:.0f} MiB"
