"""Answers for browsers, robots and supervision; none of them needs a session."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.sitemaps import views as verzeichnis
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition

from familienbuero.celery import app
from familienbuero.seiten.verzeichnis import verzeichnisse
from familienbuero.stammdaten.dienste import kommune
from familienbuero.wecker.auskunft import ist_wach
from familienbuero.zwischenspeicher import fuer_alle_gleich


def _farben(request: HttpRequest) -> str:
    hier = kommune()
    return f'"{hier.akzent_hell}{hier.akzent_dunkel}"'


@condition(etag_func=_farben)
def farbe(request: HttpRequest) -> HttpResponse:
    """The municipality's colour as a style sheet; pages ask for it with the colours in the address."""
    hier = kommune()
    css = f":root {{ --fb-akzent-hell: {hier.akzent_hell}; --fb-akzent-dunkel: {hier.akzent_dunkel}; }}\n"
    antwort = HttpResponse(css, content_type="text/css; charset=utf-8")
    patch_cache_control(antwort, public=True, max_age=86400)
    return antwort


@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Pages can be served: the database answers this process. No page needs anything else."""
    return _auskunft(datenbank=_datenbank)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """All is well: database and broker answer, and what is due by the clock is done. 503 calls somebody."""
    return _auskunft(datenbank=_datenbank, valkey=_valkey, wecker=ist_wach)


def _auskunft(**teile: Callable[[], bool]) -> HttpResponse:
    antworten = {name: _antwortet(frage) for name, frage in teile.items()}
    return JsonResponse(antworten, status=200 if all(antworten.values()) else 503)


def _antwortet(frage: Callable[[], bool]) -> bool:
    try:
        return frage()
    except Exception:  # whatever it is: no
        return False


def _datenbank() -> bool:
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT 1")
    return True


def _valkey() -> bool:
    with app.connection_for_write() as leitung:
        leitung.ensure_connection(max_retries=1)
    return True


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines have no business with."""
    verboten = ["/konto/", "/termin/", "/*/termin/", "/verwaltung/"]
    zeilen = [
        "User-agent: *",
        *(f"Disallow: {weg}" for weg in verboten),
        f"Sitemap: {request.build_absolute_uri(reverse('seiten:sitemap'))}",
    ]
    text = "\n".join(zeilen) + "\n"
    return HttpResponse(text, content_type="text/plain")


@verzeichnis.x_robots_tag
@fuer_alle_gleich
def sitemap(request: HttpRequest) -> HttpResponse:
    """Where the maps of the site are: one for each room, in as many files as it takes."""
    return verzeichnis.index(request, verzeichnisse(), sitemap_url_name="seiten:sitemap_teil").render()


@verzeichnis.x_robots_tag
@fuer_alle_gleich
def sitemap_teil(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the map of a room (`?p=2`)."""
    return verzeichnis.sitemap(request, verzeichnisse(), section=section).render()


def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116)."""
    ablauf = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    text = f"Contact: mailto:{kommune().email}\nExpires: {ablauf}\nPreferred-Languages: de, en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
