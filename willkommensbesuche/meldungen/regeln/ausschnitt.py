"""One page of a list that lies ready as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
JE_SEITE = 20


@dataclass(frozen=True)
class Ausschnitt(Generic[T]):
    """Entries `von` to `bis` of `gesamt`, counted from 1; others begin at `davor` and `danach`."""

    eintraege: Sequence[T]
    von: int
    bis: int
    gesamt: int
    davor: int | None
    danach: int | None


def ausschnitt(alle: Sequence[T], ab: str, *, je_seite: int = JE_SEITE) -> Ausschnitt[T]:
    """The page that begins at entry `ab` (as it comes from an address; nonsense leads to the beginning)."""
    anfang = int(ab) - 1 if ab.isascii() and ab.isdigit() and 0 < int(ab) <= len(alle) else 0
    ende = min(anfang + je_seite, len(alle))
    return Ausschnitt(
        eintraege=alle[anfang:ende],
        von=anfang + 1,
        bis=ende,
        gesamt=len(alle),
        davor=max(1, anfang + 1 - je_seite) if anfang else None,
        danach=ende + 1 if ende < len(alle) else None,
    )
