"""From the upload of a table over the decision about it to its take-over by a worker."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from familienbuero.auftrag import HOECHSTVERSUCHE, Auftragsstand
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.models import Benutzer
from familienbuero.verlauf import uebergehen, verzeichnen
from willkommensbesuche.altbestand.dienste.abgleich import abgleichen
from willkommensbesuche.altbestand.dienste.anwenden import anwenden
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.altbestand.regeln.bericht import Bericht

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
        verzeichnen(tabelle, von="", nach=Uebernahmestand.GEPRUEFT, wer=wer)
    return tabelle


@transaction.atomic
def tabelle_uebernehmen_lassen(tabelle_id: UUID, *, wer: Benutzer, selbst: bool = False) -> Bestandstabelle:
    """Decide that a table is taken over; see `einlesen.uebernehmen_lassen`."""
    tabelle: Bestandstabelle = einlesen.uebernehmen_lassen(
        Bestandstabelle, tabelle_id, wer=wer, selbst=selbst
    )
    einlesen.laenger_aufbewahren(tabelle.eingang)
    return tabelle


def uebernehmen(tabelle_id: UUID) -> None:
    """Take over a table that somebody decided to take over; safe to be called twice or to be killed."""
    if Bestandstabelle.objects.zu_uebernehmen().beanspruchen(tabelle_id):
        _versuchen(tabelle_id)


def _versuchen(tabelle_id: UUID, *, hoechstens: int = HOECHSTVERSUCHE) -> None:
    einlesen.uebernahme_versuchen(Bestandstabelle, tabelle_id, _uebernehmen, hoechstens=hoechstens)


def _uebernehmen(tabelle_id: UUID) -> None:
    try:
        tabelle = _geschrieben(tabelle_id)
    except IntegrityError:  # somebody has entered the same household by hand
        raise Ablehnung(INZWISCHEN) from None
    if tabelle:
        einlesen.vernichten(tabelle.eingang)


@transaction.atomic
def _geschrieben(tabelle_id: UUID) -> Bestandstabelle | None:
    """Write what is right in a table, all of it or nothing; None when another worker was faster.

    It is checked once more, now under locks: what has come in between is refused, or known.
    """
    with connection.cursor() as cursor:  # tables are taken over one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('altbestand uebernehmen', 0))")
    tabelle: Bestandstabelle = einlesen.gesperrt(Bestandstabelle, tabelle_id)
    if tabelle.status != Uebernahmestand.UEBERNAHME:
        return None
    # Whose families the table may touch.
    wer = einlesen.entschieden_von(tabelle, PLANENDE)
    abgleich = abgleichen(einlesen.inhalt(tabelle.eingang), wer, sperren=True)
    anwenden(abgleich, wer=wer)
    summen = asdict(abgleich.bericht.summen)
    for name, summe in summen.items():
        setattr(tabelle, name, summe)
    tabelle.gruende, tabelle.stand = abgleich.bericht.gruende, Auftragsstand.ERLEDIGT
    uebergehen(tabelle, Uebernahmestand.UEBERNOMMEN, wer=wer, felder=["gruende", "stand", *summen])
    return tabelle


def uebernahmen_nachholen() -> list[UUID]:
    """Tables for which the bell has to ring again; files that were left behind are destroyed."""
    einlesen.fertige_vernichten(Bestandstabelle)
    return einlesen.uebernahmen_nachholen(Bestandstabelle)


def tabelle_verwerfen(tabelle_id: UUID, *, wer: Benutzer) -> None:
    """Decide against a table; see `einlesen.verwerfen`."""
    einlesen.verwerfen(Bestandstabelle, tabelle_id, wer=wer)


def sofort_uebernehmen(*, inhalt: bytes, dateiname: str, wer: Benutzer) -> Bestandstabelle:
    """Check a table and take it over in this process; Ablehnung when either is refused."""
    tabelle = tabelle_pruefen(inhalt=inhalt, dateiname=dateiname, wer=wer)
    tabelle_uebernehmen_lassen(tabelle.pk, wer=wer, selbst=True)
    _versuchen(tabelle.pk, hoechstens=1)
    tabelle.refresh_from_db()
    if tabelle.status != Uebernahmestand.UEBERNOMMEN:
        raise Ablehnung(tabelle.fehler)
    return tabelle
