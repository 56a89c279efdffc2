"""Addresses: `/` is the public start page, `/heute/` the staff's; each room brings its own list.

What families read stands in every language: in German as it is, in others behind a prefix (`/tr/angebote/`).
Everything else is German, whatever the browser asks for.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from familienbuero.api import api
from familienbuero.seiten import urls as seiten

urlpatterns = [
    path("angebote/pflegen/", include("netzwerk.angebote.urls_partner")),
    *i18n_patterns(
        path("termin/", include("familienbuero.termine.urls")),
        path("angebote/", include("netzwerk.angebote.urls")),
        path("willkommensbesuch/", include("willkommensbesuche.besuche.urls_wunsch")),
        path("rat/", include("familienbuero.vermittlung.urls_rat")),
        prefix_default_language=False,
    ),
    # One namespace with public pages and others: `include` knows no prefix for a part of it.
    path(
        "",
        (
            [*i18n_patterns(*seiten.oeffentliche, prefix_default_language=False), *seiten.urlpatterns],
            seiten.app_name,
            seiten.app_name,
        ),
    ),
    path("konto/", include("familienbuero.konten.anmeldung")),
    path("verwaltung/konten/", include("familienbuero.konten.urls")),
    path("datenschutz/", include("familienbuero.datenschutz.urls")),
    path("familien/", include("familienbuero.stammdaten.urls")),
    path("folgeauftraege/", include("familienbuero.vermittlung.urls")),
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
