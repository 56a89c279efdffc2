"""Addresses of the room."""

from django.urls import URLPattern

app_name = "meldungen"
urlpatterns: list[URLPattern] = []
