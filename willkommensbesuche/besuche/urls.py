"""Addresses of the room."""

from django.urls import URLPattern

app_name = "besuche"
urlpatterns: list[URLPattern] = []
