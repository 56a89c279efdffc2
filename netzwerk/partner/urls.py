"""Addresses of the partners."""

from django.urls import path

from netzwerk.partner import views

app_name = "partner"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("neu/", views.schreiben, name="anlegen"),
    path("<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("<uuid:organisation_id>/aendern/", views.schreiben, name="aendern"),
    path("<uuid:organisation_id>/ansprechperson/", views.person_eintragen, name="person_eintragen"),
    path("ansprechpersonen/<uuid:kontakt_id>/", views.person, name="person"),
    path("ansprechpersonen/<uuid:kontakt_id>/ausgeschieden/", views.ausgeschieden, name="ausgeschieden"),
]
