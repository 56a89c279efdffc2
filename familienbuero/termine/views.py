"""The page `/termin/`: a family answers its invitation with a code, without an account.

Nothing personal stands in an address: what was proved lives in the session for ten minutes, and the
token of the QR code is exchanged by a redirect at once.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familienbuero.ausgabe import als_datei
from familienbuero.fehler import Ablehnung, Ueberholt
from familienbuero.kalender.icalendar import Eintrag, termindatei
from familienbuero.raum import Terminart, Terminauskunft, nebentueren, terminart
from familienbuero.stammdaten.dienste import kommune
from familienbuero.termine.absender import absender
from familienbuero.termine.dienste import kalenderkennung, versuch_zaehlen, zugang_finden
from familienbuero.termine.forms import Codeformular, Fensterwahl
from familienbuero.termine.models import Zugang
from familienbuero.termine.regeln import KENNUNG_LAENGE, code_lesen

MINUTEN = 10
VERWEIS, OFFEN = "termin_verweis", "termin_offen"
ANDERS = gettext_lazy(
    "Inzwischen hat sich an Ihrem Termin etwas geändert. Bitte sehen Sie ihn sich noch einmal an."
)
# The same words for an unknown, a replaced and an expired code, and for a wrong birth date.
FALSCH = gettext_lazy(
    "Code und Geburtstag passen nicht zusammen, oder der Code gilt nicht mehr. "
    "Bitte prüfen Sie beides oder rufen Sie uns an."
)


@never_cache
@require_GET
def verweis(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code leads here: keep the token in the session, so that it leaves the address bar."""
    request.session[VERWEIS] = token
    return redirect("termine:anmelden")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anmelden(request: HttpRequest) -> HttpResponse:
    """Ask for the code (unless the QR code brought it) and the birth date."""
    token = request.session.get(VERWEIS, "")
    formular = Codeformular(request.POST or None, mit_verweis=bool(token))
    status = 200
    if request.method == "POST" and formular.is_valid():
        try:
            zugang = _pruefen(request, token, formular.cleaned_data)
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
            status = 429
        else:
            if zugang:
                request.session.cycle_key()
                request.session[OFFEN] = {
                    "zugang": str(zugang.pk),
                    "bis": timezone.now().timestamp() + MINUTEN * 60,
                }
                return redirect("termine:vorschlag")
            formular.add_error(None, FALSCH)
            if token:  # the next try asks for the typed code
                request.session.pop(VERWEIS)
                messages.error(request, FALSCH)
                return redirect("termine:anmelden")
    return render(
        request,
        "termine/anmelden.html",
        {
            "form": formular,
            "mit_verweis": bool(token),
            "daneben": nebentueren("termine:anmelden"),
        },
        status=status,
    )


def _pruefen(request: HttpRequest, token: str, daten: dict[str, Any]) -> Zugang | None:
    """The access that code and birth date open; counted before anything is looked up."""
    code = daten.get("code", "")
    versuch_zaehlen(absender=absender(request), kennung=token or code_lesen(code)[:KENNUNG_LAENGE])
    zugang = zugang_finden(code=code, token=token)
    if zugang is None:
        return None
    passt = terminart(zugang.art).pruefen(zugang.fall, daten.get("geburtsdatum"), daten.get("plz", ""))
    return zugang if passt else None


def _offener_fall(request: HttpRequest) -> tuple[Terminart, UUID] | None:
    """The kind and case that this session has opened in the last ten minutes."""
    offen = request.session.get(OFFEN)
    if not offen or offen["bis"] < timezone.now().timestamp():
        return None
    zugang = Zugang.objects.filter(pk=offen["zugang"]).first()
    return (terminart(zugang.art), zugang.fall) if zugang else None


def _neu_anmelden(request: HttpRequest) -> HttpResponse:
    request.session.pop(OFFEN, None)
    messages.info(request, _("Aus Sicherheitsgründen bitten wir noch einmal um Ihren Code."))
    return redirect("termine:anmelden")


