"""Addresses of the tables that the office kept before."""

from django.urls import path

from willkommensbesuche.altbestand import views

app_name = "altbestand"
urlpatterns = [
    path("", views.tabellen, name="tabellen"),
    path("neu/", views.hochladen, name="hochladen"),
    path("vorlage.csv", views.vorlage, name="vorlage"),
    path("<uuid:pk>/", views.tabelle, name="tabelle"),
    path("<uuid:pk>/uebernehmen/", views.uebernehmen, name="uebernehmen"),
    path("<uuid:pk>/verwerfen/", views.verwerfen, name="verwerfen"),
    path("<uuid:pk>/zurueckgewiesen.csv", views.zurueckgewiesen, name="zurueckgewiesen"),
]
