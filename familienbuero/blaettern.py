"""Keyset pagination: a list goes on after the row one has seen last, however long it is.

The address carries the id of that row and nothing else, because a sort key may be a person's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Blatt(Generic[M]):
    """One page of a list; `zurueck` and `weiter` are ids to go on from, or None at the ends."""

    zeilen: list[M]
    zurueck: UUID | None
    weiter: UUID | None
    je_seite: int


def blaettern(
    menge: QuerySet[M], *, nach: Sequence[str], anfrage: Mapping[str, str], je_seite: int = 50
) -> Blatt[M]:
    """The page of `menge` that the query (`?nach=id` or `?vor=id`) asks for.

    `nach` names the sort keys, "-" before descending ones: never null, also annotations; the primary key
    is added as the last. A row that is gone leads back to the beginning.
    """
    schluessel = [*nach, "pk"]
    rueckwaerts = "vor" in anfrage
    richtung = [_umgekehrt(name) for name in schluessel] if rueckwaerts else schluessel
    grenze = _grenze(menge, richtung, anfrage.get("vor") or anfrage.get("nach"))
    zeilen = list(menge.filter(grenze).order_by(*richtung)[: je_seite + 1] if grenze else
                  menge.order_by(*schluessel)[: je_seite + 1])  # fmt: skip
    mehr, zeilen = len(zeilen) > je_seite, zeilen[:je_seite]
    if grenze and rueckwaerts:
        zeilen.reverse()
        return Blatt(zeilen, zeilen[0].pk if mehr else None, zeilen[-1].pk if zeilen else None, je_seite)
    erste = zeilen[0].pk if grenze and zeilen else None
    return Blatt(zeilen, erste, zeilen[-1].pk if mehr else None, je_seite)


def _umgekehrt(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _grenze(menge: QuerySet[M], schluessel: Sequence[str], stelle: str | None) -> Q | None:
    """All rows beyond the row `stelle`: (a > x) or (a = x and b > y) or …"""
    try:
        pk = UUID(stelle or "")
    except ValueError:
        return None
    namen = [name.removeprefix("-") for name in schluessel]
    werte: tuple[Any, ...] | None = menge.filter(pk=pk).values_list(*namen).first()
    if werte is None:
        return None
    stufen = []
    for i, name in enumerate(schluessel):
        gleich = dict(zip(namen[:i], werte[:i], strict=True))
        dahinter = "lt" if name.startswith("-") else "gt"
        stufen.append(Q(**gleich, **{f"{namen[i]}__{dahinter}": werte[i]}))
    # The first key bounds everything, so that the database can begin in the middle of its index.
    rand = Q(**{f"{namen[0]}__{'lte' if schluessel[0].startswith('-') else 'gte'}": werte[0]})
    return rand & reduce(or_, stufen)
