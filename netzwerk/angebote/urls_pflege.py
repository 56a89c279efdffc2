"""Addresses where the office writes offers."""

from django.urls import path

from netzwerk.angebote.views import bestand, pflege, teilnehmende, termine, zaehlen

app_name = "angebotspflege"
urlpatterns = [
    path("", pflege.liste, name="liste"),
    path("neu/", pflege.anlegen, name="anlegen"),
    path("<uuid:angebot_id>/", pflege.angebot, name="angebot"),
    path("<uuid:angebot_id>/aendern/", pflege.aendern, name="aendern"),
    path("<uuid:angebot_id>/stand/", pflege.stand, name="stand"),
    path("<uuid:angebot_id>/geprueft/", pflege.geprueft, name="geprueft"),
    path("<uuid:angebot_id>/kopieren/", pflege.kopieren, name="kopieren"),
    path("<uuid:angebot_id>/anmeldungen/", teilnehmende.anmeldungen, name="anmeldungen"),
    path("<uuid:angebot_id>/anmeldungen/telefonisch/", teilnehmende.telefonisch, name="telefonisch"),
    path("<uuid:angebot_id>/anmeldungen/liste.pdf", teilnehmende.liste_als_pdf, name="teilnahmeliste"),
    path("<uuid:angebot_id>/zaehlungen/", zaehlen.zaehlungen, name="zaehlungen"),
    path("anmeldungen/<uuid:anmeldung_id>/teilnahme/", teilnehmende.teilnahme, name="teilnahme"),
    path("anmeldungen/<uuid:anmeldung_id>/bestaetigen/", teilnehmende.bestaetigen, name="platz_bestaetigen"),
    path("anmeldungen/<uuid:anmeldung_id>/abmelden/", teilnehmende.stornieren, name="abmelden"),
    path("termine/<uuid:termin_id>/zaehlen/", zaehlen.zaehlen, name="zaehlen"),
    path("termine/<uuid:termin_id>/zaehlen/tippen/", zaehlen.tippen, name="tippen"),
    path("termine/<uuid:termin_id>/absagen/", termine.absagen, name="termin_absagen"),
    path("termine/<uuid:termin_id>/verlegen/", termine.verlegen, name="termin_verlegen"),
    path("termine/<uuid:termin_id>/findet-statt/", termine.wieder, name="termin_wieder"),
    path("orte/", bestand.orte, name="orte"),
    path("orte/neu/", bestand.ort, name="ort_anlegen"),
    path("orte/<uuid:ort_id>/", bestand.ort, name="ort"),
    path("formate/", bestand.formate, name="formate"),
    path("formate/neu/", bestand.format_, name="format_anlegen"),
    path("formate/<uuid:format_id>/", bestand.format_, name="format"),
]
