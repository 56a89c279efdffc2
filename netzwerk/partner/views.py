"""Organisations of the network, and who speaks for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from familienbuero.blaettern import blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import Organisationsabschnitt, raeume
from familienbuero.stammdaten.models import Organisation
from netzwerk.partner import dienste
from netzwerk.partner.abfragen import NETZWERKENDE, mit_wort, ohne_ansprechperson, organisationen_fuer
from netzwerk.partner.forms import Ansprechpersonformular, Organisationsformular, Partnerfilter
from netzwerk.partner.models import Ansprechperson

VORLAGEN = "netzwerk/partner"


@nur_rollen(*NETZWERKENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All organisations by name, filtered by word, kind, status; and for whom nobody speaks."""
    filter_ = Partnerfilter(request.GET)
    gefunden = organisationen_fuer(angemeldet(request))
    if filter_.is_valid():
        gewaehlt = filter_.cleaned_data
        gefunden = mit_wort(gefunden, gewaehlt["q"])
        if gewaehlt["art"]:
            gefunden = gefunden.filter(netzwerkpartner__art=gewaehlt["art"])
        if gewaehlt["status"]:
            gefunden = gefunden.filter(netzwerkpartner__partnerstatus=gewaehlt["status"])
        if gewaehlt["ohne"]:
            gefunden = ohne_ansprechperson(gefunden, Ansprechperson.objects.all())
    gefunden = gefunden.prefetch_related("ansprechpersonen")
    blatt = blaettern(gefunden, nach=["sortierschluessel"], anfrage=request.GET)
    return render(request, f"{VORLAGEN}/liste.html", {"blatt": blatt, "filter": filter_})


def _abschnitte(benutzer: Benutzer, organisation_id: UUID) -> list[Organisationsabschnitt]:
    """What the rooms have of an organisation."""
    fragen = [raum.organisationsabschnitt for raum in raeume() if raum.organisationsabschnitt]
    return [abschnitt for frage in fragen if (abschnitt := frage(benutzer, organisation_id))]


@nur_rollen(*NETZWERKENDE)
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation: facts, who speaks for it, and what the rooms have of it."""
    benutzer = angemeldet(request)
    gezeigte = get_object_or_404(organisationen_fuer(benutzer), pk=organisation_id)
    kontext = {
        "organisation": gezeigte,
        "partner": getattr(gezeigte, "netzwerkpartner", None),
        "personen": gezeigte.ansprechpersonen.select_related("pflegelink"),
        "abschnitte": _abschnitte(benutzer, gezeigte.pk),
    }
    return render(request, f"{VORLAGEN}/organisation.html", kontext)


@nur_rollen(*NETZWERKENDE)
@nacheinander
def schreiben(request: HttpRequest, organisation_id: UUID | None = None) -> HttpResponse:
    """Enter an organisation, or change one."""
    alle = organisationen_fuer(angemeldet(request))
    zeile = get_object_or_404(alle, pk=organisation_id) if organisation_id else Organisation()
    partner = getattr(zeile, "netzwerkpartner", None)
    formular = Organisationsformular(request.POST or None, instance=zeile, partner=partner)
    if request.method == "POST" and formular.is_valid():
        dienste.organisation_schreiben(formular.save(commit=False), **formular.partnerangaben())
        messages.success(request, f"„{zeile.name}“ ist gespeichert.")
        return redirect("partner:organisation", zeile.pk)
    if organisation_id:
        zurueck = reverse("partner:organisation", args=[organisation_id])
    else:
        zurueck = reverse("partner:liste")
    # The name as it is stored: validation has put what was typed into the row.
    titel = formular.initial.get("name") or "Neue Organisation"
    kontext = {"form": formular, "titel": titel, "zurueck": zurueck}
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(*NETZWERKENDE)
@nacheinander
def person_eintragen(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Somebody new speaks for an organisation."""
    gewaehlte = get_object_or_404(organisationen_fuer(angemeldet(request)), pk=organisation_id)
    return _person_schreiben(request, Ansprechperson(organisation=gewaehlte), "Neue Ansprechperson")


@nur_rollen(*NETZWERKENDE)
@nacheinander
def person(request: HttpRequest, kontakt_id: UUID) -> HttpResponse:
    """Change how somebody is reached."""
    return _person_schreiben(request, _sichtbare(request, kontakt_id), "Ansprechperson ändern")


def _sichtbare(request: HttpRequest, kontakt_id: UUID) -> Ansprechperson:
    sichtbar = Ansprechperson.objects.sichtbar_fuer(angemeldet(request)).select_related("organisation")
    return get_object_or_404(sichtbar, pk=kontakt_id)


def _person_schreiben(request: HttpRequest, zeile: Ansprechperson, titel: str) -> HttpResponse:
    formular = Ansprechpersonformular(request.POST or None, instance=zeile)
    if request.method == "POST" and formular.is_valid():
        satz = f"{zeile.name} ist gespeichert."
        if dienste.ansprechperson_schreiben(formular.save(commit=False)):
            satz += " Der Link an die frühere E-Mail-Adresse gilt nicht mehr. Bitte schicken Sie einen neuen."
        messages.success(request, satz)
        return redirect("partner:organisation", zeile.organisation_id)
    kontext = {
        "form": formular,
        "titel": titel,
        "satz": zeile.organisation.name,
        "zurueck": reverse("partner:organisation", args=[zeile.organisation_id]),
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(*NETZWERKENDE)
def ausgeschieden(request: HttpRequest, kontakt_id: UUID) -> HttpResponse:
    """Ask, then destroy the contact data of somebody who has left."""
    zeile = _sichtbare(request, kontakt_id)
    zurueck = reverse("partner:organisation", args=[zeile.organisation_id])
    if request.method == "POST":
        dienste.ausgeschieden(zeile.pk)
        messages.success(request, "Name, Kontakt und Link sind gelöscht.")
        return redirect(zurueck)
    kontext = {
        "frage": "Nicht mehr Ansprechperson?",
        "fakten": (("Name", zeile.name), ("Organisation", zeile.organisation.name)),
        "folgen": ("Name, Telefon und E-Mail-Adresse werden gelöscht.", "Der Link gilt nicht mehr."),
        "ja": "Löschen",
        "zurueck": zurueck,
    }
    return render(request, "bestaetigen.html", kontext)
