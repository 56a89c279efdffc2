"""Addresses of the code page."""

from django.urls import path

from familienbuero.termine import views

app_name = "termine"
urlpatterns = [
    path("", views.anmelden, name="anmelden"),
    path("q/<str:token>/", views.verweis, name="verweis"),
    path("vorschlag/", views.vorschlag, name="vorschlag"),
    path("bestaetigen/", views.bestaetigen, name="bestaetigen"),
    path("verschieben/", views.verschieben, name="verschieben"),
    path("absagen/", views.absagen, name="absagen"),
    path("termin.ics", views.kalenderdatei, name="kalenderdatei"),
]
