"""Pages for what went wrong: one sentence on what happened, one on what helps."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

# Seconds until another try makes sense; PostgreSQL starts again within a few.
GLEICH = 10


def _seite(request: HttpRequest, status: int, titel: StrOrPromise, satz: StrOrPromise) -> HttpResponse:
    angemeldet = getattr(getattr(request, "user", None), "is_authenticated", False)
    kontext = {
        "rahmen": "basis_buero.html" if angemeldet else "basis_oeffentlich.html",
        "fehler": titel,
        "satz": satz,
        "ziel": "seiten:heute" if angemeldet else "seiten:start",
    }
    if angemeldet:  # the house of the office is German, also where an address says otherwise
        with override("de"):
            return render(request, "fehler.html", kontext, status=status)
    return render(request, "fehler.html", kontext, status=status)


def anfrage_unverstaendlich(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request that no browser of ours would send."""
    satz = _("Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.")
    return _seite(request, 400, _("Diese Anfrage verstehen wir nicht"), satz)


def nicht_erlaubt(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but without the role."""
    satz = _("Ihre Rolle hat diese Seite nicht. Brauchen Sie sie, dann fragen Sie Ihre Verwaltung.")
    return _seite(request, 403, _("Diese Seite ist für Sie nicht freigegeben"), satz)


def nicht_gefunden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or a row one may not see."""
    satz = _("Vielleicht ist die Adresse vertippt, oder es gibt die Seite nicht mehr.")
    return _seite(request, 404, _("Diese Seite gibt es nicht"), satz)


def csrf_abgelehnt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old, mostly after a long pause."""
    satz = _(
        "Bitte laden Sie die Seite neu und schicken Sie es noch einmal ab. Ihr Browser muss Cookies annehmen."
    )
    return _seite(request, 403, _("Das Formular ist abgelaufen"), satz)


def abgestuerzt(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is away for a moment. Both pages need neither database nor session."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(GLEICH)})
    return HttpResponse(render_to_string("500.html"), status=500)
