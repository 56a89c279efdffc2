"""Forms of the public list and of the office."""

from netzwerk.angebote.forms.anmeldung import (
    Aenderung,
    Anmeldeformular,
    Berichtigung,
    Telefonanmeldung,
    Zaehlformular,
)
from netzwerk.angebote.forms.buero import (
    Angebotsformular,
    Formatformular,
    Kopieformular,
    Leitungen,
    Ortsformular,
    Pflegefilter,
    Terminabsage,
    Terminreihen,
    Terminverlegung,
)
from netzwerk.angebote.forms.kalenderquellen import Quellenformular, Rechnerformular
from netzwerk.angebote.forms.partner import Ablehnungsformular, Vorschlagsformular
from netzwerk.angebote.forms.suche import ORDNUNGEN, UMKREIS, Angebotsfilter
from netzwerk.angebote.forms.uebersetzung import Uebersetzungsformular

__all__ = [
    "ORDNUNGEN",
    "UMKREIS",
    "Ablehnungsformular",
    "Aenderung",
    "Angebotsfilter",
    "Angebotsformular",
    "Anmeldeformular",
    "Berichtigung",
    "Formatformular",
    "Kopieformular",
    "Leitungen",
    "Ortsformular",
    "Pflegefilter",
    "Quellenformular",
    "Rechnerformular",
    "Telefonanmeldung",
    "Terminabsage",
    "Terminreihen",
    "Terminverlegung",
    "Uebersetzungsformular",
    "Vorschlagsformular",
    "Zaehlformular",
]
