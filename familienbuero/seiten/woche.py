"""What the week grid shows: days are columns, people are rows. Plain data, filled by the room that plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Karte:
    """An appointment in the grid; `verschieben` is the address of its move, where it may be moved."""

    zeit: str
    wer: str
    wo: str
    adresse: str
    status: Any  # a TextChoices member with `ton` and `zeichen`
    verschieben: str = ""
    gewaehlt: bool = False  # the one that is being moved


@dataclass(frozen=True, kw_only=True)
class Frei:
    """A free window. With `wert` it is a button of the form around the grid (name `fenster`), else a link."""

    zeit: str
    adresse: str = ""
    wert: str = ""


@dataclass(frozen=True, kw_only=True)
class Zelle:
    """One person's day. `fort` says why somebody is away, `leer` what an empty cell means."""

    person: str
    karten: tuple[Karte, ...] = ()
    frei: tuple[Frei, ...] = ()
    fort: str = ""
    leer: str = "kein Dienst"


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A column; on a holiday it has a name and no cells."""

    datum: date
    heute: bool
    zellen: tuple[Zelle, ...] = ()
    feiertag: str = ""


@dataclass(frozen=True, kw_only=True)
class Zeilenkopf:
    """A person at the left edge, with what one needs to know for planning."""

    name: str
    angaben: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Woche:
    """The grid of a week; the cells of each day stand in the order of `personen`."""

    personen: tuple[Zeilenkopf, ...]
    tage: tuple[Tag, ...]
    verschieben: bool = False  # all but the chosen card step back
