"""From the upload of a list to the decision about it, and what is swept up behind."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction

from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.verlauf import uebergehen, verzeichnen
from willkommensbesuche.meldungen.dienste.pruefen import bericht_erstellen
from willkommensbesuche.meldungen.dienste.uebernehmen import versuchen
from willkommensbesuche.meldungen.models import Meldeliste
from willkommensbesuche.meldungen.regeln.bericht import Bericht, bericht_lesen


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
        verzeichnen(liste, von="", nach=Uebernahmestand.GEPRUEFT, wer=wer)
    return liste


def liste_uebernehmen_lassen(liste_id: UUID, *, wer: Benutzer | None, selbst: bool = False) -> Meldeliste:
    """Decide that a list is taken over; see `einlesen.uebernehmen_lassen`."""
    liste: Meldeliste = einlesen.uebernehmen_lassen(Meldeliste, liste_id, wer=wer, selbst=selbst, erledigt=0)
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
    if liste.status != Uebernahmestand.UEBERNOMMEN:
        raise Ablehnung(liste.fehler)
    return Bericht(liste.summen, fehler)


def liste_verwerfen(liste_id: UUID, *, wer: Benutzer) -> None:
    """Decide against a list; see `einlesen.verwerfen`."""
    einlesen.verwerfen(Meldeliste, liste_id, wer=wer)


def uebernahmen_nachholen() -> list[UUID]:
    """Lists for which the bell has to ring again."""
    return einlesen.uebernahmen_nachholen(Meldeliste)


def verfallene_vernichten() -> int:
    """Destroy files that have waited too long, and those that a killed process left behind; how many.

    A list that is being taken over keeps its file until the end.
    """
    anzahl = einlesen.verwaiste_vernichten() + einlesen.fertige_vernichten(Meldeliste)
    for eingang in Eingangsdatei.objects.verfallen():
        with transaction.atomic():
            liste = Meldeliste.objects.select_for_update().filter(eingang=eingang).first()
            if liste and liste.status == Uebernahmestand.UEBERNAHME:
                continue
            if liste and liste.status == Uebernahmestand.GEPRUEFT:
                uebergehen(liste, Uebernahmestand.VERFALLEN, wer=None)
            einlesen.vernichten(eingang)
            anzahl += 1
    return anzahl
