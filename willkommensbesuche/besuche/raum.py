"""What the room of the visits announces."""

from familienbuero.raum import Raum
from willkommensbesuche.besuche.dienste.protokoll import folgeauftrag_erledigt

RAUM = Raum(name="besuche", erledigt=folgeauftrag_erledigt)
