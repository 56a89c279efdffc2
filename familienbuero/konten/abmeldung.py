"""Sign-out leaves nothing behind on the device."""

from allauth.account import views
from django.http import HttpRequest, HttpResponseBase


def abmelden(request: HttpRequest) -> HttpResponseBase:
    """allauth's sign-out; the browser also destroys what pages have stored, the offline sheet above all."""
    antwort: HttpResponseBase = views.logout(request)
    if request.method == "POST":
        antwort.headers["Clear-Site-Data"] = '"cache", "storage"'
    return antwort
