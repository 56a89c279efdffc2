"""Addresses of the follow-ups."""

from django.urls import path

from familienbuero.vermittlung import views

app_name = "vermittlung"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<uuid:auftrag_id>/abschliessen/", views.abschliessen, name="abschliessen"),
    path("<uuid:auftrag_id>/uebergeben/", views.uebergeben, name="uebergeben"),
]
