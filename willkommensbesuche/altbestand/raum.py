"""What this room says about itself."""

from django.urls import reverse
from django.utils import timezone

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Faelliges, Raum
from willkommensbesuche.altbestand.models import Bestandstabelle


def heute(benutzer: Benutzer) -> list[Faelliges]:
    """Tables that wait for a decision."""
    wartende = Bestandstabelle.objects.sichtbar_fuer(benutzer).wartend().order_by("eingang__verfaellt_am")
    fristen = list(wartende.values_list("eingang__verfaellt_am", flat=True))
    if not fristen:
        return []
    was = "Tabellen des Büros warten" if fristen[1:] else "Tabelle des Büros wartet"
    return [
        Faelliges(
            anzahl=len(fristen),
            titel=f"{was} auf die Übernahme",
            satz="Bis dahin ist aus ihr nichts gespeichert.",
            adresse=reverse("altbestand:tabellen"),
            frist=f"bis {timezone.localtime(fristen[0]):%d.%m., %H:%M} Uhr",
        )
    ]


RAUM = Raum(
    name="altbestand",
    heute=heute,
    datenklassen={
        "Bestandstabelle": {
            Datenklasse.TECHNISCH: ("id", "eingang", "status", "geprueft_am", "gruende"),
            Datenklasse.FALL: (
                "gelesen", "neu", "bekannt", "zurueckgewiesen", "laufende", "beendete", "neue_familien",
            ),
        },
        "BestandstabelleVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "von", "nach", "wann", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
    },
)  # fmt: skip
