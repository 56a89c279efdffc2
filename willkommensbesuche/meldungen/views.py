"""Registry lists: upload, check, decide, watch the take-over, read what came of it."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from familienbuero.ausgabe import als_datei
from familienbuero.blaettern import blaettern
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.einlesen.regeln import csv_ausgeben
from familienbuero.fehler import Ablehnung
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


@nur_rollen(*ROLLEN)
def listen(request: HttpRequest) -> HttpResponse:
    """All lists, the newest first."""
    sichtbar = Meldeliste.objects.sichtbar_fuer(angemeldet(request)).select_related("eingang")
    blatt = blaettern(sichtbar, nach=["-geprueft_am"], anfrage=request.GET)
    return render(request, f"{VORLAGEN}/listen.html", {"blatt": blatt})


@nur_rollen(*ROLLEN)
def hochladen(request: HttpRequest) -> HttpResponse:
    """Take a list in and check it; what is wrong with the whole file stands at the field."""
    groesse = int(request.META.get("CONTENT_LENGTH") or 0)
    eingabe = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HochladenForm(*eingabe, groesse=groesse)
    if form.is_valid():
        datei = form.cleaned_data["datei"]
        try:
            neue = dienste.liste_pruefen(
                inhalt=datei.read(),
                dateiname=datei.name,
                liste_vom=form.cleaned_data["liste_vom"],
                wer=angemeldet(request),
            )
        except Ablehnung as ablehnung:
            form.add_error("datei", ablehnung.satz)
        else:
            return redirect("meldungen:liste", neue.pk)
    kontext = {
        "form": form,
        "titel": "Neue Meldeliste",
        "satz": "Die Liste wird zuerst nur geprüft. Über Familien ist danach noch nichts gespeichert.",
        "speichern": "Liste prüfen",
        "zurueck": reverse("meldungen:listen"),
    }
    return render(request, f"{VORLAGEN}/hochladen.html", kontext)


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
    if bericht := _bericht(gezeigte):
        return _pruefseite(request, benutzer, gezeigte, bericht)
    zurueckgewiesene = gezeigte.meldungen.filter(ergebnis=Ergebnis.ZURUECKGEWIESEN)
    seite = ausschnitt(list(zurueckgewiesene), request.GET.get("fehler", ""))
    return render(request, f"{VORLAGEN}/ergebnis.html", {"liste": gezeigte, "fehler": seite})


def _sichtbare(benutzer: Benutzer, pk: UUID) -> Meldeliste:
    sichtbar = Meldeliste.objects.sichtbar_fuer(benutzer).select_related("eingang__wer")
    return get_object_or_404(sichtbar, pk=pk)


def _bericht(gezeigte: Meldeliste) -> Bericht | None:
    """What the check found, as long as the list waits and its file is there."""
    if gezeigte.status != Uebernahmestand.GEPRUEFT or not gezeigte.eingang.vorhanden:
        return None
    try:
        return bericht_lesen(einlesen.befund(gezeigte.eingang))
    except Ablehnung:
        return None


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
    benutzer = angemeldet(request)
    gewaehlte = _sichtbare(benutzer, pk)
    try:
        dienste.liste_uebernehmen_lassen(gewaehlte.pk, wer=benutzer)
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    else:
        # A bell that is not heard is rung again by the sweep.
        transaction.on_commit(lambda: tasks.uebernehmen.delay(str(gewaehlte.pk)), robust=True)
    return redirect("meldungen:liste", pk)


@nur_rollen(*ROLLEN)
def verwerfen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then decide against a list."""
    benutzer = angemeldet(request)
    gewaehlte = _sichtbare(benutzer, pk)
    if request.method == "POST":
        try:
            dienste.liste_verwerfen(gewaehlte.pk, wer=benutzer)
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("meldungen:listen")
    kontext = {
        "frage": "Diese Meldeliste verwerfen?",
        "fakten": (("Datei", gewaehlte.eingang.dateiname), ("Zeilen", gewaehlte.gelesen)),
        "folgen": ("Aus der Liste wird nichts gespeichert.", "Die Datei wird sofort vernichtet."),
        "ja": "Liste verwerfen",
        "zurueck": reverse("meldungen:liste", args=[pk]),
    }
    return render(request, "bestaetigen.html", kontext)


@nur_rollen(*ROLLEN)
def zurueckgewiesen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows as a file for the registry; after the take-over without the values."""
    gewaehlte = _sichtbare(angemeldet(request), pk)
    if bericht := _bericht(gewaehlte):
        kopf = ["Zeile", "Spalte", "Wert", "Grund"]
        zeilen: list[list[object]] = [[f.zeile, f.spalte, f.wert, f.grund] for f in bericht.fehler]
    else:
        kopf = ["Zeile", "Spalte", "Grund"]
        meldungen = gewaehlte.meldungen.filter(ergebnis=Ergebnis.ZURUECKGEWIESEN)
        zeilen = [[meldung.zeile, *grund] for meldung in meldungen for grund in meldung.gruende]
    return als_datei(csv_ausgeben(kopf, zeilen), name="zurueckgewiesene-zeilen.csv")
