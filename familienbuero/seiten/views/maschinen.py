"""Answers for browsers, robots and supervision; none of them needs a session."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition

from familienbuero.stammdaten.dienste import kommune


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
    """Database and Valkey answer this process; 503 when one does not."""
    teile = {"datenbank": _antwortet(_datenbank), "valkey": _antwortet(_valkey)}
    return JsonResponse(teile, status=200 if all(teile.values()) else 503)


def _antwortet(frage: Callable[[], None]) -> bool:
    try:
        frage()
    except Exception:  # whatever it is: not ready
        return False
    return True


def _datenbank() -> None:
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT 1")


def _valkey() -> None:
    cache.get("readyz")


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines have no business with."""
    text = "User-agent: *\nDisallow: /konto/\nDisallow: /termin/\nDisallow: /verwaltung/\n"
    return HttpResponse(text, content_type="text/plain")


def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116)."""
    ablauf = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    text = f"Contact: mailto:{kommune().email}\nExpires: {ablauf}\nPreferred-Languages: de, en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
