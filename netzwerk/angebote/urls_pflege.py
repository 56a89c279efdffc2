"""Addresses where the office writes offers."""

from django.urls import path

from netzwerk.angebote.views import bestand, papier, pflege, quellen, termine, vorschlaege

app_name = "angebotspflege"
urlpatterns = [
    path("", pflege.liste, name="liste"),
    path("neu/", pflege.anlegen, name="anlegen"),
    path("heft.pdf", papier.heft, name="heft"),
    path("<uuid:angebot_id>/", pflege.angebot, name="angebot"),
    path("<uuid:angebot_id>/aendern/", pflege.aendern, name="aendern"),
    path("<uuid:angebot_id>/stand/", pflege.stand, name="stand"),
    path("<uuid:angebot_id>/geprueft/", pflege.geprueft, name="geprueft"),
    path("<uuid:angebot_id>/plakat.pdf", papier.plakat, name="plakat"),
    path("<uuid:angebot_id>/kopieren/", pflege.kopieren, name="kopieren"),
    path("termine/<uuid:termin_id>/absagen/", termine.absagen, name="termin_absagen"),
    path("termine/<uuid:termin_id>/verlegen/", termine.verlegen, name="termin_verlegen"),
    path("termine/<uuid:termin_id>/findet-statt/", termine.wieder, name="termin_wieder"),
    path("orte/", bestand.orte, name="orte"),
    path("orte/neu/", bestand.ort, name="ort_anlegen"),
    path("orte/<uuid:ort_id>/", bestand.ort, name="ort"),
    path("formate/", bestand.formate, name="formate"),
    path("formate/neu/", bestand.format_, name="format_anlegen"),
    path("formate/<uuid:format_id>/", bestand.format_, name="format"),
    path("vorschlaege/", vorschlaege.liste, name="vorschlaege"),
    path("vorschlaege/<uuid:vorschlag_id>/", vorschlaege.vorschlag, name="vorschlag"),
    path(
        "vorschlaege/<uuid:vorschlag_id>/uebernehmen/",
        vorschlaege.uebernehmen,
        name="vorschlag_uebernehmen",
    ),
    path("vorschlaege/<uuid:vorschlag_id>/ablehnen/", vorschlaege.ablehnen, name="vorschlag_ablehnen"),
    path("kalender/", quellen.liste, name="quellen"),
    path("kalender/neu/", quellen.schreiben, name="quelle_anlegen"),
    path("kalender/rechner/", quellen.rechner, name="rechner"),
    path("kalender/<uuid:quelle_id>/", quellen.schreiben, name="quelle"),
    path("kalender/<uuid:quelle_id>/holen/", quellen.holen, name="quelle_holen"),
    path("links/<uuid:kontakt_id>/schicken/", vorschlaege.link_schicken, name="link_schicken"),
    path("links/<uuid:kontakt_id>/beenden/", vorschlaege.link_beenden, name="link_beenden"),
]
