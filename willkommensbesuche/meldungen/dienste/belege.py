"""The proof of the rows of a list that is taken over: which line, its hash, and what came of it."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from familienbuero.einlesen.regeln import Fehler
from familienbuero.massen import zeilen_einfuegen
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.models import Meldeliste, Meldung

_SPALTEN = ["id", "liste", "zeile", "abdruck", "ergebnis", "kind", "gruende"]
_OHNE_GRUND = Jsonb([])


class Beleg(NamedTuple):
    """Proof of one row; of a refused one with what is wrong with it."""

    zeile: int
    abdruck: str
    ergebnis: Ergebnis
    kind: UUID | None = None
    fehler: tuple[Fehler, ...] = ()


def belegen(belege: Collection[Beleg], liste: Meldeliste) -> None:
    """Write the proof of rows."""
    zeilen_einfuegen(Meldung, _SPALTEN, [_spalten(beleg, liste.pk) for beleg in belege])


def _spalten(beleg: Beleg, liste: UUID) -> tuple[object, ...]:
    gruende = (
        Jsonb([[fehler.spalte, fehler.grund] for fehler in beleg.fehler]) if beleg.fehler else _OHNE_GRUND
    )
    return uuid4(), liste, beleg.zeile, beleg.abdruck, beleg.ergebnis.value, beleg.kind, gruende
