"""Offers, places, series and dates."""

from netzwerk.angebote.models.angebot import Angebot, AngebotVerlauf, Leitung
from netzwerk.angebote.models.orte import Format, Ort, Suchwort
from netzwerk.angebote.models.termine import Angebotstermin, Terminreihe

__all__ = [
    "Angebot",
    "AngebotVerlauf",
    "Angebotstermin",
    "Format",
    "Leitung",
    "Ort",
    "Suchwort",
    "Terminreihe",
]
