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
from netzwerk.angebote.regeln.auswahl import HOECHSTALTER, Auswahl, passt_zum_alter
from netzwerk.angebote.regeln.reihen import HORIZONT, Reihe, tage_der_reihe, zeit_am
from netzwerk.angebote.regeln.suche import mit_verwandten, wortschluessel
from netzwerk.angebote.regeln.worte import adressname, alter_in_worten, ein_alter, kosten_in_worten, suchworte

__all__ = [
    "ANMELDEN",
    "BEDENKZEIT",
    "ERINNERN_VOR",
    "HOECHSTALTER",
    "HOECHSTENS_GEZAEHLT",
    "HOECHSTENS_KINDER",
    "HORIZONT",
    "Auswahl",
    "Koepfe",
    "Reihe",
    "adressname",
    "alter_in_worten",
    "antwortfrist",
    "ein_alter",
    "kosten_in_worten",
    "mit_verwandten",
    "passt_zum_alter",
    "rueckt_nach",
    "suchworte",
    "tage_der_reihe",
    "wortschluessel",
    "zeit_am",
]
