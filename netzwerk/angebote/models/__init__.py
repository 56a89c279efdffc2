"""Offers, places, series and dates, sign-ups and heads that were counted."""

from netzwerk.angebote.models.angebot import Angebot, AngebotVerlauf, Leitung
from netzwerk.angebote.models.anmeldung import Anmeldung, AnmeldungVerlauf, Besucherzaehlung
from netzwerk.angebote.models.orte import Format, Ort
from netzwerk.angebote.models.termine import Angebotstermin, Terminreihe

__all__ = [
    "Angebot",
    "AngebotVerlauf",
    "Angebotstermin",
    "Anmeldung",
    "AnmeldungVerlauf",
    "Besucherzaehlung",
    "Format",
    "Leitung",
    "Ort",
    "Terminreihe",
]
