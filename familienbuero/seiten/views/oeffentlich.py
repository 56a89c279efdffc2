"""Pages for families and everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from familienbuero.raum import raeume
from familienbuero.seiten.models import Seite
from familienbuero.seiten.regeln import ausfuellen
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Standort


def start(request: HttpRequest) -> HttpResponse:
    """Who we are, the doors that rooms open, how to reach us."""
    tueren = [tuer for raum in raeume() for tuer in raum.tueren]
    abschnitte = [raum.startabschnitt() for raum in raeume() if raum.startabschnitt]
    kontext = {"tueren": tueren, "abschnitte": abschnitte, "standorte": Standort.objects.all()}
    return render(request, "seiten/start.html", kontext)


def seite(request: HttpRequest, slug: str) -> HttpResponse:
    """A text of the office: Impressum, Datenschutz, Barrierefreiheit."""
    seite = get_object_or_404(Seite, slug=slug)
    text = mark_safe(ausfuellen(seite.text, kommune()))  # noqa: S308 - cleaned when it was stored
    return render(request, "seiten/seite.html", {"seite": seite, "text": text})
