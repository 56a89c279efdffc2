"""Addresses of the accounts; those of the sign-in stand in `anmeldung`."""

from django.urls import path

from familienbuero.konten import views

app_name = "konten"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("lesezugriffe/", views.lesezugriffe, name="lesezugriffe"),
    path("neu/", views.anlegen, name="anlegen"),
    path("<uuid:pk>/", views.aendern, name="aendern"),
    path("<uuid:pk>/sperren/", views.sperren, name="sperren"),
    path("<uuid:pk>/entsperren/", views.entsperren, name="entsperren"),
    path("<uuid:pk>/einladen/", views.einladen, name="einladen"),
]
