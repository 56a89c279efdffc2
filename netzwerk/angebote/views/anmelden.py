"""Where families sign up, and the page behind the link in their mail. Nobody has to sign in.

Nothing personal stands in an address: the token of the mail is exchanged by a redirect at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familienbuero import kalender
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.schreiben.tasks import nachrichten_laeuten
from familienbuero.termine.absender import absender
from familienbuero.termine.dienste import versuch_zaehlen
from familienbuero.termine.regeln import token_abdruck
from netzwerk.angebote import dienste
from netzwerk.angebote.auskunft import mit_wortlaut
from netzwerk.angebote.enums import Anmeldeweg
from netzwerk.angebote.forms import Aenderung, Anmeldeformular
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import ANMELDEN

MINUTEN = 30
# In the session: sign-ups and until when they are open, the last opened at the end.
OFFEN = "anmeldungen_offen"


def _angebot(slug: str) -> Angebot:
    online = Angebot.objects.mit_adresse().filter(anmeldeweg=Anmeldeweg.ONLINE)
    return get_object_or_404(mit_wortlaut(online.mit_allem()), slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anmelden(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; whoever is signed up already gets the same answer as everybody else."""
    angebot = _angebot(slug)
    if not angebot.nimmt_anmeldungen:
        messages.info(request, _("Für dieses Angebot kann man sich hier nicht mehr anmelden."))
        return redirect("angebote:angebot", slug)
    formular = Anmeldeformular(request.POST or None, angebot=angebot)
    antwort = 200
    if request.method == "POST" and formular.is_valid():
        angaben = formular.anmeldeangaben()
        try:
            versuch_zaehlen(absender=absender(request), kennung=angaben.email.lower(), grenzen=ANMELDEN)
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
            antwort = 429
        else:
            try:
                dienste.familie_anmelden(angebot.pk, angaben)
            except Ablehnung as ablehnung:
                formular.add_error(None, ablehnung.satz)
                antwort = 409
            else:
                nachrichten_laeuten()
                return redirect("angebote:angemeldet", slug)
    kontext = {"angebot": angebot, "form": formular}
    return render(request, "netzwerk/angebote/anmelden.html", kontext, status=antwort)


@never_cache
@require_GET
def angemeldet(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, and where to look now. Whether there is a place stands in the mail."""
    return render(request, "netzwerk/angebote/angemeldet.html", {"angebot": _angebot(slug)})


@never_cache
@require_GET
def verweis(request: HttpRequest, token: str) -> HttpResponse:
    """The mail leads here: keep what the token opens in the session, so that it leaves the address bar."""
    anmeldung = Anmeldung.objects.filter(token=token_abdruck(token)).first()
    if anmeldung is None:
        return _noch_einmal(request)
    _zuletzt(request, str(anmeldung.pk), timezone.now().timestamp() + MINUTEN * 60)
    return redirect("angebote:anmeldung")


def _zuletzt(request: HttpRequest, welche: str, bis: float) -> None:
    """Put a sign-up at the end of those that the session has open: pages show that one."""
    andere = {pk: ende for pk, ende in request.session.get(OFFEN, {}).items() if pk != welche}
    request.session[OFFEN] = {**andere, welche: bis}


def _offene(request: HttpRequest) -> Anmeldung | None:
    """The sign-up that this session has opened in the last half an hour.

    A form names its own, since another tab may have opened another one meanwhile.
    """
    offen = request.session.get(OFFEN, {})
    gesendet = request.method == "POST"
    welche = request.POST.get("anmeldung", "") if gesendet else next(reversed(offen), "")
    if offen.get(welche, 0) < timezone.now().timestamp():
        return None
    if gesendet:
        _zuletzt(request, welche, offen[welche])
    eine = Anmeldung.objects.filter(pk=UUID(welche), geloescht_am=None)
    return eine.select_related("angebot__ort__stadtteil", "angebot__organisation").first()


def _noch_einmal(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Bitte öffnen Sie den Link aus unserer E-Mail noch einmal."))
    return redirect("angebote:liste")


def _zeigen(
    request: HttpRequest, anmeldung: Anmeldung, formular: Aenderung, antwort: int = 200
) -> HttpResponse:
    termine = anmeldung.angebot.termine.kommend(kalender.jetzt()).select_related("ort")[:8]
    kontext = {
        "anmeldung": anmeldung,
        "angebot": anmeldung.angebot,
        "termine": termine,
        "form": formular,
    }
    return render(request, "netzwerk/angebote/anmeldung.html", kontext, status=antwort)


@never_cache
@require_GET
def anmeldung(request: HttpRequest) -> HttpResponse:
    """One's own sign-up: how it stands, when and where, change, cancel."""
    if (eigene := _offene(request)) is None:
        return _noch_einmal(request)
    return _zeigen(request, eigene, Aenderung(anmeldung=eigene))


@never_cache
@require_POST
@nacheinander
def aendern(request: HttpRequest) -> HttpResponse:
    """Change name, phone, number of children, age."""
    if (eigene := _offene(request)) is None:
        return _noch_einmal(request)
    formular = Aenderung(request.POST, anmeldung=eigene)
    if not formular.is_valid():
        return _zeigen(request, eigene, formular, status(formular))
    try:
        dienste.anmeldung_aendern(eigene.pk, **formular.angaben())
    except Ablehnung as ablehnung:
        formular.add_error(None, ablehnung.satz)
        return _zeigen(request, eigene, formular, 409)
    nachrichten_laeuten()
    messages.success(request, _("Ihre Angaben sind gespeichert."))
    return redirect("angebote:anmeldung")


@never_cache
@require_POST
def bestaetigen(request: HttpRequest) -> HttpResponse:
    """Take the place that has become free."""
    return _tun(request, dienste.anmeldung_bestaetigen, _("Der Platz gehört Ihnen. Wir freuen uns auf Sie."))


@never_cache
@require_POST
def stornieren(request: HttpRequest) -> HttpResponse:
    """Cancel; the page has asked once, nobody asks why."""
    return _tun(request, dienste.anmeldung_stornieren, _("Sie sind abgemeldet. Danke für Ihre Nachricht."))


def _tun(request: HttpRequest, tun: Callable[[UUID], Any], satz: str) -> HttpResponse:
    if (eigene := _offene(request)) is None:
        return _noch_einmal(request)
    try:
        tun(eigene.pk)
        nachrichten_laeuten()
        messages.success(request, satz)
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("angebote:anmeldung")
