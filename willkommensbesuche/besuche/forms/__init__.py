"""Forms of the visits."""

from willkommensbesuche.besuche.forms.besuche import (
    Absage,
    Abwesenheiten,
    Anrufnotizformular,
    Besuchsfilter,
    Dienstzeiten,
    Familienformular,
    Kraftformular,
    Regelnformular,
    Schliesstage,
    Tauschwahl,
    Terminwahl,
    Uebergabeformular,
    fenster_in_worten,
    fenster_schreiben,
    in_einer_woche,
)
from willkommensbesuche.besuche.forms.protokoll import (
    Nachtrag,
    Protokollfelder,
    Protokollformular,
    anfang,
    eingegeben,
    papierfelder,
)
from willkommensbesuche.besuche.forms.wunsch import Wunschformular

__all__ = [
    "Absage",
    "Abwesenheiten",
    "Anrufnotizformular",
    "Besuchsfilter",
    "Dienstzeiten",
    "Familienformular",
    "Kraftformular",
    "Nachtrag",
    "Protokollfelder",
    "Protokollformular",
    "Regelnformular",
    "Schliesstage",
    "Tauschwahl",
    "Terminwahl",
    "Uebergabeformular",
    "Wunschformular",
    "anfang",
    "eingegeben",
    "fenster_in_worten",
    "fenster_schreiben",
    "in_einer_woche",
    "papierfelder",
]
