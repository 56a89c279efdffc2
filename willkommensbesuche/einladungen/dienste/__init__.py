"""From a planned visit to a posted letter. One verb each."""

from willkommensbesuche.einladungen.dienste.anlegen import (
    ART,
    Vorschau,
    stapel_anlegen,
    vorschau,
    zeitraum_pruefen,
)
from willkommensbesuche.einladungen.dienste.briefe import (
    brief_neu_setzen,
    brief_setzen,
    briefe_loeschen,
    musterbrief,
)
from willkommensbesuche.einladungen.dienste.stapel import (
    stapel_ausgegeben,
    stapel_bearbeiten,
    stapel_fertigstellen,
    stapel_noch_einmal,
    stapel_uebernehmen,
)
from willkommensbesuche.einladungen.dienste.versand import stapel_nachpruefen, stapel_versenden

__all__ = [
    "ART",
    "Vorschau",
    "brief_neu_setzen",
    "brief_setzen",
    "briefe_loeschen",
    "musterbrief",
    "stapel_anlegen",
    "stapel_ausgegeben",
    "stapel_bearbeiten",
    "stapel_fertigstellen",
    "stapel_nachpruefen",
    "stapel_noch_einmal",
    "stapel_uebernehmen",
    "stapel_versenden",
    "vorschau",
    "zeitraum_pruefen",
]
