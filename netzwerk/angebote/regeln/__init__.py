"""What holds for offers: when they take place, what is said of them, how they are found."""

from netzwerk.angebote.regeln.anmeldung import (
    ANMELDEN,
    BEDENKZEIT,
    ERINNERN_VOR,
    HOECHSTENS_GEZAEHLT,
    HOECHSTENS_KINDER,
    Koepfe,
    antwortfrist,
    rueckt_nach,
)
from netzwerk.angebote.regeln.auswahl import (
    HOECHSTALTER,
    NACH_NAEHE,
    NACH_NAMEN,
    Auswahl,
    Suche,
    passt_zum_alter,
)
from netzwerk.angebote.regeln.reihen import HORIZONT, Reihe, monatswoche, tage_der_reihe, zeit_am
from netzwerk.angebote.regeln.suche import wortmenge, wortschluessel
from netzwerk.angebote.regeln.uebersetzung import (
    DEUTSCH,
    EIGENE_WORTE,
    Wortlaut,
    abdruck_der_worte,
    stand_der_uebersetzung,
    wortlaut,
)
from netzwerk.angebote.regeln.vorschlag import (
    ABSTAND,
    OEFFENTLICHE_FELDER,
    angaben,
    unterschiede,
)
from netzwerk.angebote.regeln.worte import (
    adressname,
    alter_in_worten,
    ein_alter,
    kosten_in_worten,
    reihe_in_worten,
    suchworte,
)

__all__ = [
    "ABSTAND",
    "ANMELDEN",
    "BEDENKZEIT",
    "DEUTSCH",
    "EIGENE_WORTE",
    "ERINNERN_VOR",
    "HOECHSTALTER",
    "HOECHSTENS_GEZAEHLT",
    "HOECHSTENS_KINDER",
    "HORIZONT",
    "NACH_NAEHE",
    "NACH_NAMEN",
    "OEFFENTLICHE_FELDER",
    "Auswahl",
    "Koepfe",
    "Reihe",
    "Suche",
    "Wortlaut",
    "abdruck_der_worte",
    "adressname",
    "alter_in_worten",
    "angaben",
    "antwortfrist",
    "ein_alter",
    "kosten_in_worten",
    "monatswoche",
    "passt_zum_alter",
    "reihe_in_worten",
    "rueckt_nach",
    "stand_der_uebersetzung",
    "suchworte",
    "tage_der_reihe",
    "unterschiede",
    "wortlaut",
    "wortmenge",
    "wortschluessel",
    "zeit_am",
]
