"""Addresses of the room."""

from django.urls import URLPattern

app_name = "vermittlung"
urlpatterns: list[URLPattern] = []
