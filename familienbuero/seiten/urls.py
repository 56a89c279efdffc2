"""Addresses that belong to no room."""

from django.urls import path, re_path

from familienbuero.seiten.enums import Seitenname
from familienbuero.seiten.views import (
    auftraege,
    auskunft,
    bausteine,
    buero,
    maschinen,
    oeffentlich,
    verwaltung,
)

app_name = "seiten"
urlpatterns = [
    path("", oeffentlich.start, name="start"),
    path("heute/", buero.heute, name="heute"),
    path("suche/", buero.suche, name="suche"),
    path("familien/<uuid:familie_id>/auskunft/", auskunft.auskunft, name="auskunft"),
    path("familien/<uuid:familie_id>/auskunft.pdf", auskunft.als_pdf, name="auskunft_pdf"),
    path("familien/<uuid:familie_id>/auskunft.json", auskunft.als_json, name="auskunft_json"),
    re_path(rf"^(?P<slug>{'|'.join(Seitenname.values)})/$", oeffentlich.seite, name="seite"),
    path("verwaltung/einstellungen/", verwaltung.Einstellungen.as_view(), name="einstellungen"),
    path("verwaltung/seiten/", verwaltung.Seitenliste.as_view(), name="seitenliste"),
    path("verwaltung/seiten/<slug:slug>/", verwaltung.seite_bearbeiten, name="seite_bearbeiten"),
    path("verwaltung/auftraege/", auftraege.auftraege, name="auftraege"),
    path("verwaltung/auftraege/<slug:art>/<uuid:pk>/noch-einmal/", auftraege.noch_einmal, name="noch_einmal"),
    path("verwaltung/bausteine/", bausteine.bausteine, name="bausteine"),
    path("farbe.css", maschinen.farbe, name="farbe"),
    path("livez", maschinen.livez, name="livez"),
    path("readyz", maschinen.readyz, name="readyz"),
    path("healthz", maschinen.healthz, name="healthz"),
    path("robots.txt", maschinen.robots, name="robots"),
    path(".well-known/security.txt", maschinen.security, name="security"),
]
