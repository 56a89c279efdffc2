"""What the room of the follow-ups announces."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familienbuero import kalender
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import (
    Faelliges,
    Familienabschnitt,
    Loeschregel,
    Navigationseintrag,
    Raum,
    Tuer,
    gezaehlt,
    zahl_in_worten,
)
from familienbuero.sprache import je_nach
from familienbuero.vermittlung.dienste import fall_loeschen
from familienbuero.vermittlung.enums import Ratstatus
from familienbuero.vermittlung.models import Folgeauftrag, FolgeauftragVerlauf, Ratanfrage

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
    return [eins for eins in (punkt, *_ratanfragen(benutzer)) if eins.anzahl]


def _ratanfragen(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Questions that nobody has taken over, and those that one has taken over oneself."""
    meine = Q(status=Ratstatus.OFFEN) | Q(status=Ratstatus.IN_ARBEIT, zustaendig=benutzer)
    offen = Ratanfrage.objects.sichtbar_fuer(benutzer).filter(meine)
    neue, anzahl = gezaehlt(offen.filter(status=Ratstatus.OFFEN)), gezaehlt(offen)
    return [
        Faelliges(
            anzahl=anzahl,
            titel=je_nach(anzahl, "Anfrage nach Rat und Hilfe", "Anfragen nach Rat und Hilfe"),
            satz=f"{zahl_in_worten(neue)} noch nicht übernommen" if neue else "Von Ihnen übernommen",
            adresse=reverse("vermittlung:ratanfragen"),
            eilt=neue > 0,
        )
    ]


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
        Navigationseintrag(
            bereich="Willkommensbesuche",
            text="Rat und Hilfe",
            adresse="vermittlung:ratanfragen",
            rollen=PLANENDE,
            platz=29,
        ),
    ),
    heute=heute,
    braucht_familie=lambda: Folgeauftrag.objects.filter(familie__isnull=False),
    tueren=(
        Tuer(
            titel=_("Rat und Hilfe"),
            satz=_("Fragen, Sorgen, kein Schlaf? Wir hören zu und wissen, wer hilft."),
            weiter=_("Kontakt aufnehmen"),
            adresse="rat:anfragen",
            bild="rat",
            platz=30,
        ),
    ),
    oeffentliche_seiten=lambda: [("rat:anfragen", {})],
    loeschregeln=(
        Loeschregel(
            kennung="vermittlung.rat",
            titel="Anfragen nach Rat und Hilfe",
            beginn="Abschluss der Anfrage",
            monate=3,
            faellig=lambda tag: Ratanfrage.objects.erledigt_bis(tag),
        ),
    ),
    fall_loeschen=fall_loeschen,
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
        "Ratanfrage": {
            Datenklasse.TECHNISCH: ("id", "eingegangen_am", "erledigt_am", "geloescht_am"),
            Datenklasse.PERSON: ("name",),
            Datenklasse.KONTAKT: ("telefon", "email", "sprache"),
            Datenklasse.FREITEXT: ("text",),
            Datenklasse.FALL: ("thema", "status"),
            Datenklasse.BESCHAEFTIGTE: ("zustaendig",),
        },
        "RatanfrageVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "wann"),
            Datenklasse.FALL: ("von", "nach", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
    },
)
