"""What this room says about itself."""

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.raum import Raum

RAUM = Raum(
    name="einlesen",
    datenklassen={
        "Eingangsdatei": {
            Datenklasse.TECHNISCH: (
                "id",
                "groesse",
                "pruefsumme",
                "eingegangen_am",
                "verfaellt_am",
                "vernichtet_am",
            ),
            # People put names into file names.
            Datenklasse.PERSON: ("dateiname",),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        }
    },
)
