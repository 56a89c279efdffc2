"""Offers, translations, places, series, dates; sign-ups and heads; what partners propose and are asked."""

from netzwerk.angebote.models.angebot import Angebot, AngebotVerlauf, Leitung
from netzwerk.angebote.models.anmeldung import Anmeldung, AnmeldungVerlauf, Besucherzaehlung
from netzwerk.angebote.models.kalenderquellen import Kalendereintrag, Kalenderquelle, Kalenderrechner
from netzwerk.angebote.models.orte import Format, Ort, Suchwort
from netzwerk.angebote.models.termine import Angebotstermin, Terminreihe
from netzwerk.angebote.models.uebersetzung import Uebersetzung
from netzwerk.angebote.models.vorschlaege import Aenderungsvorschlag, AenderungsvorschlagVerlauf, Rueckfrage

__all__ = [
    "Aenderungsvorschlag",
    "AenderungsvorschlagVerlauf",
    "Angebot",
    "AngebotVerlauf",
    "Angebotstermin",
    "Anmeldung",
    "AnmeldungVerlauf",
    "Besucherzaehlung",
    "Format",
    "Kalendereintrag",
    "Kalenderquelle",
    "Kalenderrechner",
    "Leitung",
    "Ort",
    "Rueckfrage",
    "Suchwort",
    "Terminreihe",
    "Uebersetzung",
]
