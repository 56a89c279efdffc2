"""Addresses: `/` is the public start page, `/heute/` the staff's; each room brings its own list."""

from django.urls import include, path

from familienbuero.api import api

urlpatterns = [
    path("", include("familienbuero.seiten.urls")),
    path("konto/", include("familienbuero.konten.anmeldung")),
    path("termin/", include("familienbuero.termine.urls")),
    path("verwaltung/konten/", include("familienbuero.konten.urls")),
    path("datenschutz/", include("familienbuero.datenschutz.urls")),
    path("familien/", include("familienbuero.stammdaten.urls")),
    path("folgeauftraege/", include("familienbuero.vermittlung.urls")),
    path("angebote/pflegen/", include("netzwerk.angebote.urls_partner")),
    path("angebote/", include("netzwerk.angebote.urls")),
    path("api/v1/", api.urls),
    path("netzwerk/angebote/tabellen/", include("netzwerk.angebotstabellen.urls")),
    path("netzwerk/angebote/", include("netzwerk.angebote.urls_pflege")),
    path("netzwerk/partner/", include("netzwerk.partner.urls")),
    path("willkommensbesuche/", include("willkommensbesuche.besuche.urls")),
    path("willkommensbesuche/einladungen/", include("willkommensbesuche.einladungen.urls")),
    path("willkommensbesuche/meldungen/tabellen/", include("willkommensbesuche.altbestand.urls")),
    path("willkommensbesuche/meldungen/", include("willkommensbesuche.meldungen.urls")),
    path("statistik/", include("statistik.kennzahlen.urls")),
]

handler400 = "familienbuero.seiten.fehlerseiten.anfrage_unverstaendlich"
handler403 = "familienbuero.seiten.fehlerseiten.nicht_erlaubt"
handler404 = "familienbuero.seiten.fehlerseiten.nicht_gefunden"
handler500 = "familienbuero.seiten.fehlerseiten.abgestuerzt"
