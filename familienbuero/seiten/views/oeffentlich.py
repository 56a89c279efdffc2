"""Pages for families and everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from familienbuero.blaettern import blaettern
from familienbuero.raum import nebentueren, raeume
from familienbuero.seiten.mitgeliefert import uebersetzung_des_hauses
from familienbuero.seiten.models import DEUTSCH, Neuigkeit, Seite
from familienbuero.seiten.regeln import ausfuellen
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Standort
from familienbuero.zwischenspeicher import fuer_alle_gleich

JE_SEITE = 20


@fuer_alle_gleich
def start(request: HttpRequest) -> HttpResponse:
    """Who we are, the doors that rooms open, how to reach us."""
    tueren = sorted((tuer for raum in raeume() for tuer in raum.tueren), key=lambda tuer: tuer.platz)
    with override("de-simple"):
        leichte_sprache = reverse("seiten:start")
    kontext = {
        "tueren": [(tuer, nebentueren(tuer.adresse)) for tuer in tueren],
        "abschnitte": [raum.startabschnitt() for raum in raeume() if raum.startabschnitt],
        "standorte": Standort.objects.all(),
        "leichte_sprache": leichte_sprache,
    }
    return render(request, "seiten/start.html", kontext)


@fuer_alle_gleich
def seite(request: HttpRequest, slug: str) -> HttpResponse:
    """A text in the language of the reader, written by the office or as the house has it, else in German."""
    sprache = get_language() or DEUTSCH
    seite, vom_haus = Seite.objects.filter(slug=slug, sprache=sprache).first(), None
    if seite is None:
        deutsch = get_object_or_404(Seite, slug=slug, sprache=DEUTSCH)
        vom_haus = uebersetzung_des_hauses(deutsch, sprache)
        seite = vom_haus or deutsch
    text = mark_safe(ausfuellen(seite.text, kommune()))  # noqa: S308 - cleaned when it was stored
    kontext = {"seite": seite, "text": text, "nur_deutsch": seite.sprache != sprache, "maschinell": vom_haus}
    return render(request, "seiten/seite.html", kontext)


@fuer_alle_gleich
def aktuelles(request: HttpRequest) -> HttpResponse:
    """News and decisions, the newest first."""
    neuigkeiten = Neuigkeit.objects.zu_lesen(get_language() or DEUTSCH)
    blatt = blaettern(neuigkeiten, nach=["-datum"], anfrage=request.GET, je_seite=JE_SEITE)
    return render(request, "seiten/aktuelles.html", {"blatt": blatt})
