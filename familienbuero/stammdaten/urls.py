"""Addresses of the families."""

from django.urls import path

from familienbuero.stammdaten import views

app_name = "stammdaten"
urlpatterns = [
    path("", views.familien, name="familien"),
    path("<uuid:familie_id>/", views.familie, name="familie"),
    path("<uuid:familie_id>/kontakt/", views.kontakt, name="kontakt"),
]
