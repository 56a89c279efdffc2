"""Addresses where partners keep their own offers."""

from django.urls import path, re_path

from netzwerk.angebote.views import partner

app_name = "pflegen"
urlpatterns = [
    path("", partner.liste, name="liste"),
    path("neu/", partner.neu, name="neu"),
    path("ende/", partner.ende, name="ende"),
    path("angebot/<uuid:angebot_id>/", partner.angebot, name="angebot"),
    path("angebot/<uuid:angebot_id>/stimmt/", partner.stimmt, name="stimmt"),
    path("termin/<uuid:termin_id>/absagen/", partner.absagen, name="absagen"),
    # Tokens are 16 bytes in base64; anything else is no address of this page.
    re_path(r"^(?P<token>[A-Za-z0-9_-]{22})/\Z", partner.verweis, name="verweis"),
]
