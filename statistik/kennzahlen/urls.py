"""Addresses of the room."""

from django.urls import URLPattern

app_name = "kennzahlen"
urlpatterns: list[URLPattern] = []
