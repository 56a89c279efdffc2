"""One date of an offer falls out, moves, or takes place after all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.tasks import nachrichten_laeuten
from familienbuero.sprache import je_nach
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.forms import Terminabsage, Terminverlegung
from netzwerk.angebote.models import Angebotstermin, Anmeldung
from netzwerk.angebote.regeln import zeit_am


def _titel(termin: Angebotstermin) -> str:
    return f"{termin.angebot.titel}, {date_format(localtime(termin.beginn), 'l, j. F, G:i')} Uhr"


def _holen(termin_id: UUID) -> Angebotstermin:
    return get_object_or_404(Angebotstermin.objects.select_related("angebot"), pk=termin_id)


def _wer_es_erfaehrt(termin: Angebotstermin) -> str:
    """How many families hear of a change by mail, and how many by phone."""
    familien = Anmeldung.objects.filter(angebot=termin.angebot_id).mit_platz()
    mit_mail, ohne = familien.exclude(email="").count(), familien.filter(email="").count()
    saetze = [
        f"{mit_mail} {je_nach(mit_mail, 'Familie erfährt', 'Familien erfahren')} es per E-Mail.",
        f"{ohne} {je_nach(ohne, 'Familie hat', 'Familien haben')} keine E-Mail-Adresse: bitte anrufen.",
    ]
    return " ".join(satz for anzahl, satz in zip((mit_mail, ohne), saetze, strict=True) if anzahl)


def zum_angebot(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Back to the offer, or first to the families whom no mail tells."""
    if anzahl := len(dienste.anzurufende(angebot_id)):
        familien = je_nach(anzahl, "Eine Familie", f"{anzahl} Familien")
        messages.warning(request, f"{familien} ohne E-Mail: bitte anrufen. Die Nummern stehen hier.")
        return redirect("angebotspflege:anmeldungen", angebot_id)
    return redirect("angebotspflege:angebot", angebot_id)


@nur_rollen(*PFLEGENDE)
def absagen(request: HttpRequest, termin_id: UUID) -> HttpResponse:
    """Call off one date."""
    termin = _holen(termin_id)
    formular = Terminabsage(request.POST or None)
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.termin_absagen(termin.pk, durch=angemeldet(request), **formular.cleaned_data)
            nachrichten_laeuten()
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
            return redirect("angebotspflege:angebot", termin.angebot_id)
        messages.success(request, "Der Termin fällt aus. Seite, Kalender und Feeds sagen es ab sofort.")
        return zum_angebot(request, termin.angebot_id)
    kontext = {
        "form": formular,
        "titel": "Fällt dieser Termin aus?",
        "satz": f"{_titel(termin)}. {_wer_es_erfaehrt(termin)}".strip(),
        "speichern": "Termin absagen",
        "zurueck": reverse("angebotspflege:angebot", args=[termin.angebot_id]),
    }
    return render(request, "formular.html", kontext)


@nur_rollen(*PFLEGENDE)
@nacheinander
def verlegen(request: HttpRequest, termin_id: UUID) -> HttpResponse:
    """Move one date to another time or place."""
    termin = _holen(termin_id)
    beginn, ende = localtime(termin.beginn), localtime(termin.ende)
    anfang = {"tag": beginn.date(), "beginn": beginn.time(), "ende": ende.time(), "ort": termin.ort_id}
    formular = Terminverlegung(request.POST or None, initial={**anfang, "hinweis": termin.hinweis})
    if request.method == "POST" and formular.is_valid():
        daten = formular.cleaned_data
        neu, schluss = zeit_am(daten["tag"], daten["beginn"], daten["ende"])
        try:
            dienste.termin_verlegen(
                termin.pk,
                beginn=neu,
                ende=schluss,
                ort=daten["ort"],
                hinweis=daten["hinweis"],
                durch=angemeldet(request),
            )
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            nachrichten_laeuten()
            messages.success(request, "Der Termin ist verlegt. Seite, Kalender und Feeds sagen es ab sofort.")
            return zum_angebot(request, termin.angebot_id)
    kontext = {
        "form": formular,
        "titel": "Termin verlegen",
        "satz": f"{_titel(termin)}. {_wer_es_erfaehrt(termin)}".strip(),
        "speichern": "Verlegen",
        "zurueck": reverse("angebotspflege:angebot", args=[termin.angebot_id]),
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(*PFLEGENDE)
@require_POST
def wieder(request: HttpRequest, termin_id: UUID) -> HttpResponse:
    """Let a date take place after all, as its series says."""
    termin = _holen(termin_id)
    try:
        dienste.termin_wieder_aufnehmen(termin.pk, durch=angemeldet(request))
        nachrichten_laeuten()
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
        return redirect("angebotspflege:angebot", termin.angebot_id)
    messages.success(request, "Der Termin findet statt wie gewohnt.")
    return zum_angebot(request, termin.angebot_id)
