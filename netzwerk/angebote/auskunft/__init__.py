"""What pages show, gathered from several models."""

from netzwerk.angebote.auskunft.ferien import ferienplan
from netzwerk.angebote.auskunft.kalender import als_naechstes, monat, woche
from netzwerk.angebote.auskunft.suche import mit_gemeintem_termin, passende, passende_termine, suche_zu
from netzwerk.angebote.auskunft.uebersetzung import ZIELSPRACHEN, mit_wortlaut, uebersetzungszeilen
from netzwerk.angebote.auskunft.vorschlag import gegenueberstellung

__all__ = [
    "ZIELSPRACHEN",
    "als_naechstes",
    "ferienplan",
    "gegenueberstellung",
    "mit_gemeintem_termin",
    "mit_wortlaut",
    "monat",
    "passende",
    "passende_termine",
    "suche_zu",
    "uebersetzungszeilen",
    "woche",
]
