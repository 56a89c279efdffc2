"""What the room of the figures announces."""

from familienbuero.raum import Navigationseintrag, Raum
from statistik.kennzahlen.views import LESENDE

RAUM = Raum(
    name="kennzahlen",
    navigation=(
        Navigationseintrag(
            bereich="Statistik", text="Statistik", adresse="kennzahlen:zahlen", rollen=LESENDE, platz=80
        ),
    ),
)
