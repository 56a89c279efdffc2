"""What this room says about itself."""

from familienbuero.raum import Raum

RAUM = Raum(
    name="kalender",
    # The data classes lie above this room, so they are named by their values.
    datenklassen={
        "Schliesstag": {"technisch": ("id",), "einstellung": ("von", "bis", "grund")},
        "Schulferien": {"technisch": ("id",), "einstellung": ("name", "von", "bis")},
    },
)
