"""What this room says about itself."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.einlesen.dienste import UNERWARTET
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Auftragsart, Faelliges, Fortschritt, Navigationseintrag, Pruefung, Raum
from willkommensbesuche.meldungen.abfragen import ROLLEN
from willkommensbesuche.meldungen.dienste import liste_uebernehmen_lassen
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.models import Meldeliste, Meldung
from willkommensbesuche.meldungen.tasks import uebernehmen

# From then on a waiting list is urgent: its file is destroyed soon.
EILT = timedelta(hours=6)


def heute(benutzer: Benutzer) -> list[Faelliges]:
    """Lists that wait for a decision."""
    wartende = Meldeliste.objects.sichtbar_fuer(benutzer).wartend().select_related("eingang")
    fristen = sorted(liste.eingang.verfaellt_am for liste in wartende if liste.eingang.vorhanden)
    if not fristen:
        return []
    was = "Meldelisten warten" if fristen[1:] else "Meldeliste wartet"
    frist = timezone.localtime(fristen[0])
    return [
        Faelliges(
            anzahl=len(fristen),
            titel=f"{was} auf die Übernahme",
            satz="Bis dahin ist über die Familien nichts gespeichert.",
            adresse=reverse("meldungen:listen"),
            frist=f"bis {frist:%d.%m.}, {frist:%H:%M} Uhr",
            eilt=fristen[0] < timezone.now() + EILT,
        )
    ]


def zeilen_vollzaehlig() -> Pruefung:
    """I1: of each list taken over every row that was read has come to one result, and is kept as proof."""
    falsch, listen = 0, Meldeliste.objects.filter(status=Uebernahmestand.UEBERNOMMEN)
    for liste in listen:
        belegt = Counter(liste.meldungen.values_list("ergebnis", flat=True))
        gezaehlt = {ergebnis: getattr(liste, ergebnis) for ergebnis in Ergebnis.values}
        falsch += sum(gezaehlt.values()) != liste.gelesen or belegt != +Counter(gezaehlt)
    satz = (
        f"{listen.count()} Listen, jede Zeile mit Ergebnis."
        if not falsch
        else f"{falsch} Listen gehen nicht auf."
    )
    return Pruefung(name="I1 Meldelisten", ok=not falsch, satz=satz)


def liste_noch_einmal(liste_id: UUID, durch: Benutzer) -> None:
    """Try a take-over again that people had decided on, and that failed for no reason of theirs."""
    liste_uebernehmen_lassen(liste_id, wer=durch)
    transaction.on_commit(partial(uebernehmen.delay, str(liste_id)), robust=True)


def fortschritt() -> list[Fortschritt]:
    """Lists that are being taken over."""
    return [
        Fortschritt(
            text=f"Meldeliste vom {timezone.localtime(liste.geprueft_am):%d.%m.%Y}",
            erledigt=liste.erledigt,
            gesamt=liste.familien,
        )
        for liste in Meldeliste.objects.in_uebernahme()
    ]


MELDELISTEN = Auftragsart(
    kennung="meldelisten",
    text="Meldelisten",
    offen=lambda: Meldeliste.objects.in_uebernahme(),
    # A refusal is the business of the office, and its sentence may quote the file.
    geparkt=lambda: Meldeliste.objects.wartend().geparkt().filter(fehler=UNERWARTET),
    noch_einmal=liste_noch_einmal,
    fortschritt=fortschritt,
)


def nachweise_schwaerzen(familie: UUID) -> Mapping[str, int]:
    """Take the hashes from the proof of rows about children that are deleted: who has the list knows them."""
    zeilen = Meldung.objects.filter(kind__familie=familie)
    return {"Meldung": zeilen.update(abdruck="")}


RAUM = Raum(
    name="meldungen",
    navigation=(
        Navigationseintrag(
            bereich="Willkommensbesuche",
            text="Meldelisten",
            adresse="meldungen:listen",
            rollen=ROLLEN,
            platz=23,
        ),
    ),
    heute=heute,
    auftraege=(MELDELISTEN,),
    familie_loeschen=nachweise_schwaerzen,
    pruefungen=(zeilen_vollzaehlig,),
    datenklassen={
        "Meldeliste": {
            Datenklasse.TECHNISCH: (
                "id", "stand", "stand_seit", "pacht_bis", "versuche", "fehler", "eingang", "profil", "status",
                "liste_vom", "geprueft_am", "erledigt",
            ),
            Datenklasse.FALL: (
                "gelesen", "neu", "geaendert", "unveraendert", "zurueckgewiesen", "kinder", "familien",
                "neue_familien", "mehrlinge", "ueberholte",
            ),
        },
        "MeldelisteVerlauf": {
            Datenklasse.TECHNISCH: ("id", "fall", "von", "nach", "wann", "rolle", "warum"),
            Datenklasse.BESCHAEFTIGTE: ("wer",),
        },
        "Meldung": {
            Datenklasse.TECHNISCH: ("id", "liste", "zeile", "abdruck", "gruende"),
            Datenklasse.FALL: ("ergebnis", "kind"),
        },
    },
)  # fmt: skip
