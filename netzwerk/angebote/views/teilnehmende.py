"""Who takes part in an offer: list, phone, who was there, paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero import kalender
from familienbuero.ausgabe import als_datei
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.dienste import anrufe_erledigen
from familienbuero.schreiben.tasks import nachrichten_laeuten
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.dokumente.anmeldung import teilnahmeliste
from netzwerk.angebote.enums import Anmeldungsstand
from netzwerk.angebote.forms import Berichtigung, Telefonanmeldung
from netzwerk.angebote.models import Angebot, Anmeldung

# Columns to tick on the printed list.
SPALTEN = 10


def _angebot(angebot_id: UUID) -> Angebot:
    return get_object_or_404(Angebot.objects.mit_allem(), pk=angebot_id)


def _anmeldung(request: HttpRequest, anmeldung_id: UUID) -> Anmeldung:
    sichtbar = Anmeldung.objects.sichtbar_fuer(angemeldet(request)).select_related("angebot")
    return get_object_or_404(sichtbar, pk=anmeldung_id)


def _zurueck(angebot_id: UUID) -> HttpResponse:
    return redirect("angebotspflege:anmeldungen", angebot_id)


@nur_rollen(*PFLEGENDE)
def anmeldungen(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Who has a place, who waits in which order, who has cancelled; counted also after names are gone."""
    angebot = _angebot(angebot_id)
    alle = Anmeldung.objects.sichtbar_fuer(angemeldet(request)).filter(angebot=angebot)
    da = alle.filter(geloescht_am=None)
    zahlen = {
        zeile["status"]: zeile
        for zeile in alle.order_by().values("status").annotate(anmeldungen=Count("pk"), plaetze=Sum("kinder"))
    }
    vermerken(angemeldet(request), seite="Anmeldungen", familien=da.values_list("pk", flat=True))
    kontext: dict[str, Any] = {
        "angebot": angebot,
        "mit_platz": da.mit_platz(),
        "wartende": da.wartend(),
        "ohne": da.filter(status__in=[Anmeldungsstand.STORNIERT, Anmeldungsstand.VERFALLEN]),
        "zahlen": [(stand, zahlen[stand]) for stand in Anmeldungsstand if stand in zahlen],
        "anrufe": dienste.anzurufende(angebot.pk),
        "begonnen": angebot.nach_vereinbarung
        or angebot.termine.stattfindend().filter(beginn__lte=kalender.jetzt()).exists(),
    }
    return render(request, "netzwerk/angebote/pflege/anmeldungen.html", kontext)


