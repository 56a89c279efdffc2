"""What one can do with a registry list: check it, take it over, discard it."""

from willkommensbesuche.meldungen.dienste.listen import (
    liste_pruefen,
    liste_uebernehmen_lassen,
    liste_verwerfen,
    sofort_uebernehmen,
    uebernahmen_nachholen,
    verfallene_vernichten,
)
from willkommensbesuche.meldungen.dienste.pruefen import bericht_erstellen
from willkommensbesuche.meldungen.dienste.uebernehmen import uebernehmen

__all__ = [
    "bericht_erstellen",
    "liste_pruefen",
    "liste_uebernehmen_lassen",
    "liste_verwerfen",
    "sofort_uebernehmen",
    "uebernahmen_nachholen",
    "uebernehmen",
    "verfallene_vernichten",
]
