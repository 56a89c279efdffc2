"""Addresses of this room."""

from django.urls import path

from familienbuero.datenschutz import views

app_name = "datenschutz"
urlpatterns = [
    path("loeschungen/", views.loeschungen, name="loeschungen"),
    path("loeschfristen/", views.fristen, name="fristen"),
]
