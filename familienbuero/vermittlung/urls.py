"""Addresses of the follow-ups."""

from django.urls import path

from familienbuero.vermittlung.views import folgeauftraege, rat

app_name = "vermittlung"
urlpatterns = [
    path("", folgeauftraege.liste, name="liste"),
    path("rat/", rat.liste, name="ratanfragen"),
    path("rat/<uuid:anfrage_id>/fuehren/", rat.fuehren, name="rat_fuehren"),
    path("<uuid:auftrag_id>/abschliessen/", folgeauftraege.abschliessen, name="abschliessen"),
    path("<uuid:auftrag_id>/uebergeben/", folgeauftraege.uebergeben, name="uebergeben"),
]
