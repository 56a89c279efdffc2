"""From the upload of a list to the decision about it, and what is swept up behind."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from familienbuero.auftrag import HOECHSTVERSUCHE, PACHT, Auftragsstand
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.verlauf import uebergehen, verzeichnen
from willkommensbesuche.meldungen.dienste.pruefen import bericht_erstellen
from willkommensbesuche.meldungen.dienste.uebernehmen import UNERWARTET, versuchen, zurueckgeben
from willkommensbesuche.meldungen.enums import ListenStatus
from willkommensbesuche.meldungen.models import Meldeliste
from willkommensbesuche.meldungen.regeln.bericht import Bericht, bericht_lesen

VERFALLEN = "Die Datei ist nach 24 Stunden vernichtet worden. Bitte laden Sie die Liste noch einmal hoch."


def liste_pruefen(
    *, inhalt: bytes, dateiname: str, profil: str = "", liste_vom: date | None = None, wer: Benutzer | None
) -> Meldeliste:
    """Check a list and let it wait in quarantine; Ablehnung (and nothing is kept) when the file is wrong."""
    profil, liste_vom, bericht = bericht_erstellen(inhalt, profil, liste_vom)
    eingang = einlesen.in_quarantaene(inhalt=inhalt, befund=bericht.als_bytes(), dateiname=dateiname, wer=wer)
    with transaction.atomic():
        liste = Meldeliste.objects.create(
            eingang=eingang, profil=profil, liste_vom=liste_vom, **asdict(bericht.summen)
        )
        verzeichnen(liste, von="", nach=ListenStatus.GEPRUEFT, wer=wer)
    return liste


def _gesperrt(liste_id: UUID) -> Meldeliste:
    return Meldeliste.objects.select_for_update(of=("self",)).select_related("eingang").get(pk=liste_id)


@transaction.atomic
def liste_uebernehmen_lassen(liste_id: UUID, *, wer: Benutzer | None, selbst: bool = False) -> Meldeliste:
    """Decide that a list is taken over. The caller rings the bell; with `selbst` it does the work itself,
    and the row is claimed for it at once, so that no worker with another clock takes it.
    """
    liste = _gesperrt(liste_id)
    if liste.status == ListenStatus.GEPRUEFT and not liste.eingang.vorhanden:
        raise Ablehnung(VERFALLEN)
    liste.stand = Auftragsstand.IN_ARBEIT if selbst else Auftragsstand.OFFEN
    liste.pacht_bis = timezone.now() + PACHT if selbst else None
    liste.versuche, liste.erledigt, liste.fehler = int(selbst), 0, ""
    felder = ["stand", "pacht_bis", "versuche", "erledigt", "fehler"]
    uebergehen(liste, ListenStatus.UEBERNAHME, wer=wer, felder=felder)
    return liste


def sofort_uebernehmen(
    *,
    inhalt: bytes,
    dateiname: str,
    profil: str = "",
    liste_vom: date | None = None,
    wer: Benutzer | None = None,
) -> Bericht:
    """Check a list and take it over in this process; Ablehnung when either is refused."""
    liste = liste_pruefen(inhalt=inhalt, dateiname=dateiname, profil=profil, liste_vom=liste_vom, wer=wer)
    fehler = bericht_lesen(einlesen.befund(liste.eingang)).fehler
    liste_uebernehmen_lassen(liste.pk, wer=wer, selbst=True)
    versuchen(liste.pk, hoechstens=1)
    liste.refresh_from_db()
    if liste.status != ListenStatus.UEBERNOMMEN:
        raise Ablehnung(liste.fehler)
    return Bericht(liste.summen, fehler)


def liste_verwerfen(liste_id: UUID, *, wer: Benutzer) -> Meldeliste:
    """Decide against a list; afterwards its file is destroyed."""
    with transaction.atomic():
        liste = _gesperrt(liste_id)
        uebergehen(liste, ListenStatus.VERWORFEN, wer=wer)
    einlesen.vernichten(liste.eingang)
    return liste


def uebernahmen_nachholen() -> list[UUID]:
    """Lists for which the bell has to ring again. One that has killed its worker too often goes back."""
    faellig = []
    for liste, versuche in Meldeliste.objects.zu_uebernehmen().values_list("pk", "versuche"):
        if versuche >= HOECHSTVERSUCHE:
            zurueckgeben(liste, UNERWARTET)
        else:
            faellig.append(liste)
    return faellig


def verfallene_vernichten() -> int:
    """Destroy files that have waited too long, and those that a killed process left behind; how many.

    A list that is being taken over keeps its file until the end.
    """
    anzahl = einlesen.verwaiste_vernichten()
    fertig = Meldeliste.objects.filter(status__in=[ListenStatus.UEBERNOMMEN, ListenStatus.VERWORFEN])
    for eingang in Eingangsdatei.objects.vorhanden().filter(pk__in=fertig.values("eingang")):
        einlesen.vernichten(eingang)
        anzahl += 1
    for eingang in Eingangsdatei.objects.verfallen():
        with transaction.atomic():
            liste = Meldeliste.objects.select_for_update().filter(eingang=eingang).first()
            if liste and liste.status == ListenStatus.UEBERNAHME:
                continue
            if liste and liste.status == ListenStatus.GEPRUEFT:
                uebergehen(liste, ListenStatus.VERFALLEN, wer=None)
            einlesen.vernichten(eingang)
            anzahl += 1
    return anzahl
