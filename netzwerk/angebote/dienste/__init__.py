"""What one can do with offers and their dates."""

from netzwerk.angebote.dienste.angebote import (
    angebot_kopieren,
    angebot_pruefen,
    angebot_schreiben,
    staende_nachfuehren,
    stand_aendern,
    suche_erneuern,
    termine_nachfuehren,
)
from netzwerk.angebote.dienste.termine import (
    alle_fortschreiben,
    naechste_setzen,
    termin_absagen,
    termin_verlegen,
    termin_wieder_aufnehmen,
    termine_fortschreiben,
    vergangene_fortschreiben,
)

__all__ = [
    "alle_fortschreiben",
    "angebot_kopieren",
    "angebot_pruefen",
    "angebot_schreiben",
    "naechste_setzen",
    "staende_nachfuehren",
    "stand_aendern",
    "suche_erneuern",
    "termin_absagen",
    "termin_verlegen",
    "termin_wieder_aufnehmen",
    "termine_fortschreiben",
    "termine_nachfuehren",
    "vergangene_fortschreiben",
]
