"""Addresses that belong to no room: public ones in every language, those of staff and machines in none."""

from django.urls import path, re_path

from familienbuero.seiten.enums import Seitenname
from familienbuero.seiten.views import (
    auftraege,
    auskunft,
    bausteine,
    buero,
    maschinen,
    oeffentlich,
    texte,
    verwaltung,
)

app_name = "seiten"
oeffentliche = [
    path("", oeffentlich.start, name="start"),
    path("aktuelles/", oeffentlich.aktuelles, name="aktuelles"),
    re_path(rf"^(?P<slug>{'|'.join(Seitenname.values)})/$", oeffentlich.seite, name="seite"),
]
urlpatterns = [
    path("heute/", buero.heute, name="heute"),
    path("suche/", buero.suche, name="suche"),
    path("familien/<uuid:familie_id>/auskunft/", auskunft.auskunft, name="auskunft"),
    path("familien/<uuid:familie_id>/auskunft.pdf", auskunft.als_pdf, name="auskunft_pdf"),
    path("familien/<uuid:familie_id>/auskunft.json", auskunft.als_json, name="auskunft_json"),
    path("verwaltung/einstellungen/", verwaltung.Einstellungen.as_view(), name="einstellungen"),
    path("verwaltung/schulferien/", verwaltung.schulferien, name="schulferien"),
    path("verwaltung/seiten/", texte.seitenliste, name="seitenliste"),
    path("verwaltung/seiten/<slug:slug>/", texte.seite_bearbeiten, name="seite_bearbeiten"),
    path("verwaltung/seiten/<slug:slug>/<slug:sprache>/", texte.seite_bearbeiten, name="seite_uebersetzen"),
    path("verwaltung/aktuelles/", texte.neuigkeiten, name="neuigkeiten"),
    path("verwaltung/aktuelles/neu/", texte.neuigkeit, name="neuigkeit_anlegen"),
    path("verwaltung/aktuelles/<uuid:pk>/", texte.neuigkeit, name="neuigkeit"),
    path("verwaltung/aktuelles/<uuid:pk>/loeschen/", texte.neuigkeit_loeschen, name="neuigkeit_loeschen"),
    path("verwaltung/auftraege/", auftraege.auftraege, name="auftraege"),
    path("verwaltung/auftraege/<slug:art>/<uuid:pk>/noch-einmal/", auftraege.noch_einmal, name="noch_einmal"),
    path("verwaltung/bausteine/", bausteine.bausteine, name="bausteine"),
    path("farbe.css", maschinen.farbe, name="farbe"),
    path("livez", maschinen.livez, name="livez"),
    path("readyz", maschinen.readyz, name="readyz"),
    path("healthz", maschinen.healthz, name="healthz"),
    path("sitemap.xml", maschinen.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", maschinen.sitemap_teil, name="sitemap_teil"),
    path("robots.txt", maschinen.robots, name="robots"),
    path(".well-known/security.txt", maschinen.security, name="security"),
]
