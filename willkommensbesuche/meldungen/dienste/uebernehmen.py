"""The take-over of a list: one transaction, so that a killed worker leaves nothing or everything."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

from familienbuero.auftrag import HOECHSTVERSUCHE, Auftragsstand
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.konten.models import Benutzer
from familienbuero.massen import selten_aufraeumen, statistik_erneuern
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte
from familienbuero.verlauf import uebergehen
from willkommensbesuche.besuche.models import Besuch, BesuchVerlauf
from willkommensbesuche.meldungen.dienste.abgleich import Abgleich, abgleichen, vergleiche
from willkommensbesuche.meldungen.dienste.anwenden import anwenden
from willkommensbesuche.meldungen.dienste.belege import Beleg, belegen
from willkommensbesuche.meldungen.dienste.bestand import in_stuecken
from willkommensbesuche.meldungen.dienste.fortschritt import Anzeige, fortschritt
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.models import Meldeliste, Meldung
from willkommensbesuche.meldungen.regeln.bericht import Summen

# What a take-over fills. From so many households on the database counts these tables on the way.
GESCHRIEBEN = (Familie, Kind, Sorgeberechtigte, Besuch, BesuchVerlauf, Besuch.kinder.through, Meldung)
ERSTE_ZAEHLUNG = 1000


def uebernehmen(liste: UUID) -> None:
    """Take over a list that people decided to take over; safe to be called twice or to be killed.

    Claim the row, read and check the file again, write everything in one transaction, destroy the file.
    A refusal or the third failure gives the list back to the people, with a sentence in `fehler`.
    """
    if Meldeliste.objects.zu_uebernehmen().beanspruchen(liste):
        versuchen(liste)


def versuchen(liste: UUID, *, hoechstens: int = HOECHSTVERSUCHE) -> None:
    """Take over a list that the caller has claimed; what fails is noted in the row, not raised."""
    einlesen.uebernahme_versuchen(Meldeliste, liste, _uebernehmen, hoechstens=hoechstens)


@selten_aufraeumen()
def _uebernehmen(liste_id: UUID) -> None:
    with fortschritt(liste_id) as anzeige, transaction.atomic():
        with connection.cursor() as cursor:  # lists are taken over one after the other
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('meldungen uebernehmen', 0))")
        liste = Meldeliste.objects.select_related("eingang").get(pk=liste_id)
        if liste.status != Uebernahmestand.UEBERNAHME:  # another worker was faster
            return
        wer = liste.verlauf.filter(nach=Uebernahmestand.UEBERNAHME).latest("wann").wer
        abgleich = abgleichen(einlesen.inhalt(liste.eingang), liste.profil, liste.liste_vom)
        summen = _schreiben(abgleich, liste, wer, anzeige)
        for name in Summen.__dataclass_fields__:
            setattr(liste, name, getattr(summen, name))
        liste.erledigt, liste.stand, liste.fehler = summen.familien, Auftragsstand.ERLEDIGT, ""
        felder = ["erledigt", "stand", "fehler", *Summen.__dataclass_fields__]
        uebergehen(liste, Uebernahmestand.UEBERNOMMEN, wer=wer, felder=felder)
    einlesen.vernichten(liste.eingang)


def _schreiben(abgleich: Abgleich, liste: Meldeliste, wer: Benutzer | None, anzeige: Anzeige) -> Summen:
    """Write all households and the proof of all rows; returns the sums."""
    summen = abgleich.summen
    verlegte = (h.familie for h in abgleich.haushalte if h.familie and h.verlegt)
    for ids in in_stuecken(verlegte):  # somebody else may take their place within this list
        Familie.objects.filter(pk__in=ids).update(haushalt=None)
    kinder: dict[str, UUID] = {}
    erledigt, naechste_zaehlung = 0, ERSTE_ZAEHLUNG
    for stueck in vergleiche(abgleich, sperren=True):
        kinder |= anwenden(stueck, liste=liste, wer=wer)
        for vergleich in stueck:
            vergleich.zaehlen(summen)
        erledigt += len(stueck)
        if erledigt >= naechste_zaehlung:
            statistik_erneuern(*GESCHRIEBEN)
            naechste_zaehlung = 4 * erledigt
        anzeige(erledigt)
    for zeilen in in_stuecken([*abgleich.wiederholungen, *abgleich.erledigte]):
        bleibt = Ergebnis.UNVERAENDERT
        belegen([Beleg(z.nummer, z.abdruck, bleibt, kinder.get(z.kennung)) for z in zeilen], liste)
    for zurueckgewiesene in in_stuecken(abgleich.zurueckgewiesene):
        nein = Ergebnis.ZURUECKGEWIESEN
        belegen([Beleg(z.nummer, z.abdruck, nein, fehler=z.fehler) for z in zurueckgewiesene], liste)
    return summen
