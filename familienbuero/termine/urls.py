"""Addresses of the room."""

from django.urls import URLPattern

app_name = "termine"
urlpatterns: list[URLPattern] = []
