"""Figures of the visits: questions to their ledger, nothing is counted elsewhere."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from statistik.kennzahlen.regeln import KENNZAHLEN, Wert

# A case counts once per state it has reached; a no and "not reached" only if they are where it ended.
_SQL = """
WITH erreicht AS (
    SELECT DISTINCT verlauf.fall_id, verlauf.nach, {gruppe} AS gruppe, besuch.anzahl_kinder
      FROM besuche_besuchverlauf verlauf
      JOIN besuche_besuch besuch ON besuch.id = verlauf.fall_id
     WHERE besuch.tag BETWEEN %(von)s AND %(bis)s
       AND verlauf.nach = ANY(%(staende)s)
       AND (verlauf.nach NOT IN ('abgesagt', 'nicht_erreicht') OR verlauf.nach = besuch.status)
       AND (%(stadtteil)s::uuid IS NULL OR besuch.stadtteil_id = %(stadtteil)s)
)
SELECT gruppe, nach, count(*), coalesce(sum(anzahl_kinder), 0) FROM erreicht GROUP BY gruppe, nach
"""
NACH_STAND = {kennzahl.stand: kennzahl.name for kennzahl in KENNZAHLEN}
GRUPPEN = {
    "gesamt": "''",
    "monat": "date_trunc('month', besuch.tag)::date",
    "anlass": "besuch.anlass",
    "stadtteil": "besuch.stadtteil_id",
}


@dataclass(frozen=True)
class Ausschnitt:
    """What is counted: days from `von` to `bis`, both included, in the whole city or in one district."""

    von: date
    bis: date
    stadtteil: UUID | None = None


def gezaehlt(ausschnitt: Ausschnitt, nach: str = "gesamt") -> dict[Any, dict[str, Wert]]:
    """The figures by group ("gesamt", "monat", "anlass" or "stadtteil"): group -> name -> value."""
    angaben = {
        "von": ausschnitt.von,
        "bis": ausschnitt.bis,
        "stadtteil": ausschnitt.stadtteil,
        "staende": list(NACH_STAND),
    }
    ergebnis: dict[Any, dict[str, Wert]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(gruppe=GRUPPEN[nach]), angaben)
        for gruppe, stand, haushalte, kinder in cursor.fetchall():
            ergebnis[gruppe][NACH_STAND[stand]] = Wert(haushalte, kinder)
    return dict(ergebnis)


def summen(ausschnitt: Ausschnitt) -> dict[str, Wert]:
    """All figures of the period; what did not happen is zero."""
    gefunden = gezaehlt(ausschnitt).get("", {})
    return {kennzahl.name: gefunden.get(kennzahl.name, Wert()) for kennzahl in KENNZAHLEN}
