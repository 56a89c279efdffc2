"""What the room of the figures announces."""

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.raum import Navigationseintrag, Raum
from statistik.kennzahlen.views import LESENDE

RAUM = Raum(
    name="kennzahlen",
    navigation=(
        Navigationseintrag(
            bereich="Statistik", text="Statistik", adresse="kennzahlen:zahlen", rollen=LESENDE, platz=80
        ),
    ),
    datenklassen={
        "Jahreszahl": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.FALL: ("jahr", "kennzahl", "haushalte", "kinder", "quelle"),
        }
    },
)
