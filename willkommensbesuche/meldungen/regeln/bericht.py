"""What a check found, as the pages show it; kept sealed beside the file and destroyed with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

from familienbuero.einlesen.regeln import Fehler
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.regeln.vergleich import Aenderung


@dataclass(slots=True)
class Summen:
    """Sums of a list. gelesen = neu + geaendert + unveraendert + zurueckgewiesen.

    `ueberholte`: families of which a newer list has spoken.
    """

    gelesen: int = 0
    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    zurueckgewiesen: int = 0
    kinder: int = 0
    familien: int = 0
    neue_familien: int = 0
    mehrlinge: int = 0
    ueberholte: int = 0

    def zaehlen(self, ergebnis: Ergebnis, anzahl: int = 1) -> None:
        """Add rows with this result."""
        self.gelesen += anzahl
        setattr(self, ergebnis.value, getattr(self, ergebnis.value) + anzahl)


@dataclass(frozen=True, slots=True)
class Geaenderte:
    """A stored family and what changes with it."""

    familie: UUID
    name: str
    aenderungen: tuple[Aenderung, ...]


@dataclass(frozen=True, slots=True)
class Bericht:
    """Sums, faults and changes of one check."""

    summen: Summen
    fehler: Sequence[Fehler] = ()
    geaenderte: Sequence[Geaenderte] = field(default_factory=list)

    def als_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, default=str).encode()


def bericht_lesen(inhalt: bytes) -> Bericht:
    """The opposite of `Bericht.als_bytes`."""
    roh = json.loads(inhalt)
    return Bericht(
        summen=Summen(**roh["summen"]),
        fehler=[Fehler(**fehler) for fehler in roh["fehler"]],
        geaenderte=[
            Geaenderte(
                familie=UUID(eintrag["familie"]),
                name=eintrag["name"],
                aenderungen=tuple(Aenderung(**aenderung) for aenderung in eintrag["aenderungen"]),
            )
            for eintrag in roh["geaenderte"]
        ],
    )
