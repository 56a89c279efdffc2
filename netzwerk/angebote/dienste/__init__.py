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
from netzwerk.angebote.dienste.kalenderquellen import (
    faellige_kalender_holen,
    kalender_holen,
    kalender_vormerken,
    rechner_erlauben,
)
from netzwerk.angebote.dienste.partner import (
    alles_stimmt,
    link_verschicken,
    partner_fragen,
    partner_sagt_termin_ab,
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
from netzwerk.angebote.dienste.vorschlaege import (
    angebot_vorschlagen,
    vorschlag_ablehnen,
    vorschlag_uebernehmen,
)

__all__ = [
    "alle_fortschreiben",
    "alles_stimmt",
    "angebot_kopieren",
    "angebot_pruefen",
    "angebot_schreiben",
    "angebot_vorschlagen",
    "faellige_kalender_holen",
    "kalender_holen",
    "kalender_vormerken",
    "link_verschicken",
    "naechste_setzen",
    "partner_fragen",
    "partner_sagt_termin_ab",
    "rechner_erlauben",
    "staende_nachfuehren",
    "stand_aendern",
    "suche_erneuern",
    "termin_absagen",
    "termin_verlegen",
    "termin_wieder_aufnehmen",
    "termine_fortschreiben",
    "termine_nachfuehren",
    "vergangene_fortschreiben",
    "vorschlag_ablehnen",
    "vorschlag_uebernehmen",
]
