"""What this room says about itself."""

from familienbuero.raum import Raum

RAUM = Raum(
    name="wecker",
    # The data classes lie above this room, so they are named by their values.
    datenklassen={
        "Wecker": {"technisch": ("id", "name", "geplant_fuer", "begonnen_am", "beendet_am", "fehler")},
    },
)
