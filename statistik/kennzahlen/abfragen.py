"""Figures of the visits: questions to their ledger, nothing is counted elsewhere."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from statistik.kennzahlen.regeln import KENNZAHLEN, Wert

# A case counts once per state it has reached; a no and "not reached" only if they are where it ended.
# Both tables are read from indexes alone (besuch_zahlen, besuchverlauf_zahlen): a year costs a year.
_SQL = """
SELECT date_trunc('month', besuch.tag::timestamp)::date, besuch.anlass, besuch.stadtteil_id, erreicht.nach,
       count(*), coalesce(sum(besuch.anzahl_kinder), 0)
  FROM besuche_besuch besuch
 CROSS JOIN LATERAL (
       SELECT DISTINCT verlauf.nach
         FROM besuche_besuchverlauf verlauf
        WHERE verlauf.fall_id = besuch.id
          AND NOT verlauf.zurueckgenommen
          AND verlauf.nach = ANY(%(staende)s)
          AND (verlauf.nach NOT IN ('abgesagt', 'nicht_erreicht') OR verlauf.nach = besuch.status)
       ) erreicht
 WHERE besuch.tag BETWEEN %(von)s AND %(bis)s
   AND (%(stadtteil)s::uuid IS NULL OR besuch.stadtteil_id = %(stadtteil)s)
 GROUP BY 1, 2, 3, 4
"""
NACH_STAND = {kennzahl.stand: kennzahl.name for kennzahl in KENNZAHLEN}


@dataclass(frozen=True)
class Ausschnitt:
    """What is counted: days from `von` to `bis`, both included, in the whole city or in one district."""

    von: date
    bis: date
    stadtteil: UUID | None = None


# The figures of a group: name -> value.
Werte = dict[str, Wert]


@dataclass(frozen=True)
class Zaehlung:
    """The figures of a period as a whole and by month, occasion and district."""

    gesamt: Werte
    monat: dict[date, Werte]
    anlass: dict[str, Werte]
    stadtteil: dict[UUID | None, Werte]


def zaehlen(ausschnitt: Ausschnitt) -> Zaehlung:
    """All figures of the period in one go; in `gesamt` what did not happen is zero."""
    angaben = {
        "von": ausschnitt.von,
        "bis": ausschnitt.bis,
        "stadtteil": ausschnitt.stadtteil,
        "staende": list(NACH_STAND),
    }
    zaehlung = Zaehlung({kennzahl.name: Wert() for kennzahl in KENNZAHLEN}, {}, {}, {})
    with connection.cursor() as cursor:
        cursor.execute(_SQL, angaben)
        for monat, anlass, stadtteil, stand, haushalte, kinder in cursor.fetchall():
            for werte in (
                zaehlung.gesamt,
                zaehlung.monat.setdefault(monat, {}),
                zaehlung.anlass.setdefault(anlass, {}),
                zaehlung.stadtteil.setdefault(stadtteil, {}),
            ):
                name = NACH_STAND[stand]
                bisher = werte.get(name, Wert())
                werte[name] = Wert(bisher.haushalte + haushalte, bisher.kinder + kinder)
    return zaehlung
