"""Tables of offers: an empty one to fill in, upload, check, decide, what came of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from familienbuero.ausgabe import als_datei
from familienbuero.blaettern import blaettern
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen import views as seiten
from familienbuero.konten.zugang import angemeldet, nur_rollen
from netzwerk.angebotstabellen import dienste, tasks
from netzwerk.angebotstabellen.forms import Tabellenformular
from netzwerk.angebotstabellen.models import Angebotstabelle
from netzwerk.angebotstabellen.regeln import (
    bericht_lesen,
    gruende_als_csv,
    leere_tabelle,
    zurueckgewiesene_zeilen,
)
from netzwerk.partner.abfragen import NETZWERKENDE

VORLAGEN = "netzwerk/angebotstabellen"
ART = seiten.Dateiart(wort="Tabelle", eine="angebotstabellen:tabelle", alle="angebotstabellen:liste")
# So many faults stand on the page; all of them are in the file to download.
GEZEIGT = 100


@nur_rollen(*NETZWERKENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All tables, the newest first."""
    sichtbar = Angebotstabelle.objects.sichtbar_fuer(angemeldet(request)).select_related("eingang")
    blatt = blaettern(sichtbar, nach=["-geprueft_am"], anfrage=request.GET)
    return render(request, f"{VORLAGEN}/liste.html", {"blatt": blatt})


@nur_rollen(*NETZWERKENDE)
def vorlage(request: HttpRequest) -> HttpResponse:
    """An empty table to fill in."""
    return als_datei(leere_tabelle(dienste.profile()[0]), name="vorlage-angebote.csv")


@nur_rollen(*NETZWERKENDE)
def hochladen(request: HttpRequest) -> HttpResponse:
    """Take a table in and check it."""
    return seiten.hochladen(
        request,
        ART,
        Tabellenformular,
        dienste.tabelle_pruefen,
        vorlage=f"{VORLAGEN}/hochladen.html",
        titel="Angebote übernehmen",
        satz="Aus der Tabelle, die Sie bisher geführt haben. Sie wird zuerst nur geprüft.",
        speichern="Tabelle prüfen",
    )


def _sichtbare(request: HttpRequest, pk: UUID) -> Angebotstabelle:
    sichtbar = Angebotstabelle.objects.sichtbar_fuer(angemeldet(request)).select_related("eingang__wer")
    return get_object_or_404(sichtbar, pk=pk)


@nur_rollen(*NETZWERKENDE)
def tabelle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One table in the state that it is in, with what is wrong with its rows."""
    gezeigte = _sichtbare(request, pk)
    bericht = einlesen.offener_bericht(gezeigte, bericht_lesen)
    gruende = bericht.gruende if bericht else gezeigte.gruende
    kontext = {
        "tabelle": gezeigte,
        "wartet": bericht is not None,
        "angebote": bericht.angebote if bericht else 0,
        "gruende": gruende[:GEZEIGT],
        "weitere": max(0, len(gruende) - GEZEIGT),
    }
    return render(request, f"{VORLAGEN}/tabelle.html", kontext)


@nur_rollen(*NETZWERKENDE)
@require_POST
def uebernehmen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide for a table; a worker takes it over."""
    gewaehlte = _sichtbare(request, pk)
    return seiten.uebernehmen(request, ART, gewaehlte, dienste.tabelle_uebernehmen_lassen, tasks.uebernehmen)


@nur_rollen(*NETZWERKENDE)
def verwerfen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then decide against a table."""
    return seiten.verwerfen(request, ART, _sichtbare(request, pk), dienste.tabelle_verwerfen)


@nur_rollen(*NETZWERKENDE)
def zurueckgewiesen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows to correct and bring back; after the take-over only what was wrong with them."""
    gewaehlte = _sichtbare(request, pk)
    bericht = einlesen.offener_bericht(gewaehlte, bericht_lesen)
    inhalt = zurueckgewiesene_zeilen(bericht) if bericht else gruende_als_csv(gewaehlte.gruende)
    return als_datei(inhalt, name="zurueckgewiesene-angebote.csv")
