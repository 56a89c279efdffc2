"""Texts and news, as `verwaltung` writes them."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from familienbuero.blaettern import blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.seiten import dienste
from familienbuero.seiten.enums import Seitenname
from familienbuero.seiten.forms import NeuigkeitForm, SeiteForm
from familienbuero.seiten.mitgeliefert import uebersetzung_des_hauses
from familienbuero.seiten.models import DEUTSCH, Neuigkeit, Seite
from familienbuero.seiten.regeln import ausfuellen
from familienbuero.stammdaten.dienste import kommune
from familienbuero.zwischenspeicher import veralten

SPRACHEN = dict(settings.LANGUAGES)


@nur_rollen(Rolle.VERWALTUNG)
def seitenliste(request: HttpRequest) -> HttpResponse:
    """The texts that the office writes itself, with the languages that they have and lack."""
    alle = list(Seite.objects.select_related("geaendert_von"))
    vorhanden = {(seite.slug, seite.sprache) for seite in alle}
    zeilen = [
        {
            "seite": seite,
            "da": [
                (k, name) for k, name in SPRACHEN.items() if k != DEUTSCH and (seite.slug, k) in vorhanden
            ],
            "fehlt": [(k, name) for k, name in SPRACHEN.items() if (seite.slug, k) not in vorhanden],
        }
        for seite in alle
        if seite.sprache == DEUTSCH
    ]
    return render(request, "seiten/seite_liste.html", {"zeilen": zeilen})


@nur_rollen(Rolle.VERWALTUNG)
@nacheinander
def seite_bearbeiten(request: HttpRequest, slug: str, sprache: str = DEUTSCH) -> HttpResponse:
    """Change a text in one language; "Vorschau" shows it as it would stand on the page and stores nothing."""
    if slug not in Seitenname.values or sprache not in SPRACHEN:
        raise Http404
    deutsch = Seite.objects.filter(slug=slug, sprache=DEUTSCH).first()
    seite = Seite.objects.filter(slug=slug, sprache=sprache).first()
    if seite is None:
        vom_haus = uebersetzung_des_hauses(deutsch, sprache) if deutsch else None
        seite = vom_haus or Seite(slug=slug, sprache=sprache)
    form = SeiteForm(request.POST or None, instance=seite)
    vorschau = ""
    if form.is_valid():
        if "vorschau" not in request.POST:
            felder = {name: form.cleaned_data[name] for name in ("titel", "text", "film")}
            gespeichert = dienste.seite_schreiben(
                slug=slug, sprache=sprache, durch=angemeldet(request), **felder
            )
            messages.success(request, f"„{gespeichert.titel}“ ist gespeichert.")
            return redirect("seiten:seitenliste")
        vorschau = mark_safe(ausfuellen(form.cleaned_data["text"], kommune()))  # noqa: S308 - cleaned
    kontext = {
        "form": form,
        "seite": seite,
        "vorschau": vorschau,
        "sprache": SPRACHEN[sprache],
        "deutsch": deutsch if sprache != DEUTSCH else None,
    }
    return render(request, "seiten/seite_formular.html", kontext, status=status(form))


@nur_rollen(Rolle.VERWALTUNG)
def neuigkeiten(request: HttpRequest) -> HttpResponse:
    """News and decisions in all languages."""
    blatt = blaettern(Neuigkeit.objects.all(), nach=["-datum"], anfrage=request.GET)
    return render(request, "seiten/neuigkeiten.html", {"blatt": blatt})


@nur_rollen(Rolle.VERWALTUNG)
@nacheinander
def neuigkeit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write news, or change them."""
    vorhandene = get_object_or_404(Neuigkeit, pk=pk) if pk else None
    form = NeuigkeitForm(request.POST or None, instance=vorhandene)
    if request.method == "POST" and form.is_valid():
        gespeichert = dienste.neuigkeit_schreiben(form.save(commit=False))
        messages.success(request, f"„{gespeichert.titel}“ steht jetzt auf der öffentlichen Seite.")
        return redirect("seiten:neuigkeiten")
    kontext = {
        "form": form,
        "titel": vorhandene.titel if vorhandene else "Neuigkeit schreiben",
        "satz": "Neuigkeiten und Beschlüsse stehen unter „Aktuelles“, die neueste oben.",
        "zurueck": reverse("seiten:neuigkeiten"),
    }
    return render(request, "formular.html", kontext, status=status(form))


@nur_rollen(Rolle.VERWALTUNG)
def neuigkeit_loeschen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take news off the page, after a question."""
    gezeigt = get_object_or_404(Neuigkeit, pk=pk)
    if request.method == "POST":
        gezeigt.delete()
        veralten()
        messages.success(request, f"„{gezeigt.titel}“ ist gelöscht.")
        return redirect("seiten:neuigkeiten")
    kontext = {
        "frage": f"„{gezeigt.titel}“ löschen?",
        "folgen": ("Der Text verschwindet von der öffentlichen Seite und lässt sich nicht zurückholen.",),
        "ja": "Ja, löschen",
        "zurueck": reverse("seiten:neuigkeiten"),
    }
    return render(request, "bestaetigen.html", kontext)
