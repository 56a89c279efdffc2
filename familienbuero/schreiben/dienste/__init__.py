"""What one can do with letters and mails."""

from familienbuero.schreiben.dienste.briefe import (
    NICHT_GEBUNDEN,
    NICHT_GESETZT,
    naechstes_schreiben,
    schreiben_ablegen,
    schreiben_loeschen,
    schreiben_zurueckstellen,
    seitenzahl,
    stapel_binden,
    stapel_freigeben,
    stapel_neu_binden,
    stapel_pachten,
    stapel_zum_binden,
    verlaengern,
)
from familienbuero.schreiben.dienste.nachrichten import (
    anruf_vormerken,
    anrufe_erledigen,
    nachricht_noch_einmal,
    nachricht_schreiben,
    nachricht_senden,
    nachrichten_loeschen,
    wartende_senden,
)

__all__ = [
    "NICHT_GEBUNDEN",
    "NICHT_GESETZT",
    "anruf_vormerken",
    "anrufe_erledigen",
    "nachricht_noch_einmal",
    "nachricht_schreiben",
    "nachricht_senden",
    "nachrichten_loeschen",
    "naechstes_schreiben",
    "schreiben_ablegen",
    "schreiben_loeschen",
    "schreiben_zurueckstellen",
    "seitenzahl",
    "stapel_binden",
    "stapel_freigeben",
    "stapel_neu_binden",
    "stapel_pachten",
    "stapel_zum_binden",
    "verlaengern",
    "wartende_senden",
]
