"""What this room says about itself."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.einlesen.dienste import UNERWARTET
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Auftragsart, Faelliges, Raum, gezaehlt
from familienbuero.sprache import je_nach
from netzwerk.angebotstabellen.dienste import tabelle_uebernehmen_lassen
from netzwerk.angebotstabellen.models import Angebotstabelle
from netzwerk.angebotstabellen.tasks import uebernehmen


def heute(benutzer: Benutzer) -> list[Faelliges]:
    """Tables that wait for a decision."""
    wartende = gezaehlt(Angebotstabelle.objects.sichtbar_fuer(benutzer).wartend())
    if not wartende:
        return []
    titel = je_nach(wartende, "Tabelle von Angeboten wartet", "Tabellen von Angeboten warten")
    return [
        Faelliges(
            anzahl=wartende,
            titel=f"{titel} auf die Übernahme",
            satz="Bis dahin ist aus ihr nichts gespeichert.",
            adresse=reverse("angebotstabellen:liste"),
        )
    ]


def tabelle_noch_einmal(tabelle_id: UUID, durch: Benutzer) -> None:
    """Try a take-over again that people had decided on, and that failed for no reason of theirs."""
    tabelle_uebernehmen_lassen(tabelle_id, wer=durch)
    transaction.on_commit(partial(uebernehmen.delay, str(tabelle_id)), robust=True)


TABELLEN = Auftragsart(
    kennung="angebotstabellen",
    text="Tabellen von Angeboten",
    offen=lambda: Angebotstabelle.objects.in_uebernahme(),
    # A refusal is the business of the office.
    geparkt=lambda: Angebotstabelle.objects.wartend().geparkt().filter(fehler=UNERWARTET),
    noch_einmal=tabelle_noch_einmal,
)

RAUM = Raum(
    name="angebotstabellen",
    heute=heute,
    auftraege=(TABELLEN,),
    datenklassen={
        "Angebotstabelle": {
            Datenklasse.TECHNISCH: (
                "id", "stand", "stand_seit", "pacht_bis", "versuche", "fehler", "eingang", "status",
                "geprueft_am", "gruende", "gelesen", "neu", "bekannt", "zurueckgewiesen",
            ),
        },
        "AngebotstabelleVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "von", "nach", "wann", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
    },
)  # fmt: skip
