"""Who may open a page. The permission stands in the first line of each view.

A page that one's role does not have is 403; a row that one may not see is 404 (`sichtbar_fuer`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, TypeVar, cast

from django.contrib.auth.mixins import AccessMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from familienbuero.konten.models import Benutzer

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Anfrage(HttpRequest):
    """A request of a signed-in person, as views behind `nur_rollen` receive it."""

    user: Benutzer


def angemeldet(request: HttpRequest) -> Benutzer:
    """The person behind a request that has passed the permission check."""
    return cast(Benutzer, request.user)


def _pruefen(request: HttpRequest, rollen: tuple[str, ...]) -> HttpResponseBase | None:
    if not request.user.is_authenticated:
        return _zur_anmeldung(request)
    if rollen and not angemeldet(request).hat_rolle(*rollen):
        raise PermissionDenied
    return None


def _zur_anmeldung(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in; sentences that were sent with an ended session are given back first, and not kept."""
    worte = [wert for _, werte in request.POST.lists() for wert in werte if " " in wert.strip()]
    if not worte or not request.accepts("text/html"):
        return redirect_to_login(request.get_full_path())
    antwort = render(request, "konten/abgemeldet.html", {"worte": worte}, status=403)
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def nur_rollen(*rollen: str) -> Callable[[View], View]:
    """Let only people with one of `rollen` in; without roles, everybody who is signed in."""

    def huelle(view: View) -> View:
        @wraps(view)
        def pruefend(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _pruefen(request, rollen) or view(request, *args, **kwargs)

        return cast(View, pruefend)

    return huelle


class NurRollen(AccessMixin):
    """The same for class-based views: `rollen = (Rolle.KOORDINATION, …)`."""

    rollen: ClassVar[tuple[str, ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ablehnung = _pruefen(request, self.rollen)
        return ablehnung or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