def _zeigen(
    request: HttpRequest, auskunft: Terminauskunft, wahl: Fensterwahl, status: int = 200
) -> HttpResponse:
    kontext = {"termin": auskunft, "wahl": wahl, "seitenname": "termine:vorschlag"}
    return render(request, "termine/vorschlag.html", kontext, status=status)


@never_cache
@require_GET
def vorschlag(request: HttpRequest) -> HttpResponse:
    """Date, window and first name of the visitor; confirm, choose another window, or decline."""
    if (fall := _offener_fall(request)) is None:
        return _neu_anmelden(request)
    art, kennung = fall
    auskunft = art.auskunft(kennung)
    return _zeigen(request, auskunft, Fensterwahl(frei=auskunft.freie_fenster))


@never_cache
@require_POST
def bestaetigen(request: HttpRequest) -> HttpResponse:
    """The date suits."""
    return _antworten(request, lambda art: art.bestaetigen, _("Vielen Dank, wir freuen uns auf Sie."))


@never_cache
@require_POST
def absagen(request: HttpRequest) -> HttpResponse:
    """No visit; nobody asks why."""
    satz = _("Wir kommen nicht. Das hat keine Folgen für Sie. Alles Gute für Ihre Familie!")
    return _antworten(request, lambda art: art.absagen, satz)


def _gesehen(request: HttpRequest) -> str:
    """The appointment that stood on the page from which the answer comes."""
    return request.POST.get("termin", "")


def _antworten(
    request: HttpRequest, verb: Callable[[Terminart], Callable[[UUID, str], None]], satz: str
) -> HttpResponse:
    if (fall := _offener_fall(request)) is None:
        return _neu_anmelden(request)
    art, kennung = fall
    try:
        verb(art)(kennung, _gesehen(request))
        messages.success(request, satz)
    except Ueberholt:
        messages.error(request, ANDERS)
    except Ablehnung:
        messages.error(request, _("Das geht hier nicht mehr. Bitte rufen Sie uns an."))
    return redirect("termine:vorschlag")


@never_cache
@require_POST
def verschieben(request: HttpRequest) -> HttpResponse:
    """Another free window; when somebody was faster, the page stays with a sentence."""
    if (fall := _offener_fall(request)) is None:
        return _neu_anmelden(request)
    art, kennung = fall
    auskunft = art.auskunft(kennung)
    wahl = Fensterwahl(request.POST, frei=auskunft.freie_fenster)
    if wahl.is_valid():
        try:
            art.verschieben(kennung, _gesehen(request), wahl.gewaehlt())
        except Ueberholt:
            messages.error(request, ANDERS)
            return redirect("termine:vorschlag")
        except Ablehnung as ablehnung:
            wahl.add_error("fenster", ablehnung.satz)
            return _zeigen(request, art.auskunft(kennung), wahl, status=409)
        messages.success(request, _("Ihr neuer Termin steht. Wir freuen uns auf Sie."))
        return redirect("termine:vorschlag")
    return _zeigen(request, auskunft, wahl)


@never_cache
@require_GET
def kalenderdatei(request: HttpRequest) -> HttpResponse:
    """The appointment for the family's own calendar, without a name in it."""
    if (fall := _offener_fall(request)) is None:
        return _neu_anmelden(request)
    art, kennung = fall
    auskunft = art.auskunft(kennung)
    if auskunft.beginn is None or auskunft.ende is None:
        return redirect("termine:vorschlag")
    gemeinde = kommune()
    datei = termindatei(
        Eintrag(
            kennung=f"{kalenderkennung(kennung)}@{gemeinde.plz}",
            titel=auskunft.titel,
            beschreibung=_("%(wer)s, Telefon %(telefon)s")
            % {"wer": f"{gemeinde.amt} {gemeinde.name}", "telefon": gemeinde.telefon},
            beginn=auskunft.beginn,
            ende=auskunft.ende,
        )
    )
    return als_datei(datei, name="termin.ics")
