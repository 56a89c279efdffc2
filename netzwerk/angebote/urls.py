"""Public addresses of the offers. Others link to them: they stay."""

from django.urls import path, re_path

from netzwerk.angebote.views import anmelden, daten, ferien, kalender, oeffentlich

app_name = "angebote"
urlpatterns = [
    path("", oeffentlich.liste, name="liste"),
    path("woche/", oeffentlich.woche, name="woche"),
    path("monat/", oeffentlich.monat, name="monat"),
    path("ferien/", ferien.ferien, name="ferien"),
    path("einbetten/", daten.einbetten, name="einbetten"),
    path("daten/angebote.csv", daten.tabelle, name="tabelle"),
    path("daten/katalog.jsonld", daten.katalog, name="katalog"),
    path("kalender.ics", kalender.kalender_der_auswahl, name="kalender"),
    path("neues.rss", kalender.neues, name="neues"),
    path("anmeldung/", anmelden.anmeldung, name="anmeldung"),
    path("anmeldung/aendern/", anmelden.aendern, name="anmeldung_aendern"),
    path("anmeldung/bestaetigen/", anmelden.bestaetigen, name="anmeldung_bestaetigen"),
    path("anmeldung/stornieren/", anmelden.stornieren, name="anmeldung_stornieren"),
    # Tokens are 16 bytes in base64; anything else is no address of this page.
    re_path(r"^anmeldung/(?P<token>[A-Za-z0-9_-]{22})/\Z", anmelden.verweis, name="anmeldung_verweis"),
    path("<slug:slug>/", oeffentlich.angebot, name="angebot"),
    path("<slug:slug>/termine.ics", kalender.kalender_des_angebots, name="termine"),
    path("<slug:slug>/anmelden/", anmelden.anmelden, name="anmelden"),
    path("<slug:slug>/angemeldet/", anmelden.angemeldet, name="angemeldet"),
]
