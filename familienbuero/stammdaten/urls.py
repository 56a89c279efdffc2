"""Addresses of the room."""

from django.urls import URLPattern

app_name = "stammdaten"
urlpatterns: list[URLPattern] = []
