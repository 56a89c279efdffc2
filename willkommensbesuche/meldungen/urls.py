"""Addresses of the registry lists."""

from django.urls import path

from willkommensbesuche.meldungen import views

app_name = "meldungen"
urlpatterns = [
    path("", views.listen, name="listen"),
    path("neu/", views.hochladen, name="hochladen"),
    path("<uuid:pk>/", views.liste, name="liste"),
    path("<uuid:pk>/uebernehmen/", views.uebernehmen, name="uebernehmen"),
    path("<uuid:pk>/verwerfen/", views.verwerfen, name="verwerfen"),
    path("<uuid:pk>/zurueckgewiesen.csv", views.zurueckgewiesen, name="zurueckgewiesen"),
]
