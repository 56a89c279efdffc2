"""Pages that are the same for everybody are made once and handed out from the database.

Only whoever brings no cookie gets them: nobody signed in, nobody to whom something is to be said. They live
for a minute, or until a service calls `veralten`; nothing but speed is lost with the table.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]
SEKUNDEN = 60
# Addresses that are longer are nobody's everyday question.
LAENGSTE_FRAGE = 200
_FASSUNG = "fassung"


def fuer_alle_gleich(view: View) -> View:
    """Decorator of a view that only reads: the first one to ask waits, the others get the same answer."""

    @wraps(view)
    def antworten(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _fuer_alle(request):
            return view(request, *args, **kwargs)
        schluessel = hashlib.sha256(request.build_absolute_uri().encode()).hexdigest()
        gefunden = caches["seiten"].get_many([_FASSUNG, schluessel])
        fassung = gefunden.get(_FASSUNG, "")
        if (seite := gefunden.get(schluessel)) and seite[0] == fassung:
            return _oeffentlich(HttpResponse(seite[1], content_type=seite[2]))
        antwort = view(request, *args, **kwargs)
        if antwort.status_code == 200 and not antwort.cookies:
            inhalt = (fassung, antwort.content, antwort.headers["Content-Type"])
            caches["seiten"].set(schluessel, inhalt, SEKUNDEN)
        return _oeffentlich(antwort)

    return antworten


def _fuer_alle(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.META.get("QUERY_STRING", "")) <= LAENGSTE_FRAGE
        and not request.headers.get("HX-Request")
    )


def _oeffentlich(antwort: HttpResponse) -> HttpResponse:
    """May be kept by browsers and proxies for as long as here, unless the answer has said otherwise."""
    if antwort.status_code == 200 and not antwort.cookies and not antwort.has_header("Cache-Control"):
        patch_cache_control(antwort, public=True, max_age=SEKUNDEN)
    return antwort


def veralten() -> None:
    """Let nobody get a page from before this change, once it is committed."""
    transaction.on_commit(lambda: caches["seiten"].set(_FASSUNG, uuid.uuid4().hex, None))
