"""From the upload of a table to the decision about it."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from familienbuero.einlesen import dienste as einlesen
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.verlauf import uebergehen, verzeichnen
from willkommensbesuche.altbestand.dienste.abgleich import abgleichen
from willkommensbesuche.altbestand.dienste.anwenden import anwenden
from willkommensbesuche.altbestand.enums import Tabellenstand
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.altbestand.regeln.bericht import Bericht

VERFALLEN = "Die Datei ist nach 24 Stunden vernichtet worden. Bitte laden Sie die Tabelle noch einmal hoch."
INZWISCHEN = "Inzwischen hat jemand dieselbe Familie eingetragen. Bitte übernehmen Sie noch einmal."


def bericht_erstellen(inhalt: bytes, *, wer: Benutzer | None) -> Bericht:
    """What a take-over would do; Ablehnung when the file as a whole is wrong. Writes nothing."""
    return abgleichen(inhalt, wer).bericht


def tabelle_pruefen(*, inhalt: bytes, dateiname: str, wer: Benutzer) -> Bestandstabelle:
    """Check a table and let it wait in quarantine; Ablehnung (and nothing is kept) when the file is wrong."""
    bericht = bericht_erstellen(inhalt, wer=wer)
    eingang = einlesen.in_quarantaene(inhalt=inhalt, befund=bericht.als_bytes(), dateiname=dateiname, wer=wer)
    with transaction.atomic():
        tabelle = Bestandstabelle.objects.create(eingang=eingang, **asdict(bericht.summen))
        verzeichnen(tabelle, von="", nach=Tabellenstand.GEPRUEFT, wer=wer)
    return tabelle


def _gesperrt(tabelle_id: UUID) -> Bestandstabelle:
    return (
        Bestandstabelle.objects.select_for_update(of=("self",)).select_related("eingang").get(pk=tabelle_id)
    )


def tabelle_uebernehmen(tabelle_id: UUID, *, wer: Benutzer) -> Bestandstabelle:
    """Write what is right in a table, all of it or nothing; afterwards its file is destroyed.

    It is checked once more, now under locks: what has come in between is refused, or known.
    """
    try:
        tabelle = _uebernehmen(tabelle_id, wer)
    except IntegrityError:  # somebody has entered the same household by hand
        raise Ablehnung(INZWISCHEN) from None
    einlesen.vernichten(tabelle.eingang)
    return tabelle


@transaction.atomic
def _uebernehmen(tabelle_id: UUID, wer: Benutzer) -> Bestandstabelle:
    with connection.cursor() as cursor:  # tables are taken over one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('altbestand uebernehmen', 0))")
    tabelle = _gesperrt(tabelle_id)
    uebergehen(tabelle, Tabellenstand.UEBERNOMMEN, wer=wer)
    if not tabelle.eingang.vorhanden:
        raise Ablehnung(VERFALLEN)
    abgleich = abgleichen(einlesen.inhalt(tabelle.eingang), wer, sperren=True)
    anwenden(abgleich, wer=wer)
    for name, summe in asdict(abgleich.bericht.summen).items():
        setattr(tabelle, name, summe)
    tabelle.gruende = abgleich.bericht.gruende
    tabelle.save()
    return tabelle


def tabelle_verwerfen(tabelle_id: UUID, *, wer: Benutzer) -> Bestandstabelle:
    """Decide against a table; afterwards its file is destroyed."""
    with transaction.atomic():
        tabelle = _gesperrt(tabelle_id)
        uebergehen(tabelle, Tabellenstand.VERWORFEN, wer=wer)
    einlesen.vernichten(tabelle.eingang)
    return tabelle


def sofort_uebernehmen(*, inhalt: bytes, dateiname: str, wer: Benutzer) -> Bestandstabelle:
    """Check a table and take it over in one go; Ablehnung when either is refused."""
    tabelle = tabelle_pruefen(inhalt=inhalt, dateiname=dateiname, wer=wer)
    return tabelle_uebernehmen(tabelle.pk, wer=wer)
