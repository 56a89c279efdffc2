"""Where the office writes offers and says what happens to them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.tasks import nachrichten_laeuten
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.auskunft import suche_zu, uebersetzungszeilen
from netzwerk.angebote.enums import Angebotsstand, Uebersetzungsstand
from netzwerk.angebote.forms import Angebotsformular, Kopieformular, Leitungen, Pflegefilter, Terminreihen
from netzwerk.angebote.models import Angebot
from netzwerk.angebote.regeln import Auswahl

# What a state is left by, as the buttons say it.
VERBEN = {
    Angebotsstand.FREIGEGEBEN: "Freigeben",
    Angebotsstand.VEROEFFENTLICHT: "Veröffentlichen",
    Angebotsstand.BEENDET: "Beenden",
    Angebotsstand.ABGESAGT: "Ganz absagen",
    Angebotsstand.ENTWURF: "Zurück zum Entwurf",
    Angebotsstand.ARCHIVIERT: "Ins Archiv",
}


@nur_rollen(*PFLEGENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All offers by title, filtered by word, state and kind."""
    filter_ = Pflegefilter(request.GET)
    angebote = Angebot.objects.sichtbar_fuer(angemeldet(request)).mit_allem()
    if filter_.is_valid():
        gewaehlt = filter_.cleaned_data
        angebote = angebote.mit_worten(suche_zu(Auswahl(wort=gewaehlt["q"], art=gewaehlt["art"])))
        angebote = angebote.filter(status=gewaehlt["stand"]) if gewaehlt["stand"] else angebote
        angebote = angebote.veraltet(kalender.heute()) if gewaehlt["veraltet"] else angebote
        angebote = angebote.nicht_uebersetzt(gewaehlt["fehlt"]) if gewaehlt["fehlt"] else angebote
    blatt = blaettern(angebote, nach=["sortierschluessel"], anfrage=request.GET)
    return render(request, "netzwerk/angebote/pflege/liste.html", {"blatt": blatt, "filter": filter_})


def _schreiben(request: HttpRequest, angebot: Angebot) -> HttpResponse:
    neu = angebot._state.adding
    formular = Angebotsformular(request.POST or None, instance=angebot)
    leitungen = Leitungen(request.POST or None, instance=angebot, prefix="leitung")
    reihen = Terminreihen(request.POST or None, instance=angebot, prefix="reihe")
    teile = (formular, leitungen, reihen)
    if request.method == "POST" and all(teil.is_valid() for teil in teile):
        try:
            with transaction.atomic():
                dienste.angebot_schreiben(formular.save(commit=False), durch=angemeldet(request))
                formular.save_m2m()
                leitungen.save()
                reihen.save()
                dienste.termine_nachfuehren(angebot)
        except Ablehnung as ablehnung:
            formular.add_error("plaetze", ablehnung.satz)
        else:
            messages.success(request, f"„{angebot.titel}“ ist gespeichert.")
            return redirect("angebotspflege:angebot", angebot.pk)
    kontext = {
        "form": formular,
        "leitungen": leitungen,
        "reihen": reihen,
        "angebot": None if neu else angebot,
    }
    stand = status(formular, *leitungen, *reihen)
    return render(request, "netzwerk/angebote/pflege/formular.html", kontext, status=stand)


@nur_rollen(*PFLEGENDE)
def anlegen(request: HttpRequest) -> HttpResponse:
    """A new offer, which begins as a draft."""
    return _schreiben(request, Angebot())


@nur_rollen(*PFLEGENDE)
@nacheinander
def aendern(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Change an offer; what is in the net shows it at once."""
    return _schreiben(request, get_object_or_404(Angebot, pk=angebot_id))


@nur_rollen(*PFLEGENDE)
def angebot(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """One offer as the office sees it: facts, dates, what can be done next, what has been."""
    gezeigt = get_object_or_404(Angebot.objects.mit_allem(), pk=angebot_id)
    uebersetzungen = uebersetzungszeilen(gezeigt)
    naechste = [stand for stand in VERBEN if stand in Angebotsstand(gezeigt.status).danach]
    if gezeigt.status == Angebotsstand.ENTWURF:
        naechste.insert(0, Angebotsstand.VEROEFFENTLICHT)
    return render(
        request,
        "netzwerk/angebote/pflege/angebot.html",
        {
            "angebot": gezeigt,
            "termine": gezeigt.termine.kommend(kalender.jetzt()).select_related("ort", "angebot__ort")[:20],
            "reihen": gezeigt.reihen.all(),
            "leitungen": gezeigt.leitungen.all(),
            "kooperation": gezeigt.kooperation.all(),
            "verben": [(stand, VERBEN[stand]) for stand in naechste],
            "uebersetzungen": uebersetzungen,
            "veraltete": any(zeile.marke == Uebersetzungsstand.VERALTET for zeile in uebersetzungen),
            "hat_anmeldungen": gezeigt.anmeldungen.exists(),
            "verlauf": gezeigt.verlauf.select_related("wer").order_by("-wann")[:20],
        },
    )


@nur_rollen(*PFLEGENDE)
@require_POST
def stand(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Publish, release, end, call off, put away."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    gewuenscht = request.POST.get("stand", "")
    try:
        if gewuenscht not in Angebotsstand.values:
            raise Ablehnung("Diesen Stand gibt es nicht.")
        dienste.stand_aendern(gezeigt.pk, Angebotsstand(gewuenscht), durch=angemeldet(request))
        nachrichten_laeuten()
        messages.success(request, f"„{gezeigt.titel}“: {Angebotsstand(gewuenscht).label}.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("angebotspflege:angebot", angebot_id)


@nur_rollen(*PFLEGENDE)
@require_POST
def geprueft(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Everything is still right."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    dienste.angebot_pruefen(gezeigt.pk, durch=angemeldet(request))
    messages.success(request, f"„{gezeigt.titel}“ gilt ab heute als geprüft.")
    return redirect("angebotspflege:angebot", angebot_id)


@nur_rollen(*PFLEGENDE)
def kopieren(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """The same for the next term."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    formular = Kopieformular(
        request.POST or None, initial={"erster_tag": kalender.heute() + timedelta(days=7)}
    )
    if request.method == "POST" and formular.is_valid():
        neu = dienste.angebot_kopieren(gezeigt.pk, durch=angemeldet(request), **formular.cleaned_data)
        messages.success(request, "Der Entwurf ist angelegt. Bitte prüfen Sie Termine und Angaben.")
        return redirect("angebotspflege:aendern", neu.pk)
    kontext = {
        "form": formular,
        "titel": f"„{gezeigt.titel}“ kopieren",
        "satz": "Für das nächste Halbjahr oder einen zweiten Kurs.",
        "speichern": "Entwurf anlegen",
        "zurueck": reverse("angebotspflege:angebot", args=[gezeigt.pk]),
    }
    return render(request, "formular.html", kontext)
