"""The calendar feed of a visitor, and the page on which its address is made."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from familienbuero.ausgabe import als_datei
from familienbuero.kalender.icalendar import kalenderfeed
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.besuche.dienste import abo
from willkommensbesuche.besuche.models import Kalenderabo

# In the session lies a new address until it has been shown.
NEU = "kalenderabo"


@nur_rollen(Rolle.BESUCHSDIENST)
def seite(request: HttpRequest) -> HttpResponse:
    """Whether the own calendar is subscribed to; pressing the button shows a new address, this one time."""
    benutzer = angemeldet(request)
    if request.method == "POST":
        weg = reverse("besuche:kalenderfeed", args=[abo.abo_erneuern(fuer=benutzer)])
        request.session[NEU] = f"{settings.OEFFENTLICHE_ADRESSE}{weg}"
        return redirect("besuche:kalenderabo")
    kontext = {
        "abo": Kalenderabo.objects.filter(person=benutzer).first(),
        "adresse": request.session.pop(NEU, ""),
    }
    return render(request, "willkommensbesuche/besuche/kalenderabo.html", kontext)


@nur_rollen(Rolle.BESUCHSDIENST)
@require_POST
def beenden(request: HttpRequest) -> HttpResponse:
    """Let the address open nothing any more."""
    abo.abo_beenden(fuer=angemeldet(request))
    return redirect("besuche:kalenderabo")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for programs that cannot sign in: the address itself is the key."""
    person = abo.abonniert_von(token)
    if person is None:
        raise Http404
    datei = kalenderfeed(abo.eintraege(person), name="Willkommensbesuche")
    antwort = als_datei(datei, name="willkommensbesuche.ics")
    antwort["Cache-Control"] = "private, max-age=900"
    return antwort
