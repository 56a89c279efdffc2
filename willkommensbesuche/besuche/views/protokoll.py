"""The log of a visit: one form that loses nothing."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.enums import ANSTEHEND, Ergebnis
from willkommensbesuche.besuche.forms import Protokollfelder, Protokollformular, anfang, eingegeben
from willkommensbesuche.besuche.models import Besuch, Protokollentwurf
from willkommensbesuche.besuche.views.besuch import sichtbarer_besuch

SCHREIBENDE = (*PLANENDE, Rolle.BESUCHSDIENST)


@nur_rollen(*SCHREIBENDE)
def protokoll(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """One form to log a visit; the usual one takes seven taps, the package ticked beforehand.

    A script sends it too and asks for JSON: then the answer says where to go on, or what is wrong.
    """
    benutzer = angemeldet(request)
    besuch = sichtbarer_besuch(request, besuch_id)
    if request.method == "POST":
        return _eintragen(request, besuch)
    if besuch.status not in ANSTEHEND:
        # A service worker that fetches ahead reads no message; it would stand on somebody's next page.
        if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            messages.info(request, f"Dieser Besuch ist schon eingetragen: {besuch.stand.label}.")
        return redirect("besuche:besuch", besuch_id)
    entwurf = besuch.entwuerfe.filter(wer=benutzer).first()
    formular = Protokollformular(durch=benutzer, initial=anfang(besuch, entwurf))
    return _zeigen(request, besuch, formular, entwurf)


def _eintragen(request: HttpRequest, besuch: Besuch) -> HttpResponse:
    benutzer = angemeldet(request)
    entwurf = besuch.entwuerfe.filter(wer=benutzer).first()
    formular = Protokollformular(request.POST, durch=benutzer, initial=anfang(besuch, entwurf))
    if eintragen(formular, besuch, benutzer):
        list(messages.get_messages(request))  # an answer that was lost has left the same sentence: said once
        messages.success(request, "Das Protokoll ist gespeichert.")
        ziel = _danach(benutzer, besuch.tag)
        return JsonResponse({"weiter": ziel}) if _will_json(request) else redirect(ziel)
    if _will_json(request):
        saetze = [satz for saetze in formular.errors.values() for satz in saetze]
        return JsonResponse({"fehler": saetze}, status=422)
    return _zeigen(request, besuch, formular)


def eintragen(formular: Protokollfelder, besuch: Besuch, benutzer: Benutzer) -> bool:
    """Log a visit with what was entered; False leaves the sentences in the form."""
    if not formular.is_valid():
        return False
    try:
        dienste.besuch_protokollieren(
            besuch.pk,
            ergebnis=Ergebnis(formular.cleaned_data["ergebnis"]),
            angaben=formular.angaben(),
            durch=benutzer,
            schluessel=formular.cleaned_data["schluessel"],
            termin=formular.cleaned_data["termin"],
        )
    except Ablehnung as ablehnung:
        formular.add_error(None, ablehnung.satz)
        if isinstance(ablehnung, dienste.AndererTermin):
            formular.umwidmen(ablehnung.jetzt)
        return False
    return True


def _will_json(request: HttpRequest) -> bool:
    return not request.accepts("text/html")


def _danach(benutzer: Benutzer, tag: date | None) -> str:
    """Where people go on: visitors to the day of the visit, the office to its week."""
    if not benutzer.hat_rolle(Rolle.BESUCHSDIENST):
        return reverse("besuche:woche")
    return f"{reverse('besuche:mein_tag')}?tag={tag}" if tag else reverse("besuche:mein_tag")


def netz(benutzer: Benutzer) -> dict[str, Any]:
    """What the scripts of a page need that works without a net: for whom, and where to ask."""
    return {
        "person": str(benutzer.pk),
        "marke": reverse("besuche:marke"),
        "anmelden": reverse("account_login"),
    }


def _zeigen(
    request: HttpRequest, besuch: Besuch, formular: Protokollformular, entwurf: Protokollentwurf | None = None
) -> HttpResponse:
    benutzer = angemeldet(request)
    vermerken(benutzer, seite="Protokoll", familien=filter(None, [besuch.familie_id]))
    return render(
        request,
        "willkommensbesuche/besuche/protokoll.html",
        {
            "besuch": besuch,
            "form": formular,
            "entwurf": entwurf,
            "zurueck": _danach(benutzer, None),
            "netz": netz(benutzer) | {"mein_tag": _danach(benutzer, None)},
            "satz": date_format(localtime(besuch.termin.beginn), "l, j. F, G:i") + " Uhr"
            if besuch.termin
            else "",
        },
    )


@nur_rollen(*SCHREIBENDE)
@require_POST
def entwurf(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Keep what has been typed so far; the script of the form calls this while somebody writes."""
    besuch = sichtbarer_besuch(request, besuch_id)
    felder = eingegeben(request.POST)
    try:
        gespeichert = dienste.entwurf_speichern(besuch.pk, felder=felder, durch=angemeldet(request))
    except Ablehnung as ablehnung:
        return JsonResponse({"fehler": [ablehnung.satz]}, status=422)
    return JsonResponse({"stand": gespeichert.stand})


@nur_rollen(*SCHREIBENDE)
@require_POST
def entwurf_verwerfen(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Throw the own draft away and begin with an empty form."""
    besuch = sichtbarer_besuch(request, besuch_id)
    dienste.entwurf_verwerfen(besuch.pk, durch=angemeldet(request))
    messages.success(request, "Der Entwurf ist verworfen.")
    return redirect("besuche:protokoll", besuch_id)
