"""What holds for visits, as pure functions: who is visited and when, ways through the town, the planning."""

from willkommensbesuche.besuche.regeln.faelle import (
    Zuzugsgrenzen,
    ausschluss,
    entscheidungsgrund,
    zielfenster,
)
from willkommensbesuche.besuche.regeln.planung import (
    Kraft,
    Plan,
    Planfall,
    besuche_verteilen,
    ohne_aussicht,
    passende,
)
from willkommensbesuche.besuche.regeln.wege import Ort, Wege

__all__ = [
    "Kraft",
    "Ort",
    "Plan",
    "Planfall",
    "Wege",
    "Zuzugsgrenzen",
    "ausschluss",
    "besuche_verteilen",
    "entscheidungsgrund",
    "ohne_aussicht",
    "passende",
    "zielfenster",
]
