"""What the room of the invitations announces."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse

from familienbuero import kalender
from familienbuero.auftrag import LAUFEND, Auftragsstand
from familienbuero.datenschutz.dateien import pruefsumme
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.models import Benutzer
from familienbuero.raum import (
    Auftragsart,
    Faelliges,
    Fortschritt,
    Navigationseintrag,
    Pruefung,
    Raum,
    gezaehlt,
)
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.sprache import je_nach
from willkommensbesuche.einladungen.auskunft import einzuladende
from willkommensbesuche.einladungen.dienste import (
    ART,
    brief_neu_setzen,
    briefe_loeschen,
    stapel_noch_einmal,
)
from willkommensbesuche.einladungen.models import Einladung
from willkommensbesuche.einladungen.tasks import stapel_bearbeiten


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Letters to make, and batches to post."""
    if not benutzer.hat_rolle(*PLANENDE):
        return []
    tag = kalender.heute()
    adresse = reverse("einladungen:uebersicht")
    wartend = gezaehlt(einzuladende(tag, tag + timedelta(days=70)))
    fertig = Stapel.objects.filter(
        art=ART, stand=Auftragsstand.ERLEDIGT, versandt_am=None, seiten__gt=0
    ).count()
    faellig = [
        Faelliges(
            anzahl=wartend,
            titel=je_nach(wartend, "Einladung ist zu erstellen", "Einladungen sind zu erstellen"),
            satz="Geplante Besuche ohne Brief",
            adresse=adresse,
        ),
        Faelliges(
            anzahl=fertig,
            titel=je_nach(fertig, "Briefstapel liegt bereit", "Briefstapel liegen bereit"),
            satz="Fertig, aber noch nicht versandt",
            adresse=adresse,
        ),
    ]
    return [punkt for punkt in faellig if punkt.anzahl]


def briefe_vollzaehlig() -> Pruefung:
    """I2: of each finished batch every letter is done with its file, or parked with a reason; none twice."""
    fertige = Schreiben.objects.filter(stapel__art=ART, stapel__stand=Auftragsstand.ERLEDIGT)
    unfertig = fertige.exclude(stand=Auftragsstand.ERLEDIGT).filter(zurueckgestellt="").count()
    ohne_einladung = Schreiben.objects.filter(stapel__art=ART, einladung=None).count()
    falsch = sum(not _datei_stimmt(schreiben) for schreiben in fertige.fertig().iterator(chunk_size=200))
    gut = not (unfertig or ohne_einladung or falsch)
    satz = (
        f"{Einladung.objects.count()} Einladungen, jede mit Datei oder Grund."
        if gut
        else f"{unfertig} Briefe ohne Ergebnis, {ohne_einladung} ohne Besuch, {falsch} mit falscher Datei."
    )
    return Pruefung(name="I2 Briefe", ok=gut, satz=satz)


def _datei_stimmt(schreiben: Schreiben) -> bool:
    try:
        return pruefsumme(schreiben.datei()) == schreiben.pruefsumme
    except FileNotFoundError:
        return False


def _laeuten(stapel_id: UUID) -> None:
    """Ring once the row is there to be seen; the sweep makes up for a lost bell."""
    transaction.on_commit(partial(stapel_bearbeiten.delay, str(stapel_id)), robust=True)


def brief_noch_einmal(schreiben_id: UUID, durch: Benutzer) -> None:
    """Try a letter again that could not be set."""
    _laeuten(brief_neu_setzen(schreiben_id, durch=durch).stapel_id)


def druckdatei_noch_einmal(stapel_id: UUID, durch: Benutzer) -> None:
    """Try a print file again that could not be made."""
    _laeuten(stapel_noch_einmal(stapel_id).pk)


def fortschritt() -> Sequence[Fortschritt]:
    """Batches whose letters are being set."""
    stapel = Stapel.objects.filter(art=ART, stand__in=LAUFEND).annotate(
        fertig=Count("schreiben", filter=~Q(schreiben__stand__in=LAUFEND)), gesamt=Count("schreiben")
    )
    return [
        Fortschritt(text=f"Briefe vom {eins.datum:%d.%m.%Y}", erledigt=eins.fertig, gesamt=eins.gesamt)
        for eins in stapel.order_by("erstellt_am")[:20]
    ]


BRIEFE = Auftragsart(
    kennung="briefe",
    text="Briefe",
    offen=lambda: Schreiben.objects.filter(stapel__art=ART, stand__in=LAUFEND),
    geparkt=lambda: Schreiben.objects.filter(stapel__art=ART).geparkt(),
    noch_einmal=brief_noch_einmal,
    fortschritt=fortschritt,
)
DRUCKDATEIEN = Auftragsart(
    kennung="druckdateien",
    text="Druckdateien",
    offen=lambda: Stapel.objects.filter(art=ART, stand__in=LAUFEND),
    geparkt=lambda: Stapel.objects.filter(art=ART).geparkt(),
    noch_einmal=druckdatei_noch_einmal,
)

RAUM = Raum(
    name="einladungen",
    navigation=(
        Navigationseintrag(
            bereich="Willkommensbesuche",
            text="Einladungen",
            adresse="einladungen:uebersicht",
            rollen=PLANENDE,
            platz=25,
        ),
    ),
    heute=heute,
    fall_loeschen=briefe_loeschen,
    zur_familie={
        "Einladung": lambda familie: Einladung.objects.filter(besuch__familie=familie),
        "Schreiben": lambda familie: Schreiben.objects.filter(einladung__besuch__familie=familie),
    },
    auftraege=(BRIEFE, DRUCKDATEIEN),
    pruefungen=(briefe_vollzaehlig,),
    datenklassen={
        "Einladung": {Datenklasse.TECHNISCH: ("id", "besuch", "termin", "schreiben")},
    },
)
