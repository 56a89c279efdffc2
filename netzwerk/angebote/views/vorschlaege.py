"""Where the office decides about proposals of partners, sends links, and sees who has not answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.tasks import nachrichten_laeuten
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.auskunft import gegenueberstellung
from netzwerk.angebote.enums import Vorschlagsstand
from netzwerk.angebote.forms import Ablehnungsformular
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Rueckfrage
from netzwerk.partner.dienste import link_widerrufen
from netzwerk.partner.models import Ansprechperson

VORLAGEN = "netzwerk/angebote/pflege"


@nur_rollen(*PFLEGENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """Proposals, those that wait unless somebody asks for all; and who has not answered."""
    sichtbar = Aenderungsvorschlag.objects.sichtbar_fuer(angemeldet(request))
    alle = bool(request.GET.get("alle"))
    gezeigt = (sichtbar if alle else sichtbar.offen()).select_related("angebot", "organisation")
    blatt = blaettern(gezeigt, nach=["-eingegangen_am"], anfrage=request.GET)
    unerreichte = dienste.unerreichte()
    # Once somebody has looked at everything, it does not matter any more who has not answered.
    alte = Angebot.objects.veraltet(kalender.heute()).values("organisation")
    gefragte = Rueckfrage.objects.unbeantwortet().filter(organisation__in=alte)
    gefragte = gefragte.exclude(organisation__in=[eine.pk for eine, _ in unerreichte])
    kontext = {
        "blatt": blatt,
        "alle": alle,
        "gefragte": gefragte.select_related("organisation"),
        "unerreichte": unerreichte,
    }
    return render(request, f"{VORLAGEN}/vorschlaege.html", kontext)


def _sichtbarer(request: HttpRequest, vorschlag_id: UUID) -> Aenderungsvorschlag:
    sichtbar = Aenderungsvorschlag.objects.sichtbar_fuer(angemeldet(request))
    verbunden = sichtbar.select_related("angebot", "organisation", "ansprechperson")
    return get_object_or_404(verbunden, pk=vorschlag_id)


@nur_rollen(*PFLEGENDE)
def vorschlag(request: HttpRequest, vorschlag_id: UUID) -> HttpResponse:
    """One proposal, old and new side by side."""
    gezeigter = _sichtbarer(request, vorschlag_id)
    kontext = {
        "vorschlag": gezeigter,
        "zeilen": gegenueberstellung(gezeigter),
        "offen": gezeigter.status == Vorschlagsstand.OFFEN,
        "verlauf": gezeigter.verlauf.select_related("wer"),
    }
    return render(request, f"{VORLAGEN}/vorschlag.html", kontext)


@nur_rollen(*PFLEGENDE)
@require_POST
def uebernehmen(request: HttpRequest, vorschlag_id: UUID) -> HttpResponse:
    """Write a proposal into the offer, or note that one knows of a date that was called off."""
    gezeigter = _sichtbarer(request, vorschlag_id)
    try:
        fertig = dienste.vorschlag_uebernehmen(
            gezeigter.pk, durch=angemeldet(request), gesehen=request.POST.get("gesehen", "")
        )
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
        return redirect("angebotspflege:vorschlag", vorschlag_id)
    nachrichten_laeuten()
    if fertig.aenderungen and fertig.angebot_id:
        messages.success(request, f"„{fertig.titel}“ ist übernommen.")
        return redirect("angebotspflege:angebot", fertig.angebot_id)
    messages.success(request, "Erledigt.")
    return redirect("angebotspflege:vorschlaege")


@nur_rollen(*PFLEGENDE)
def ablehnen(request: HttpRequest, vorschlag_id: UUID) -> HttpResponse:
    """Refuse a proposal, with a sentence for the partner."""
    gezeigter = _sichtbarer(request, vorschlag_id)
    formular = Ablehnungsformular(request.POST or None, initial={"gesehen": gezeigter.fassung})
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.vorschlag_ablehnen(gezeigter.pk, durch=angemeldet(request), **formular.cleaned_data)
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
            return redirect("angebotspflege:vorschlag", vorschlag_id)
        nachrichten_laeuten()
        messages.success(request, "Der Vorschlag ist abgelehnt. Der Anbieter bekommt Ihre Antwort.")
        return redirect("angebotspflege:vorschlaege")
    kontext = {
        "form": formular,
        "titel": "Vorschlag ablehnen",
        "satz": f"{gezeigter.titel}, {gezeigter.organisation}",
        "speichern": "Ablehnen",
        "zurueck": reverse("angebotspflege:vorschlag", args=[gezeigter.pk]),
    }
    return render(request, "formular.html", kontext)


def _person(request: HttpRequest, kontakt_id: UUID) -> Ansprechperson:
    return get_object_or_404(Ansprechperson.objects.sichtbar_fuer(angemeldet(request)), pk=kontakt_id)


@nur_rollen(*PFLEGENDE)
@require_POST
def link_schicken(request: HttpRequest, kontakt_id: UUID) -> HttpResponse:
    """Mail somebody a new link; the old one ends."""
    person = _person(request, kontakt_id)
    try:
        dienste.link_verschicken(person.pk)
        nachrichten_laeuten()
        messages.success(request, f"Ein neuer Link geht an {person.email}. Ein früherer gilt nicht mehr.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("partner:organisation", person.organisation_id)


@nur_rollen(*PFLEGENDE)
@require_POST
def link_beenden(request: HttpRequest, kontakt_id: UUID) -> HttpResponse:
    """End somebody's link at once."""
    person = _person(request, kontakt_id)
    if link_widerrufen(person.pk):
        messages.success(request, f"Der Link von {person.name} gilt nicht mehr.")
    else:
        messages.error(request, f"{person.name} hat keinen Link, der noch gilt.")
    return redirect("partner:organisation", person.organisation_id)
