"""Tables of the office: an empty one to fill in, upload, check, decide, what came of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from familienbuero.ausgabe import als_datei
from familienbuero.blaettern import blaettern
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen import views as seiten
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.altbestand import dienste, tasks
from willkommensbesuche.altbestand.dienste.abgleich import profile
from willkommensbesuche.altbestand.forms import Tabellenformular
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.altbestand.regeln.bericht import bericht_lesen
from willkommensbesuche.altbestand.regeln.vorlage import (
    gruende_als_csv,
    leere_tabelle,
    zurueckgewiesene_zeilen,
)
from willkommensbesuche.meldungen.regeln.ausschnitt import ausschnitt

VORLAGEN = "willkommensbesuche/altbestand"
ART = seiten.Dateiart(wort="Tabelle", eine="altbestand:tabelle", alle="altbestand:tabellen")


@nur_rollen(*PLANENDE)
def tabellen(request: HttpRequest) -> HttpResponse:
    """All tables, the newest first."""
    sichtbar = Bestandstabelle.objects.sichtbar_fuer(angemeldet(request)).select_related("eingang")
    blatt = blaettern(sichtbar, nach=["-geprueft_am"], anfrage=request.GET)
    return render(request, f"{VORLAGEN}/tabellen.html", {"blatt": blatt})


@nur_rollen(*PLANENDE)
def vorlage(request: HttpRequest) -> HttpResponse:
    """An empty table to fill in."""
    return als_datei(leere_tabelle(profile()[0]), name="vorlage-besuche.csv")


@nur_rollen(*PLANENDE)
def hochladen(request: HttpRequest) -> HttpResponse:
    """Take a table in and check it."""
    return seiten.hochladen(
        request,
        ART,
        Tabellenformular,
        dienste.tabelle_pruefen,
        vorlage=f"{VORLAGEN}/hochladen.html",
        titel="Tabelle übernehmen",
        satz="Laufende und beendete Besuche aus der Tabelle, die Sie bisher geführt haben. "
        "Sie wird zuerst nur geprüft.",
        speichern="Tabelle prüfen",
    )


@nur_rollen(*PLANENDE)
def tabelle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One table in the state that it is in; while it is taken over, a part of the page asks for itself."""
    benutzer = angemeldet(request)
    gezeigte = _sichtbare(benutzer, pk)
    if gezeigte.status == Uebernahmestand.UEBERNAHME:
        vorlage = "_stand.html" if request.htmx else "uebernahme.html"  # type: ignore[attr-defined]
        return render(request, f"{VORLAGEN}/{vorlage}", {"tabelle": gezeigte})
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    bericht = einlesen.offener_bericht(gezeigte, bericht_lesen)
    if bericht is None:
        fehler = ausschnitt(gezeigte.gruende, request.GET.get("fehler", ""))
        return render(request, f"{VORLAGEN}/ergebnis.html", {"tabelle": gezeigte, "fehler": fehler})
    zeilen = ausschnitt(bericht.zurueckgewiesene, request.GET.get("fehler", ""))
    vermerken(
        benutzer,
        seite="Tabelle prüfen",
        familien=[zeile.familie for zeile in zeilen.eintraege if zeile.familie],
    )
    return render(request, f"{VORLAGEN}/pruefen.html", {"tabelle": gezeigte, "fehler": zeilen})


def _sichtbare(benutzer: Benutzer, pk: UUID) -> Bestandstabelle:
    sichtbar = Bestandstabelle.objects.sichtbar_fuer(benutzer).select_related("eingang__wer")
    return get_object_or_404(sichtbar, pk=pk)


@nur_rollen(*PLANENDE)
@require_POST
def uebernehmen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide for a table; a worker takes it over."""
    gewaehlte = _sichtbare(angemeldet(request), pk)
    return seiten.uebernehmen(request, ART, gewaehlte, dienste.tabelle_uebernehmen_lassen, tasks.uebernehmen)


@nur_rollen(*PLANENDE)
def verwerfen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then decide against a table."""
    gewaehlte = _sichtbare(angemeldet(request), pk)
    return seiten.verwerfen(request, ART, gewaehlte, dienste.tabelle_verwerfen)


@nur_rollen(*PLANENDE)
def zurueckgewiesen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows to correct and bring back; after the take-over only what was wrong with them."""
    benutzer = angemeldet(request)
    gewaehlte = _sichtbare(benutzer, pk)
    name = "zurueckgewiesene-zeilen.csv"
    bericht = einlesen.offener_bericht(gewaehlte, bericht_lesen)
    if bericht is None:
        return als_datei(gruende_als_csv(gewaehlte.gruende), name=name)
    familien = [zeile.familie for zeile in bericht.zurueckgewiesene if zeile.familie]
    vermerken(benutzer, seite="Tabelle prüfen", familien=familien)
    return als_datei(zurueckgewiesene_zeilen(bericht), name=name)
