"""Addresses of the room."""

from django.urls import URLPattern

app_name = "einladungen"
urlpatterns: list[URLPattern] = []
