"""What one can do with a table of the office: check it, take it over, discard it."""

from willkommensbesuche.altbestand.dienste.tabellen import (
    bericht_erstellen,
    sofort_uebernehmen,
    tabelle_pruefen,
    tabelle_uebernehmen_lassen,
    tabelle_verwerfen,
    uebernahmen_nachholen,
    uebernehmen,
)

__all__ = [
    "bericht_erstellen",
    "sofort_uebernehmen",
    "tabelle_pruefen",
    "tabelle_uebernehmen_lassen",
    "tabelle_verwerfen",
    "uebernahmen_nachholen",
    "uebernehmen",
]
