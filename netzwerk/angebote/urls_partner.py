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
    path("vorschlag/<uuid:vorschlag_id>/zurueckziehen/", partner.zurueckziehen, name="zurueckziehen"),
    path("termin/<uuid:termin_id>/absagen/", partner.absagen, name="absagen"),
    # Tokens are 22 characters; one that a mail program has cut off is told how to get a new link, too.
    re_path(r"^(?P<token>[A-Za-z0-9_-]{10,40})/\Z", partner.verweis, name="verweis"),
]
