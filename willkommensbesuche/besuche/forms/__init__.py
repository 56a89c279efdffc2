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
from willkommensbesuche.besuche.forms.protokoll import Protokollformular, aus_entwurf, eingegeben

__all__ = [
    "Absage",
    "Abwesenheiten",
    "Anrufnotizformular",
    "Besuchsfilter",
    "Dienstzeiten",
    "Familienformular",
    "Kraftformular",
    "Protokollformular",
    "Regelnformular",
    "Schliesstage",
    "Tauschwahl",
    "Terminwahl",
    "Uebergabeformular",
    "aus_entwurf",
    "eingegeben",
    "fenster_in_worten",
    "fenster_schreiben",
    "in_einer_woche",
]