@nur_rollen(*PFLEGENDE)
def telefonisch(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Sign a family up that calls."""
    angebot = _angebot(angebot_id)
    formular = Telefonanmeldung(request.POST or None)
    if request.method == "POST" and formular.is_valid():
        try:
            neu = dienste.anmelden(angebot.pk, formular.anmeldeangaben(), durch=angemeldet(request))
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            nachrichten_laeuten()
            messages.success(request, f"{neu.name}: {neu.marke.label}.")
            return _zurueck(angebot.pk)
    kontext = {
        "form": formular,
        "titel": "Am Telefon anmelden",
        "satz": f"{angebot.titel}, {angebot.freie_plaetze} von {angebot.plaetze or 0} Plätzen frei",
        "speichern": "Anmelden",
        "zurueck": reverse("angebotspflege:anmeldungen", args=[angebot.pk]),
    }
    return render(request, "formular.html", kontext)


@nur_rollen(*PFLEGENDE)
@nacheinander
def aendern(request: HttpRequest, anmeldung_id: UUID) -> HttpResponse:
    """Correct what a family has told: a number, an address with a slip, one child more."""
    eine = _anmeldung(request, anmeldung_id)
    formular = Berichtigung(request.POST or None, anmeldung=eine)
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.anmeldung_aendern(eine.pk, **formular.angaben(), durch=angemeldet(request))
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            nachrichten_laeuten()
            messages.success(request, f"{formular.cleaned_data['name']}: gespeichert.")
            return _zurueck(eine.angebot_id)
    vermerken(angemeldet(request), seite="Anmeldung", familien=[eine.pk])
    kontext = {
        "form": formular,
        "titel": "Anmeldung ändern",
        "satz": f"{eine.angebot.titel}, {eine.marke.label}",
        "zurueck": reverse("angebotspflege:anmeldungen", args=[eine.angebot_id]),
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(*PFLEGENDE)
@require_POST
def teilnahme(request: HttpRequest, anmeldung_id: UUID) -> HttpResponse:
    """Was there, or did not appear: one tap."""
    eine = _anmeldung(request, anmeldung_id)
    da = request.POST.get("da") == "1"
    try:
        dienste.teilnahme_vermerken(eine.pk, teilgenommen=da, durch=angemeldet(request))
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
        return _zurueck(eine.angebot_id)
    # On a phone the next name stands below, not at the top of the page.
    return redirect(f"{reverse('angebotspflege:anmeldungen', args=[eine.angebot_id])}#familie-{eine.pk}")


@nur_rollen(*PFLEGENDE)
@require_POST
def angerufen(request: HttpRequest, anmeldung_id: UUID) -> HttpResponse:
    """Somebody has told the family on the phone what no mail has brought."""
    eine = _anmeldung(request, anmeldung_id)
    anrufe_erledigen(eine.pk)
    messages.success(request, f"{eine.name} weiß Bescheid.")
    return _zurueck(eine.angebot_id)


@nur_rollen(*PFLEGENDE)
@require_POST
def bestaetigen(request: HttpRequest, anmeldung_id: UUID) -> HttpResponse:
    """The family has said on the phone that it takes the place."""
    eine = _anmeldung(request, anmeldung_id)
    try:
        dienste.anmeldung_bestaetigen(eine.pk, durch=angemeldet(request))
        nachrichten_laeuten()
        messages.success(request, f"{eine.name} hat den Platz.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return _zurueck(eine.angebot_id)


@nur_rollen(*PFLEGENDE)
def stornieren(request: HttpRequest, anmeldung_id: UUID) -> HttpResponse:
    """Cancel for a family."""
    eine = _anmeldung(request, anmeldung_id)
    zurueck = reverse("angebotspflege:anmeldungen", args=[eine.angebot_id])
    if request.method == "POST":
        try:
            dienste.anmeldung_stornieren(eine.pk, durch=angemeldet(request))
            nachrichten_laeuten()
            messages.success(request, f"{eine.name} ist abgemeldet.")
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect(zurueck)
    folgen = ["Die Familie bekommt eine E-Mail." if eine.email else "Die Familie hat keine E-Mail-Adresse."]
    if eine.haelt_platz:
        folgen.append("Der Platz wird der nächsten Familie auf der Warteliste angeboten.")
    vermerken(angemeldet(request), seite="Abmeldung", familien=[eine.pk])
    kontext = {
        "frage": f"{eine.name} abmelden?",
        "fakten": (("Angebot", eine.angebot.titel), ("Stand", eine.marke.label)),
        "folgen": folgen,
        "ja": "Abmelden",
        "zurueck": zurueck,
    }
    return render(request, "bestaetigen.html", kontext)


@nur_rollen(*PFLEGENDE)
def liste_als_pdf(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """The list on paper, with a column for each of the next dates."""
    angebot = _angebot(angebot_id)
    da = Anmeldung.objects.sichtbar_fuer(angemeldet(request)).filter(angebot=angebot, geloescht_am=None)
    termine = angebot.termine.stattfindend().kommend(kalender.jetzt())[:SPALTEN]
    mit_platz = list(da.mit_platz())
    vermerken(angemeldet(request), seite="Teilnahmeliste", familien=[eine.pk for eine in mit_platz])
    pdf = teilnahmeliste(angebot, mit_platz, list(termine), stand=kalender.jetzt())
    return als_datei(pdf, name=f"teilnahmeliste-{angebot.slug}.pdf")
