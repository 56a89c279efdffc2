"""What this room says about itself."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.einlesen.dienste import UNERWARTET
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Auftragsart, Faelliges, Raum
from willkommensbesuche.altbestand.dienste import tabelle_uebernehmen_lassen
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.altbestand.tasks import uebernehmen


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


def tabelle_noch_einmal(tabelle_id: UUID, durch: Benutzer) -> None:
    """Try a take-over again that people had decided on, and that failed for no reason of theirs."""
    tabelle_uebernehmen_lassen(tabelle_id, wer=durch)
    transaction.on_commit(partial(uebernehmen.delay, str(tabelle_id)), robust=True)


TABELLEN = Auftragsart(
    kennung="tabellen",
    text="Tabellen des Büros",
    offen=lambda: Bestandstabelle.objects.in_uebernahme(),
    # A refusal is the business of the office.
    geparkt=lambda: Bestandstabelle.objects.wartend().geparkt().filter(fehler=UNERWARTET),
    noch_einmal=tabelle_noch_einmal,
)

RAUM = Raum(
    name="altbestand",
    heute=heute,
    auftraege=(TABELLEN,),
    datenklassen={
        "Bestandstabelle": {
            Datenklasse.TECHNISCH: (
                "id", "stand", "stand_seit", "pacht_bis", "versuche", "fehler", "eingang", "status",
                "geprueft_am", "gruende",
            ),
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
