"""Addresses of the code page."""

from django.urls import path, re_path

from familienbuero.termine import views

app_name = "termine"
urlpatterns = [
    path("", views.anmelden, name="anmelden"),
    # Tokens are 16 bytes in base64; anything else is no address of this page.
    re_path(r"^q/(?P<token>[A-Za-z0-9_-]{22})/\Z", views.verweis, name="verweis"),
    path("vorschlag/", views.vorschlag, name="vorschlag"),
    path("bestaetigen/", views.bestaetigen, name="bestaetigen"),
    path("verschieben/", views.verschieben, name="verschieben"),
    path("absagen/", views.absagen, name="absagen"),
    path("termin.ics", views.kalenderdatei, name="kalenderdatei"),
]
