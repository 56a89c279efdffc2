"""Booklet and posters, made when somebody asks, so that they are never older than the page."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from familienbuero import kalender
from familienbuero.ausgabe import als_datei
from familienbuero.konten.zugang import nur_rollen
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.auskunft import passende, suche_zu
from netzwerk.angebote.dokumente import papier
from netzwerk.angebote.forms import Angebotsfilter
from netzwerk.angebote.models import Angebot

# More do not fit into a booklet that somebody carries, nor into the time that a page may take.
HOECHSTENS = 300
TERMINE_AUF_DEM_PLAKAT = 8
LEER = "Zu dieser Auswahl gibt es kein Angebot. Bitte nehmen Sie einen Filter heraus."


@nur_rollen(*PFLEGENDE)
def heft(request: HttpRequest) -> HttpResponse:
    """The booklet of everything that fits the filters of the public list (`?ort=Weidenau&alter=7`)."""
    filter_ = Angebotsfilter(request.GET)
    auswahl = filter_.auswahl()
    if filter_.errors:
        messages.error(request, " ".join(filter_.einwaende()))
        return redirect("angebotspflege:liste")
    angebote = passende(suche_zu(auswahl))
    anzahl = angebote.count()
    if not 0 < anzahl <= HOECHSTENS:
        zu_viele = (
            f"In ein Heft passen bis zu {HOECHSTENS} Angebote, gefunden sind {anzahl}. "
            "Bitte wählen Sie auf der Seite der Angebote einen Stadtteil oder ein Alter."
        )
        messages.error(request, zu_viele if anzahl else LEER)
        return redirect("angebotspflege:liste")
    gewaehlt = ", ".join(worte for _, _, worte in filter_.gewaehlte())
    heft = papier.heft(angebote.mit_allem().prefetch_related("reihen"), kalender.heute(), gewaehlt)
    return als_datei(heft, name=f"angebotsheft-{kalender.heute()}.pdf")


@nur_rollen(*PFLEGENDE)
def plakat(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """The poster of one offer, with its next dates and what falls out."""
    angebot = get_object_or_404(Angebot.objects.mit_allem(), pk=angebot_id)
    termine = angebot.termine.naechste(kalender.jetzt(), TERMINE_AUF_DEM_PLAKAT)
    adresse = settings.OEFFENTLICHE_ADRESSE + reverse("angebote:angebot", args=[angebot.slug])
    return als_datei(papier.plakat(angebot, termine, adresse), name=f"plakat-{angebot.slug}.pdf")
