"""Where the office writes offers in other languages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.seiten.regeln import ohne_absaetze
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.auskunft import ZIELSPRACHEN
from netzwerk.angebote.forms import Uebersetzungsformular
from netzwerk.angebote.models import Angebot, Uebersetzung


@nur_rollen(*PFLEGENDE)
@nacheinander
def schreiben(request: HttpRequest, angebot_id: UUID, sprache: str) -> HttpResponse:
    """Write a translation or change it, beside the German words."""
    if sprache not in ZIELSPRACHEN:
        raise Http404
    angebot = get_object_or_404(Angebot, pk=angebot_id)
    vorhandene = angebot.uebersetzungen.filter(sprache=sprache).first()
    zeile = vorhandene or Uebersetzung(angebot=angebot, sprache=sprache)
    marke = vorhandene and vorhandene.marke
    deutsch = "\n".join(ohne_absaetze(wort) for wort in angebot.worte.values())
    formular = Uebersetzungsformular(
        request.POST or None, instance=zeile, daneben={"Der deutsche Text": deutsch}
    )
    if request.method == "POST" and formular.is_valid():
        dienste.uebersetzung_schreiben(
            angebot_id=angebot.pk, sprache=sprache, durch=angemeldet(request), **formular.cleaned_data
        )
        messages.success(request, f"Die Übersetzung ist gespeichert: {ZIELSPRACHEN[sprache]}.")
        return redirect("angebotspflege:angebot", angebot.pk)
    kontext = {
        "form": formular,
        "angebot": angebot,
        "sprache": sprache,
        "name": ZIELSPRACHEN[sprache],
        "marke": marke,
    }
    return render(request, "netzwerk/angebote/pflege/uebersetzung.html", kontext, status=status(formular))


@nur_rollen(*PFLEGENDE)
@require_POST
def stimmen(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """What is older than the German words fits them all the same: a comma has changed."""
    get_object_or_404(Angebot, pk=angebot_id)
    abdruck, wer = request.POST.get("abdruck", ""), angemeldet(request)
    try:
        dienste.uebersetzungen_stimmen(angebot_id=angebot_id, abdruck=abdruck, durch=wer)
        messages.success(request, "Alle Übersetzungen gelten wieder als aktuell.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("angebotspflege:angebot", angebot_id)


@nur_rollen(*PFLEGENDE)
def loeschen(request: HttpRequest, angebot_id: UUID, sprache: str) -> HttpResponse:
    """Delete a translation, after a question."""
    gezeigte = get_object_or_404(
        Uebersetzung.objects.select_related("angebot"), angebot=angebot_id, sprache=sprache
    )
    if request.method == "POST":
        try:
            dienste.uebersetzung_loeschen(angebot_id=angebot_id, sprache=sprache, durch=angemeldet(request))
            messages.success(request, f"Die Übersetzung ist gelöscht: {ZIELSPRACHEN[sprache]}.")
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("angebotspflege:angebot", angebot_id)
    kontext = {
        "frage": f"Übersetzung löschen: {ZIELSPRACHEN[sprache]}?",
        "fakten": (("Angebot", gezeigte.angebot.titel), ("Übersetzt als", gezeigte.titel)),
        "folgen": ("Familien lesen das Angebot in dieser Sprache dann auf Deutsch, mit einem Hinweis.",),
        "ja": "Ja, löschen",
        "zurueck": reverse("angebotspflege:uebersetzung", args=[angebot_id, sprache]),
    }
    return render(request, "bestaetigen.html", kontext)
