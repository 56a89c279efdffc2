"""Tables of offers: an empty one to fill in, upload, check, decide, what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero.ausgabe import als_datei
from familienbuero.blaettern import blaettern
from familienbuero.einlesen import dienste as einlesen
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet, nur_rollen
from netzwerk.angebotstabellen import dienste, tasks
from netzwerk.angebotstabellen.forms import Tabellenformular
from netzwerk.angebotstabellen.models import Angebotstabelle
from netzwerk.angebotstabellen.regeln import (
    Bericht,
    bericht_lesen,
    gruende_als_csv,
    leere_tabelle,
    zurueckgewiesene_zeilen,
)
from netzwerk.partner.abfragen import NETZWERKENDE

VORLAGEN = "netzwerk/angebotstabellen"
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
    """Take a table in and check it; what is wrong with the whole file stands at the field."""
    eingabe = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Tabellenformular(*eingabe, groesse=int(request.META.get("CONTENT_LENGTH") or 0))
    if form.is_valid():
        datei = form.cleaned_data["datei"]
        try:
            neue = dienste.tabelle_pruefen(inhalt=datei.read(), dateiname=datei.name, wer=angemeldet(request))
        except Ablehnung as ablehnung:
            form.add_error("datei", ablehnung.satz)
        else:
            return redirect("angebotstabellen:tabelle", neue.pk)
    kontext = {
        "form": form,
        "titel": "Angebote übernehmen",
        "satz": "Aus der Tabelle, die Sie bisher geführt haben. Sie wird zuerst nur geprüft.",
        "speichern": "Tabelle prüfen",
        "zurueck": reverse("angebotstabellen:liste"),
    }
    return render(request, f"{VORLAGEN}/hochladen.html", kontext)


def _sichtbare(request: HttpRequest, pk: UUID) -> Angebotstabelle:
    sichtbar = Angebotstabelle.objects.sichtbar_fuer(angemeldet(request)).select_related("eingang__wer")
    return get_object_or_404(sichtbar, pk=pk)


def _bericht(gezeigte: Angebotstabelle) -> Bericht | None:
    """What the check found, as long as the table waits and its file is there."""
    if not gezeigte.wartet:
        return None
    try:
        return bericht_lesen(einlesen.befund(gezeigte.eingang))
    except Ablehnung:
        return None


@nur_rollen(*NETZWERKENDE)
def tabelle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One table in the state that it is in, with what is wrong with its rows."""
    gezeigte = _sichtbare(request, pk)
    bericht = _bericht(gezeigte)
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
    try:
        dienste.tabelle_uebernehmen_lassen(gewaehlte.pk, wer=angemeldet(request))
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    else:
        # A bell that is not heard is rung again by the sweep.
        transaction.on_commit(lambda: tasks.uebernehmen.delay(str(gewaehlte.pk)), robust=True)
    return redirect("angebotstabellen:tabelle", pk)


@nur_rollen(*NETZWERKENDE)
def verwerfen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then decide against a table."""
    gewaehlte = _sichtbare(request, pk)
    if request.method == "POST":
        try:
            dienste.tabelle_verwerfen(gewaehlte.pk, wer=angemeldet(request))
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("angebotstabellen:liste")
    kontext = {
        "frage": "Diese Tabelle verwerfen?",
        "fakten": (("Datei", gewaehlte.eingang.dateiname), ("Zeilen", gewaehlte.gelesen)),
        "folgen": ("Aus der Tabelle wird nichts gespeichert.", "Die Datei wird sofort vernichtet."),
        "ja": "Tabelle verwerfen",
        "zurueck": reverse("angebotstabellen:tabelle", args=[pk]),
    }
    return render(request, "bestaetigen.html", kontext)


@nur_rollen(*NETZWERKENDE)
def zurueckgewiesen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows to correct and bring back; after the take-over only what was wrong with them."""
    gewaehlte = _sichtbare(request, pk)
    bericht = _bericht(gewaehlte)
    inhalt = zurueckgewiesene_zeilen(bericht) if bericht else gruende_als_csv(gewaehlte.gruende)
    return als_datei(inhalt, name="zurueckgewiesene-angebote.csv")
