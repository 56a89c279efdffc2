"""Families: the list, and the page on which every room has its section."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from familienbuero.blaettern import blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.konten.enums import Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import raeume
from familienbuero.stammdaten.dienste import kontakt_aendern
from familienbuero.stammdaten.forms import Kontaktformular
from familienbuero.stammdaten.models import Familie, darf_hinaus


@nur_rollen(Rolle.LEITUNG, Rolle.KOORDINATION)
def familien(request: HttpRequest) -> HttpResponse:
    """All families that one may see, in the order of a phone book."""
    benutzer = angemeldet(request)
    sichtbar = Familie.objects.sichtbar_fuer(benutzer).select_related("stadtteil").prefetch_related("kinder")
    blatt = blaettern(sichtbar, nach=["sortierschluessel"], anfrage=request.GET)
    vermerken(benutzer, seite="Familien", familien=[familie.pk for familie in blatt.zeilen])
    return render(request, "stammdaten/familien.html", {"blatt": blatt})


@nur_rollen(Rolle.LEITUNG, Rolle.KOORDINATION, Rolle.BESUCHSDIENST)
def familie(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """One family: who belongs to it, how to reach it, and what the rooms have to say."""
    benutzer = angemeldet(request)
    gezeigt = get_object_or_404(
        Familie.objects.sichtbar_fuer(benutzer).select_related("stadtteil"), pk=familie_id
    )
    vermerken(benutzer, seite="Familie", familien=[gezeigt.pk])
    abschnitte = [raum.familienabschnitt(benutzer, gezeigt.pk) for raum in raeume() if raum.familienabschnitt]
    return render(
        request,
        "stammdaten/familie.html",
        {
            "familie": gezeigt,
            "hindernis": darf_hinaus(gezeigt),
            "abschnitte": [abschnitt for abschnitt in abschnitte if abschnitt],
            "darf_aendern": benutzer.hat_rolle(Rolle.LEITUNG, Rolle.KOORDINATION),
        },
    )


@nur_rollen(Rolle.LEITUNG, Rolle.KOORDINATION)
@nacheinander
def kontakt(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Phone, e-mail and language, as the family has told them."""
    benutzer = angemeldet(request)
    gezeigt = get_object_or_404(Familie.objects.sichtbar_fuer(benutzer), pk=familie_id)
    formular = Kontaktformular(request.POST or None, instance=gezeigt)
    if request.method == "POST" and formular.is_valid():
        kontakt_aendern(gezeigt)
        return redirect("stammdaten:familie", familie_id)
    vermerken(benutzer, seite="Kontakt", familien=[gezeigt.pk])
    kontext = {
        "form": formular,
        "titel": gezeigt.anrede,
        "satz": "Nur was die Familie selbst genannt hat.",
        "zurueck": request.path.removesuffix("kontakt/"),
    }
    return render(request, "formular.html", kontext, status=status(formular))
