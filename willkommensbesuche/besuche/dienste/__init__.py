"""What one can do with visits: report and check, plan, move, log. One verb each."""

from willkommensbesuche.besuche.dienste.anrufe import anruf_notieren
from willkommensbesuche.besuche.dienste.entwurf import (
    alte_entwuerfe_vernichten,
    entwurf_speichern,
    entwurf_verwerfen,
)
from willkommensbesuche.besuche.dienste.loeschen import besuch_loeschen, kein_kontakt, kontakt_wieder_erlaubt
from willkommensbesuche.besuche.dienste.melden import (
    NeuerFall,
    besuch_eintragen,
    besuch_wieder_aufnehmen,
    besuche_melden,
    familien_neu_pruefen,
    ueber_besuch_entscheiden,
)
from willkommensbesuche.besuche.dienste.nachtragen import Nachtrag, besuche_nachtragen
from willkommensbesuche.besuche.dienste.planen import Planergebnis, besuche_planen
from willkommensbesuche.besuche.dienste.protokoll import (
    AndererTermin,
    Protokollangaben,
    besuch_protokollieren,
    folge_faellig_am,
)
from willkommensbesuche.besuche.dienste.termine import (
    Uebergabe,
    besuch_absagen,
    besuch_ausfallen_lassen,
    besuch_bestaetigen,
    besuch_buchen,
    besuch_einladen,
    besuch_festlegen,
    besuch_herausnehmen,
    besuch_verschieben,
    besuche_tauschen,
    liste_uebergeben,
    termin_vergleichen,
)
from willkommensbesuche.besuche.dienste.wunsch import (
    besuch_wuenschen,
    familie_eintragen,
    wuensche_eingegangen,
    wunsch_loeschen,
)
from willkommensbesuche.besuche.dienste.zurueck import schritt_zuruecknehmen

__all__ = [
    "AndererTermin",
    "Nachtrag",
    "NeuerFall",
    "Planergebnis",
    "Protokollangaben",
    "Uebergabe",
    "alte_entwuerfe_vernichten",
    "anruf_notieren",
    "besuch_absagen",
    "besuch_ausfallen_lassen",
    "besuch_bestaetigen",
    "besuch_buchen",
    "besuch_einladen",
    "besuch_eintragen",
    "besuch_festlegen",
    "besuch_herausnehmen",
    "besuch_loeschen",
    "besuch_protokollieren",
    "besuch_verschieben",
    "besuch_wieder_aufnehmen",
    "besuch_wuenschen",
    "besuche_melden",
    "besuche_nachtragen",
    "besuche_planen",
    "besuche_tauschen",
    "entwurf_speichern",
    "entwurf_verwerfen",
    "familie_eintragen",
    "familien_neu_pruefen",
    "folge_faellig_am",
    "kein_kontakt",
    "kontakt_wieder_erlaubt",
    "liste_uebergeben",
    "schritt_zuruecknehmen",
    "termin_vergleichen",
    "ueber_besuch_entscheiden",
    "wuensche_eingegangen",
    "wunsch_loeschen",
]
