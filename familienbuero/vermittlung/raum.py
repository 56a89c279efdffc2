"""What the room of the follow-ups announces."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from familienbuero import kalender
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import (
    Faelliges,
    Familienabschnitt,
    Navigationseintrag,
    Raum,
    gezaehlt,
    zahl_in_worten,
)
from familienbuero.sprache import je_nach
from familienbuero.vermittlung.dienste import folgeauftraege_loeschen
from familienbuero.vermittlung.models import Folgeauftrag, FolgeauftragVerlauf

BETEILIGTE = (Rolle.LEITUNG, Rolle.KOORDINATION, Rolle.BESUCHSDIENST)


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Own follow-ups that are due."""
    offen = Folgeauftrag.objects.sichtbar_fuer(benutzer).offen()
    offen = offen.filter(zustaendig=benutzer, faellig_am__lte=kalender.heute())
    spaet = gezaehlt(offen.filter(faellig_am__lt=kalender.heute()))
    anzahl = gezaehlt(offen)
    punkt = Faelliges(
        anzahl=anzahl,
        titel=je_nach(anzahl, "Folgeauftrag ist fällig", "Folgeaufträge sind fällig"),
        satz="Was Familien sich gewünscht haben",
        adresse=reverse("vermittlung:liste"),
        frist=f"{zahl_in_worten(spaet)} überfällig" if spaet else "heute",
        eilt=spaet > 0,
    )
    return [punkt] if punkt.anzahl else []


def familienabschnitt(benutzer: Benutzer, familie: UUID) -> Familienabschnitt | None:
    """What follows for a family."""
    auftraege = (
        Folgeauftrag.objects.sichtbar_fuer(benutzer).filter(familie=familie).select_related("zustaendig")
    )
    if not auftraege:
        return None
    return Familienabschnitt(
        titel="Folgeaufträge", vorlage="vermittlung/_familie.html", inhalt={"auftraege": auftraege}
    )


RAUM = Raum(
    name="vermittlung",
    navigation=(
        Navigationseintrag(
            bereich="Willkommensbesuche",
            text="Folgeaufträge",
            adresse="vermittlung:liste",
            rollen=BETEILIGTE,
            platz=27,
        ),
    ),
    heute=heute,
    braucht_familie=lambda: Folgeauftrag.objects.filter(familie__isnull=False),
    fall_loeschen=folgeauftraege_loeschen,
    zur_familie={
        "Folgeauftrag": lambda familie: Folgeauftrag.objects.filter(familie=familie),
        "FolgeauftragVerlauf": lambda familie: FolgeauftragVerlauf.objects.filter(fall__familie=familie),
    },
    familienabschnitt=familienabschnitt,
    datenklassen={
        "Folgeauftrag": {
            Datenklasse.TECHNISCH: ("id", "quelle", "quelle_id", "erstellt_am"),
            Datenklasse.PERSON: ("familie",),
            Datenklasse.FALL: ("art", "ziel", "faellig_am", "status"),
            Datenklasse.BESCHAEFTIGTE: ("zustaendig",),
        },
        "FolgeauftragVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "wann"),
            Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
    },
)
