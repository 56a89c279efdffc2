"""Addresses of the visits."""

from django.urls import path

from willkommensbesuche.besuche.views import besuch, eintragen, kraefte, unterwegs, woche

app_name = "besuche"
urlpatterns = [
    path("", woche.woche, name="woche"),
    path("planen/", woche.planen, name="planen"),
    path("besuche/", woche.liste, name="liste"),
    path("besuche/<uuid:besuch_id>/", besuch.besuch, name="besuch"),
    path("besuche/<uuid:besuch_id>/termin/", besuch.termin, name="termin"),
    path("besuche/<uuid:besuch_id>/tauschen/", besuch.tauschen, name="tauschen"),
    path("besuche/<uuid:besuch_id>/absagen/", besuch.absagen, name="absagen"),
    path("besuche/<uuid:besuch_id>/bestaetigen/", besuch.bestaetigen, name="bestaetigen"),
    path("besuche/<uuid:besuch_id>/ausfallen/", besuch.ausfallen, name="ausfallen"),
    path("besuche/<uuid:besuch_id>/herausnehmen/", besuch.herausnehmen, name="herausnehmen"),
    path("besuche/<uuid:besuch_id>/wieder-aufnehmen/", besuch.wieder_aufnehmen, name="wieder_aufnehmen"),
    path("besuche/<uuid:besuch_id>/festlegen/", besuch.festlegen, name="festlegen"),
    path("besuche/<uuid:besuch_id>/loesen/", besuch.loesen, name="loesen"),
    path("besuche/<uuid:besuch_id>/entscheiden/", besuch.entscheiden, name="entscheiden"),
    path("besuche/<uuid:besuch_id>/protokoll/", unterwegs.protokoll, name="protokoll"),
    path("mein-tag/", unterwegs.mein_tag, name="mein_tag"),
    path("familie-eintragen/", eintragen.familie_eintragen, name="familie_eintragen"),
    path("familien/<uuid:familie_id>/anruf/", eintragen.anruf_notieren, name="anruf"),
    path("familien/<uuid:familie_id>/wunsch/", eintragen.wunsch, name="wunsch"),
    path("vertretung/", eintragen.vertretung, name="vertretung"),
    path("besuchskraefte/", kraefte.kraefte, name="kraefte"),
    path("besuchskraefte/<uuid:person_id>/", kraefte.kraft, name="kraft"),
    path("schliesstage/", kraefte.schliesstage, name="schliesstage"),
    path("regeln/", kraefte.einstellungen, name="regeln"),
]
