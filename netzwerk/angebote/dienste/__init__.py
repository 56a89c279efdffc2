"""What one can do with offers, their dates, sign-ups and counted heads."""

from netzwerk.angebote.dienste.angebote import (
    angebot_kopieren,
    angebot_pruefen,
    angebot_schreiben,
    staende_nachfuehren,
    stand_aendern,
    suche_erneuern,
    termine_nachfuehren,
)
from netzwerk.angebote.dienste.anmeldung import (
    Anmeldeangaben,
    SchonAngemeldet,
    anmelden,
    anmeldung_aendern,
    anmeldung_bestaetigen,
    anmeldung_stornieren,
    familie_anmelden,
    teilnahme_vermerken,
)
from netzwerk.angebote.dienste.kalenderquellen import (
    faellige_kalender_holen,
    kalender_holen,
    kalender_vormerken,
    rechner_erlauben,
)
from netzwerk.angebote.dienste.loeschen import (
    anmeldung_loeschen,
    anmeldungen_beendet,
    gefoerderte_beendet,
)
from netzwerk.angebote.dienste.mitteilen import an_ersten_termin_erinnern, anzurufende
from netzwerk.angebote.dienste.partner import (
    alles_stimmt,
    link_verschicken,
    partner_fragen,
    partner_sagt_termin_ab,
    unerreichte,
)
from netzwerk.angebote.dienste.plaetze import alle_nachruecken, nachruecken
from netzwerk.angebote.dienste.termine import (
    alle_fortschreiben,
    geaenderte_termine_mitteilen,
    naechste_setzen,
    termin_absagen,
    termin_verlegen,
    termin_wieder_aufnehmen,
    termine_fortschreiben,
    vergangene_fortschreiben,
)
from netzwerk.angebote.dienste.uebersetzungen import (
    uebersetzung_loeschen,
    uebersetzung_schreiben,
    uebersetzungen_stimmen,
)
from netzwerk.angebote.dienste.vorschlaege import (
    angebot_vorschlagen,
    vorschlag_ablehnen,
    vorschlag_uebernehmen,
    vorschlag_zurueckziehen,
)
from netzwerk.angebote.dienste.zaehlen import besucher_tippen, besucher_zaehlen

__all__ = [
    "Anmeldeangaben",
    "SchonAngemeldet",
    "alle_fortschreiben",
    "alle_nachruecken",
    "alles_stimmt",
    "an_ersten_termin_erinnern",
    "angebot_kopieren",
    "angebot_pruefen",
    "angebot_schreiben",
    "angebot_vorschlagen",
    "anmelden",
    "anmeldung_aendern",
    "anmeldung_bestaetigen",
    "anmeldung_loeschen",
    "anmeldung_stornieren",
    "anmeldungen_beendet",
    "anzurufende",
    "besucher_tippen",
    "besucher_zaehlen",
    "faellige_kalender_holen",
    "familie_anmelden",
    "geaenderte_termine_mitteilen",
    "gefoerderte_beendet",
    "kalender_holen",
    "kalender_vormerken",
    "link_verschicken",
    "nachruecken",
    "naechste_setzen",
    "partner_fragen",
    "partner_sagt_termin_ab",
    "rechner_erlauben",
    "staende_nachfuehren",
    "stand_aendern",
    "suche_erneuern",
    "teilnahme_vermerken",
    "termin_absagen",
    "termin_verlegen",
    "termin_wieder_aufnehmen",
    "termine_fortschreiben",
    "termine_nachfuehren",
    "uebersetzung_loeschen",
    "uebersetzung_schreiben",
    "uebersetzungen_stimmen",
    "unerreichte",
    "vergangene_fortschreiben",
    "vorschlag_ablehnen",
    "vorschlag_uebernehmen",
    "vorschlag_zurueckziehen",
]
