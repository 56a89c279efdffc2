"""What a check found, as the pages show it; kept sealed beside the file and destroyed with it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from familienbuero.einlesen.regeln import Fehler


@dataclass(slots=True)
class Summen:
    """Sums of a table: gelesen = neu + bekannt + zurueckgewiesen are rows, the others visits and families."""

    gelesen: int = 0
    neu: int = 0
    bekannt: int = 0
    zurueckgewiesen: int = 0
    laufende: int = 0
    beendete: int = 0
    neue_familien: int = 0


@dataclass(frozen=True, slots=True)
class Zurueckgewiesen:
    """A refused row: its cells by field, what is wrong with it, and the stored family that it is about."""

    zeile: int
    werte: Mapping[str, str]
    fehler: tuple[Fehler, ...]
    familie: UUID | None = None


@dataclass(frozen=True, slots=True)
class Bericht:
    """Sums and refused rows of one check. `spalten` leads from field to the header that the file has."""

    summen: Summen
    spalten: Mapping[str, str]
    zurueckgewiesene: Sequence[Zurueckgewiesen] = ()

    @property
    def fehler(self) -> list[Fehler]:
        return [fehler for zeile in self.zurueckgewiesene for fehler in zeile.fehler]

    @property
    def gruende(self) -> list[tuple[int, str, str]]:
        """The faults without the values, which may be names."""
        return [(fehler.zeile, fehler.spalte, fehler.grund) for fehler in self.fehler]

    def als_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, default=str).encode()


def bericht_lesen(inhalt: bytes) -> Bericht:
    """The opposite of `Bericht.als_bytes`."""
    roh = json.loads(inhalt)
    return Bericht(
        summen=Summen(**roh["summen"]),
        spalten=roh["spalten"],
        zurueckgewiesene=[
            Zurueckgewiesen(
                zeile=zeile["zeile"],
                werte=zeile["werte"],
                fehler=tuple(Fehler(**fehler) for fehler in zeile["fehler"]),
                familie=UUID(zeile["familie"]) if zeile["familie"] else None,
            )
            for zeile in roh["zurueckgewiesene"]
        ],
    )
