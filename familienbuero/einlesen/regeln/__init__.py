"""How a file from outside is read: limits, cells, profiles, CSV and XLSX. Pure functions over bytes."""

from familienbuero.einlesen.regeln.ausgabe import csv_ausgeben
from familienbuero.einlesen.regeln.grenzen import GRENZEN, Grenzen
from familienbuero.einlesen.regeln.lesen import Liste, Rohzeile, lesen
from familienbuero.einlesen.regeln.profil import Importprofil, profile_laden
from familienbuero.einlesen.regeln.pruefung import Vorgaben, Zeilenpruefung
from familienbuero.einlesen.regeln.zellen import Fehler

__all__ = [
    "GRENZEN",
    "Fehler",
    "Grenzen",
    "Importprofil",
    "Liste",
    "Rohzeile",
    "Vorgaben",
    "Zeilenpruefung",
    "csv_ausgeben",
    "lesen",
    "profile_laden",
]
