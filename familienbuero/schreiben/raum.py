"""What the room of the letters announces."""

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.raum import Raum

AUFTRAG = ("id", "stand", "stand_seit", "pacht_bis", "versuche", "fehler")

RAUM = Raum(
    name="schreiben",
    datenklassen={
        "Stapel": {
            Datenklasse.TECHNISCH: (*AUFTRAG, "art", "erstellt_am", "ausgegeben_am", "seiten", "pruefsumme"),
            Datenklasse.FALL: ("von", "bis", "datum", "versandt_am"),
            Datenklasse.BESCHAEFTIGTE: ("erstellt_von",),
        },
        "Schreiben": {
            Datenklasse.TECHNISCH: (*AUFTRAG, "stapel", "seiten", "groesse", "pruefsumme"),
            Datenklasse.ANSCHRIFT: ("sortierung",),
            Datenklasse.FALL: ("zurueckgestellt", "aussortieren"),
        },
    },
)
