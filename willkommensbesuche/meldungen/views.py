"""Registry lists: upload, check, decide, watch the take-over, read what came of it."""

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
from familienbuero.einlesen.regeln import csv_ausgeben
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.stammdaten.models import Familie
from willkommensbesuche.meldungen import dienste, tasks
from willkommensbesuche.meldungen.abfragen import ROLLEN
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.forms import HochladenForm
from willkommensbesuche.meldungen.models import Meldeliste
from willkommensbesuche.meldungen.regeln.ausschnitt import ausschnitt
from willkommensbesuche.meldungen.regeln.bericht import Bericht, bericht_lesen

VORLAGEN = "willkommensbesuche/meldungen"
ART = seiten.Dateiart(wort="Meldeliste", eine="meldungen:liste", alle="meldungen:listen")


@nur_rollen(*ROLLEN)
def listen(request: HttpRequest) -> HttpResponse:
    """All lists, the newest first."""
    sichtbar = Meldeliste.objects.sichtbar_fuer(angemeldet(request)).select_related("eingang")
    blatt = blaettern(sichtbar, nach=["-geprueft_am"], anfrage=request.GET)
    return render(request, f"{VORLAGEN}/listen.html", {"blatt": blatt})


@nur_rollen(*ROLLEN)
def hochladen(request: HttpRequest) -> HttpResponse:
    """Take a list in and check it."""
    return seiten.hochladen(
        request,
        ART,
        HochladenForm,
        dienste.liste_pruefen,
        vorlage=f"{VORLAGEN}/hochladen.html",
        titel="Neue Meldeliste",
        satz="Die Liste wird zuerst nur geprüft. Über Familien ist danach noch nichts gespeichert.",
        speichern="Liste prüfen",
    )


@nur_rollen(*ROLLEN)
def liste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list in the state that it is in; while it is taken over, a part of the page asks for itself."""
    benutzer = angemeldet(request)
    gezeigte = _sichtbare(benutzer, pk)
    if gezeigte.status == Uebernahmestand.UEBERNAHME:
        vorlage = "_stand.html" if request.htmx else "uebernahme.html"  # type: ignore[attr-defined]
        return render(request, f"{VORLAGEN}/{vorlage}", {"liste": gezeigte})
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    if bericht := einlesen.offener_bericht(gezeigte, bericht_lesen):
        return _pruefseite(request, benutzer, gezeigte, bericht)
    zurueckgewiesene = gezeigte.meldungen.filter(ergebnis=Ergebnis.ZURUECKGEWIESEN)
    seite = ausschnitt(list(zurueckgewiesene), request.GET.get("fehler", ""))
    return render(request, f"{VORLAGEN}/ergebnis.html", {"liste": gezeigte, "fehler": seite})


def _sichtbare(benutzer: Benutzer, pk: UUID) -> Meldeliste:
    sichtbar = Meldeliste.objects.sichtbar_fuer(benutzer).select_related("eingang__wer")
    return get_object_or_404(sichtbar, pk=pk)


def _pruefseite(
    request: HttpRequest, benutzer: Benutzer, gepruefte: Meldeliste, bericht: Bericht
) -> HttpResponse:
    """Sums, faults, and what changes with the families that this person may see."""
    betroffen = [geaendert.familie for geaendert in bericht.geaenderte]
    erlaubt = set(
        Familie.objects.sichtbar_fuer(benutzer).filter(pk__in=betroffen).values_list("pk", flat=True)
    )
    sichtbare = [geaendert for geaendert in bericht.geaenderte if geaendert.familie in erlaubt]
    geaenderte = ausschnitt(sichtbare, request.GET.get("ab", ""))
    vermerken(benutzer, seite="Meldeliste prüfen", familien=[g.familie for g in geaenderte.eintraege])
    kontext = {
        "liste": gepruefte,
        "fehler": ausschnitt(bericht.fehler, request.GET.get("fehler", "")),
        "geaenderte": geaenderte,
        "verdeckt": len(bericht.geaenderte) - len(sichtbare),
        "schon_da": Meldeliste.objects.schon_uebernommen(gepruefte.eingang.pruefsumme).first(),
    }
    return render(request, f"{VORLAGEN}/pruefen.html", kontext)


@nur_rollen(*ROLLEN)
@require_POST
def uebernehmen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide for a list; a worker takes it over."""
    gewaehlte = _sichtbare(angemeldet(request), pk)
    return seiten.uebernehmen(request, ART, gewaehlte, dienste.liste_uebernehmen_lassen, tasks.uebernehmen)


@nur_rollen(*ROLLEN)
def verwerfen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then decide against a list."""
    return seiten.verwerfen(request, ART, _sichtbare(angemeldet(request), pk), dienste.liste_verwerfen)


@nur_rollen(*ROLLEN)
def zurueckgewiesen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows as a file for the registry; after the take-over without the values."""
    gewaehlte = _sichtbare(angemeldet(request), pk)
    if bericht := einlesen.offener_bericht(gewaehlte, bericht_lesen):
        kopf = ["Zeile", "Spalte", "Wert", "Grund"]
        zeilen: list[list[object]] = [[f.zeile, f.spalte, f.wert, f.grund] for f in bericht.fehler]
    else:
        kopf = ["Zeile", "Spalte", "Grund"]
        meldungen = gewaehlte.meldungen.filter(ergebnis=Ergebnis.ZURUECKGEWIESEN)
        zeilen = [[meldung.zeile, *grund] for meldung in meldungen for grund in meldung.gruende]
    return als_datei(csv_ausgeben(kopf, zeilen), name="zurueckgewiesene-zeilen.csv")
