"""Public addresses of the offers. Others link to them: they stay."""

from django.urls import path

from netzwerk.angebote.views import daten, ferien, kalender, oeffentlich

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
    path("<slug:slug>/", oeffentlich.angebot, name="angebot"),
    path("<slug:slug>/termine.ics", kalender.kalender_des_angebots, name="termine"),
]
