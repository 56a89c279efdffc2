"""What the room of the letters announces."""

from uuid import UUID

from familienbuero.auftrag import LAUFEND
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Auftragsart, Raum
from familienbuero.schreiben.dienste import nachricht_noch_einmal, nachrichten_loeschen
from familienbuero.schreiben.models import Nachricht
from familienbuero.schreiben.tasks import nachrichten_laeuten

AUFTRAG = ("id", "stand", "stand_seit", "pacht_bis", "versuche", "fehler")


def noch_einmal(nachricht_id: UUID, durch: Benutzer) -> None:
    """Try a mail again that did not get through."""
    nachricht_noch_einmal(nachricht_id)
    nachrichten_laeuten()


NACHRICHTEN = Auftragsart(
    kennung="nachrichten",
    text="E-Mails",
    offen=lambda: Nachricht.objects.filter(stand__in=LAUFEND),
    geparkt=lambda: Nachricht.objects.all().geparkt(),
    noch_einmal=noch_einmal,
)

RAUM = Raum(
    name="schreiben",
    auftraege=(NACHRICHTEN,),
    fall_loeschen=nachrichten_loeschen,
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
        "Nachricht": {
            Datenklasse.TECHNISCH: (*AUFTRAG, "fall", "erstellt_am"),
            Datenklasse.KONTAKT: ("empfaenger",),
            Datenklasse.FREITEXT: ("betreff", "text"),
        },
    },
)
