"""Addresses of the figures."""

from django.urls import path, re_path

from statistik.kennzahlen import views

app_name = "kennzahlen"
urlpatterns = [
    path("", views.zahlen, name="zahlen"),
    re_path(r"^vorjahre/(?P<einheit>haushalte|kinder)/$", views.vorjahre, name="vorjahre"),
    re_path(r"^kennzahlen\.(?P<art>csv|pdf)$", views.als_datei, name="datei"),
]
