"""What a signed-in person sees is kept by no browser and no proxy: others sit at the same desk."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


def nicht_aufbewahren(
    antworten: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `no-store` on every answer to a session, unless the view has said otherwise."""

    def verarbeiten(request: HttpRequest) -> HttpResponse:
        antwort = antworten(request)
        if not antwort.has_header("Cache-Control") and request.user.is_authenticated:
            add_never_cache_headers(antwort)
        return antwort

    return verarbeiten
