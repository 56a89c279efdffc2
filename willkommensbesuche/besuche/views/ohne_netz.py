"""What "Mein Tag" needs to stay readable without a net: service worker, manifest, and a fresh token.

Worker, manifest and the page for "no net" hold nothing about anybody and ask for no session: a browser
fetches them when it likes.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache

from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.stammdaten.dienste import kommune
from willkommensbesuche.besuche.views.protokoll import SCHREIBENDE


@nur_rollen(*SCHREIBENDE)
def marke(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and the token without which nothing is sent: a page that waited has an old one."""
    return JsonResponse({"person": str(angemeldet(request).pk), "csrf": get_token(request)})


@never_cache
def arbeiter(request: HttpRequest) -> HttpResponse:
    """The service worker; it lies here because it may only serve pages below its own address."""
    return render(
        request, "willkommensbesuche/besuche/arbeiter.js", content_type="text/javascript; charset=utf-8"
    )


@never_cache
def hinweis(request: HttpRequest) -> HttpResponse:
    """What the worker shows instead of a page that it does not keep."""
    return render(request, "willkommensbesuche/besuche/ohne_netz.html")


def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone put "Mein Tag" beside its other programs."""
    start = reverse("besuche:mein_tag")
    angaben = {
        "name": f"Mein Tag – {kommune().amt} {kommune().name}",
        "short_name": "Mein Tag",
        "lang": "de",
        "start_url": start,
        "scope": reverse("besuche:woche"),
        "display": "standalone",
        "icons": [{"src": static("bilder/zeichen.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(angaben, content_type="application/manifest+json")
