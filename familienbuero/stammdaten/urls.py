"""Addresses of the families."""

from django.urls import path

from familienbuero.stammdaten import views

app_name = "stammdaten"
urlpatterns = [
    path("stadtteile/", views.stadtteile, name="stadtteile"),
    path("standorte/", views.standorte, name="standorte"),
    path("standorte/neu/", views.standort, name="standort_anlegen"),
    path("standorte/<uuid:standort_id>/", views.standort, name="standort"),
    path("standorte/<uuid:standort_id>/loeschen/", views.standort_loeschen, name="standort_loeschen"),
    path("", views.familien, name="familien"),
    path("<uuid:familie_id>/", views.familie, name="familie"),
    path("<uuid:familie_id>/aufbewahren/", views.aufbewahren, name="aufbewahren"),
    path("<uuid:familie_id>/freigeben/", views.freigeben, name="freigeben"),
    path("<uuid:familie_id>/kontakt/", views.kontakt, name="kontakt"),
]
