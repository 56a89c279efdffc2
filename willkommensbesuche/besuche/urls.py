"""Addresses of the visits."""

from django.urls import path

from willkommensbesuche.besuche.views import (
    besuch,
    eintragen,
    kraefte,
    ohne_netz,
    papier,
    protokoll,
    termin,
    unterwegs,
    verben,
    woche,
)

app_name = "besuche"
urlpatterns = [
    path("", woche.woche, name="woche"),
    path("planen/", woche.planen, name="planen"),
    path("besuche/", woche.liste, name="liste"),
    path("besuche/<uuid:besuch_id>/", besuch.besuch, name="besuch"),
    path("besuche/<uuid:besuch_id>/termin/", termin.termin, name="termin"),
    path("besuche/<uuid:besuch_id>/tauschen/", termin.tauschen, name="tauschen"),
    path("besuche/<uuid:besuch_id>/absagen/", verben.absagen, name="absagen"),
    path("besuche/<uuid:besuch_id>/bestaetigen/", verben.bestaetigen, name="bestaetigen"),
    path("besuche/<uuid:besuch_id>/ausfallen/", verben.ausfallen, name="ausfallen"),
    path("besuche/<uuid:besuch_id>/herausnehmen/", verben.herausnehmen, name="herausnehmen"),
    path("besuche/<uuid:besuch_id>/wieder-aufnehmen/", verben.wieder_aufnehmen, name="wieder_aufnehmen"),
    path("besuche/<uuid:besuch_id>/festlegen/", verben.festlegen, name="festlegen"),
    path("besuche/<uuid:besuch_id>/loesen/", verben.loesen, name="loesen"),
    path("besuche/<uuid:besuch_id>/entscheiden/", verben.entscheiden, name="entscheiden"),
    path("besuche/<uuid:besuch_id>/protokoll/", protokoll.protokoll, name="protokoll"),
    path("besuche/<uuid:besuch_id>/protokoll/entwurf/", protokoll.entwurf, name="entwurf"),
    path(
        "besuche/<uuid:besuch_id>/protokoll/entwurf/verwerfen/",
        protokoll.entwurf_verwerfen,
        name="entwurf_verwerfen",
    ),
    path("mein-tag/", unterwegs.mein_tag, name="mein_tag"),
    path("mein-tag/marke/", ohne_netz.marke, name="marke"),
    path("mein-tag/blatt/", papier.mein_blatt, name="mein_blatt"),
    path("besuchskraefte/<uuid:person_id>/blatt/", papier.blatt, name="blatt"),
    path("protokollbogen/", papier.bogen, name="bogen"),
    path("nachtragen/", papier.nachtragen, name="nachtragen"),
    path("ohne-netz/", ohne_netz.hinweis, name="ohne_netz"),
    path("arbeiter.js", ohne_netz.arbeiter, name="arbeiter"),
    path("mein-tag.webmanifest", ohne_netz.manifest, name="manifest"),
    path("familie-eintragen/", eintragen.familie_eintragen, name="familie_eintragen"),
    path("familien/<uuid:familie_id>/anruf/", eintragen.anruf_notieren, name="anruf"),
    path("familien/<uuid:familie_id>/kontakt/", eintragen.kontakt, name="kontakt"),
    path("familien/<uuid:familie_id>/wunsch/", eintragen.wunsch, name="wunsch"),
    path("vertretung/", eintragen.vertretung, name="vertretung"),
    path("besuchskraefte/", kraefte.kraefte, name="kraefte"),
    path("besuchskraefte/<uuid:person_id>/", kraefte.kraft, name="kraft"),
    path("schliesstage/", kraefte.schliesstage, name="schliesstage"),
    path("regeln/", kraefte.einstellungen, name="regeln"),
]
