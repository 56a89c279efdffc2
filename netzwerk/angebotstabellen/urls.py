"""Addresses of the tables of offers."""

from django.urls import path

from netzwerk.angebotstabellen import views

app_name = "angebotstabellen"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("neu/", views.hochladen, name="hochladen"),
    path("vorlage.csv", views.vorlage, name="vorlage"),
    path("<uuid:pk>/", views.tabelle, name="tabelle"),
    path("<uuid:pk>/uebernehmen/", views.uebernehmen, name="uebernehmen"),
    path("<uuid:pk>/verwerfen/", views.verwerfen, name="verwerfen"),
    path("<uuid:pk>/zurueckgewiesen.csv", views.zurueckgewiesen, name="zurueckgewiesen"),
]
