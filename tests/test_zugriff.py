"""Who may open what: every address of the house × every role.

The table is read aloud like this: "the week: head, coordination and visitors get it (200), everybody else
who is signed in is refused (403), a stranger is sent to the sign-in (302)". Further answers: 302 somewhere
else by design, 404 not for this person, 405 only by pressing a button.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from familienbuero import kalender
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from netzwerk.angebote.models import Format
from tests import bestand
from tests.bestand import Bestand, Zeilen
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db
Antwort = Callable[[str, str, Benutzer | None], int]
NIEMAND = "niemand"
# Columns of the table, from left to right.
SPALTEN = (*Rolle, NIEMAND)
TABELLE = """
#                                          Leitung
#                                          |   Koordination
#                                          |   |   Besuchsdienst
#                                          |   |   |   Netzwerk
#                                          |   |   |   |   Fachkraft
#                                          |   |   |   |   |   Ehrenamt
#                                          |   |   |   |   |   |   Planung
#                                          |   |   |   |   |   |   |   Datenschutz
#                                          |   |   |   |   |   |   |   |   Verwaltung
#                                          |   |   |   |   |   |   |   |   |   niemand
GET  seiten:start                          200 200 200 200 200 200 200 200 200 200
GET  seiten:heute                          200 200 200 200 200 200 200 200 200 302
GET  seiten:suche                          200 200 200 200 200 200 403 403 403 302
GET  seiten:auskunft                       200 200 403 403 403 403 403 403 403 302
GET  seiten:auskunft_pdf                   200 200 403 403 403 403 403 403 403 302
GET  seiten:auskunft_json                  200 200 403 403 403 403 403 403 403 302
GET  seiten:seite                          200 200 200 200 200 200 200 200 200 200
GET  seiten:einstellungen                  403 403 403 403 403 403 403 403 200 302
GET  seiten:seitenliste                    403 403 403 403 403 403 403 403 200 302
GET  seiten:seite_bearbeiten               403 403 403 403 403 403 403 403 200 302
GET  seiten:seite_uebersetzen              403 403 403 403 403 403 403 403 200 302
GET  seiten:neuigkeiten                    403 403 403 403 403 403 403 403 200 302
GET  seiten:neuigkeit_anlegen              403 403 403 403 403 403 403 403 200 302
GET  seiten:neuigkeit                      403 403 403 403 403 403 403 403 200 302
GET  seiten:neuigkeit_loeschen             403 403 403 403 403 403 403 403 200 302
GET  seiten:schulferien                    200 403 403 403 403 403 403 403 200 302
GET  seiten:aktuelles                      200 200 200 200 200 200 200 200 200 200
GET  seiten:auftraege                      403 403 403 403 403 403 403 403 200 302
GET  seiten:noch_einmal                    403 403 403 403 403 403 403 403 405 302
POST seiten:noch_einmal                    403 403 403 403 403 403 403 403 302 302
GET  seiten:bausteine                      403 403 403 403 403 403 403 403 200 302
GET  seiten:farbe                          200 200 200 200 200 200 200 200 200 200
GET  seiten:livez                          200 200 200 200 200 200 200 200 200 200
GET  seiten:readyz                         200 200 200 200 200 200 200 200 200 200
GET  seiten:healthz                        503 503 503 503 503 503 503 503 503 503
GET  seiten:robots                         200 200 200 200 200 200 200 200 200 200
GET  seiten:sitemap                        200 200 200 200 200 200 200 200 200 200
GET  seiten:sitemap_teil                   200 200 200 200 200 200 200 200 200 200
GET  seiten:security                       200 200 200 200 200 200 200 200 200 200

GET  account_login                         302 302 302 302 302 302 302 302 302 200
GET  account_logout                        200 200 200 200 200 200 200 200 200 302
GET  account_inactive                      200 200 200 200 200 200 200 200 200 200
GET  account_signup                        302 302 302 302 302 302 302 302 302 200
GET  account_reauthenticate                200 200 200 200 200 200 200 200 200 302
GET  account_change_password               200 200 200 200 200 200 200 200 200 302
GET  account_set_password                  302 302 302 302 302 302 302 302 302 302
GET  account_reset_password                200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_done           200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key       200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key_done  200 200 200 200 200 200 200 200 200 200
GET  mfa_index                             200 200 200 200 200 200 200 200 200 302
GET  mfa_authenticate                      302 302 302 302 302 302 302 302 302 302
GET  mfa_reauthenticate                    302 302 302 302 302 302 302 302 302 302
GET  mfa_activate_totp                     302 302 302 302 302 302 302 302 302 302
GET  mfa_deactivate_totp                   404 404 404 404 404 404 404 404 404 302
GET  mfa_view_recovery_codes               404 404 404 404 404 404 404 404 404 302
GET  mfa_generate_recovery_codes           302 302 302 302 302 302 302 302 302 302
GET  mfa_download_recovery_codes           404 404 404 404 404 404 404 404 404 302

GET  termine:anmelden                      200 200 200 200 200 200 200 200 200 200
GET  termine:verweis                       302 302 302 302 302 302 302 302 302 302
GET  termine:vorschlag                     302 302 302 302 302 302 302 302 302 302
GET  termine:bestaetigen                   405 405 405 405 405 405 405 405 405 405
POST termine:bestaetigen                   302 302 302 302 302 302 302 302 302 302
GET  termine:verschieben                   405 405 405 405 405 405 405 405 405 405
POST termine:verschieben                   302 302 302 302 302 302 302 302 302 302
GET  termine:absagen                       405 405 405 405 405 405 405 405 405 405
POST termine:absagen                       302 302 302 302 302 302 302 302 302 302
GET  termine:kalenderdatei                 302 302 302 302 302 302 302 302 302 302

GET  konten:liste                          403 403 403 403 403 403 403 403 200 302
GET  konten:anlegen                        403 403 403 403 403 403 403 403 200 302
GET  konten:aendern                        403 403 403 403 403 403 403 403 200 302
GET  konten:sperren                        403 403 403 403 403 403 403 403 200 302
GET  konten:entsperren                     403 403 403 403 403 403 403 403 405 302
POST konten:entsperren                     403 403 403 403 403 403 403 403 404 302
GET  konten:einladen                       403 403 403 403 403 403 403 403 405 302
POST konten:einladen                       403 403 403 403 403 403 403 403 302 302
GET  konten:lesezugriffe                   403 403 403 403 403 403 403 200 403 302

GET  stammdaten:familien                   200 200 403 403 403 403 403 403 403 302
GET  stammdaten:familie                    200 200 200 403 403 403 403 403 403 302
GET  stammdaten:kontakt                    200 200 403 403 403 403 403 403 403 302
GET  stammdaten:aufbewahren                200 200 403 403 403 403 403 403 403 302
GET  stammdaten:freigeben                  405 405 403 403 403 403 403 403 403 302
POST stammdaten:freigeben                  302 302 403 403 403 403 403 403 403 302
GET  datenschutz:loeschungen               200 403 403 403 403 403 403 200 200 302
GET  datenschutz:fristen                   200 403 403 403 403 403 403 403 200 302

GET  rat:anfragen                          200 200 200 200 200 200 200 200 200 200
GET  rat:danke                             200 200 200 200 200 200 200 200 200 200
GET  besuchswunsch:wuenschen               200 200 200 200 200 200 200 200 200 200
GET  besuchswunsch:danke                   200 200 200 200 200 200 200 200 200 200
GET  vermittlung:ratanfragen               200 200 403 403 403 403 403 403 403 302
GET  vermittlung:rat_fuehren               405 405 403 403 403 403 403 403 403 302
POST vermittlung:rat_fuehren               302 302 403 403 403 403 403 403 403 302
GET  vermittlung:liste                     200 200 200 403 403 403 403 403 403 302
GET  vermittlung:abschliessen              405 405 405 403 403 403 403 403 403 302
POST vermittlung:abschliessen              302 302 302 403 403 403 403 403 403 302
GET  vermittlung:uebergeben                200 200 200 403 403 403 403 403 403 302

GET  besuche:woche                         200 200 200 403 403 403 403 403 403 302
GET  besuche:planen                        200 200 403 403 403 403 403 403 403 302
GET  besuche:liste                         200 200 403 403 403 403 403 403 403 302
GET  besuche:besuch                        200 200 200 403 403 403 403 403 403 302
GET  besuche:termin                        200 200 403 403 403 403 403 403 403 302
GET  besuche:tauschen                      200 200 403 403 403 403 403 403 403 302
GET  besuche:absagen                       200 200 403 403 403 403 403 403 403 302
GET  besuche:bestaetigen                   200 200 403 403 403 403 403 403 403 302
GET  besuche:ausfallen                     200 200 403 403 403 403 403 403 403 302
GET  besuche:herausnehmen                  200 200 403 403 403 403 403 403 403 302
GET  besuche:wieder_aufnehmen              200 200 403 403 403 403 403 403 403 302
GET  besuche:festlegen                     200 200 403 403 403 403 403 403 403 302
GET  besuche:loesen                        200 200 403 403 403 403 403 403 403 302
GET  besuche:entscheiden                   200 403 403 403 403 403 403 403 403 302
GET  besuche:protokoll                     200 200 200 403 403 403 403 403 403 302
GET  besuche:entwurf                       405 405 405 403 403 403 403 403 403 302
POST besuche:entwurf                       200 200 200 403 403 403 403 403 403 302
GET  besuche:entwurf_verwerfen             405 405 405 403 403 403 403 403 403 302
POST besuche:entwurf_verwerfen             302 302 302 403 403 403 403 403 403 302
GET  besuche:mein_tag                      403 403 200 403 403 403 403 403 403 302
GET  besuche:marke                         200 200 200 403 403 403 403 403 403 302
GET  besuche:mein_blatt                    403 403 200 403 403 403 403 403 403 302
GET  besuche:blatt                         200 200 403 403 403 403 403 403 403 302
GET  besuche:bogen                         200 200 200 403 403 403 403 403 403 302
GET  besuche:nachtragen                    200 200 200 403 403 403 403 403 403 302
GET  besuche:ohne_netz                     200 200 200 200 200 200 200 200 200 200
GET  besuche:arbeiter                      200 200 200 200 200 200 200 200 200 200
GET  besuche:manifest                      200 200 200 200 200 200 200 200 200 200
GET  besuche:familie_eintragen             200 200 403 403 403 403 403 403 403 302
GET  besuche:anruf                         200 200 403 403 403 403 403 403 403 302
GET  besuche:kalenderabo                   403 403 200 403 403 403 403 403 403 302
GET  besuche:kalenderabo_beenden           403 403 405 403 403 403 403 403 403 302
POST besuche:kalenderabo_beenden           403 403 302 403 403 403 403 403 403 302
GET  besuche:kalenderfeed                  404 404 404 404 404 404 404 404 404 404
GET  besuche:zuruecknehmen                 405 405 405 403 403 403 403 403 403 302
POST besuche:zuruecknehmen                 302 302 302 403 403 403 403 403 403 302
GET  besuche:wunsch                        200 200 403 403 403 403 403 403 403 302
GET  besuche:kein_kontakt                  200 200 403 403 403 403 403 403 403 302
GET  besuche:kontakt_erlauben              200 200 403 403 403 403 403 403 403 302
GET  besuche:wuensche                      200 200 403 403 403 403 403 403 403 302
GET  besuche:wunsch_uebernehmen            200 200 403 403 403 403 403 403 403 302
GET  besuche:wunsch_verwerfen              200 200 403 403 403 403 403 403 403 302
GET  besuche:vertretung                    200 200 403 403 403 403 403 403 403 302
GET  besuche:kraefte                       200 200 403 403 403 403 403 403 403 302
GET  besuche:kraft                         200 200 403 403 403 403 403 403 403 302
GET  besuche:regeln                        200 403 403 403 403 403 403 403 200 302
GET  besuche:schliesstage                  200 200 403 403 403 403 403 403 200 302
GET  stammdaten:standorte                  200 403 403 403 403 403 403 403 200 302
GET  stammdaten:standort_anlegen           200 403 403 403 403 403 403 403 200 302
GET  stammdaten:standort                   200 403 403 403 403 403 403 403 200 302
GET  stammdaten:standort_loeschen          200 403 403 403 403 403 403 403 200 302
GET  stammdaten:stadtteile                200 403 403 403 403 403 403 403 200 302

GET  einladungen:uebersicht                200 200 403 403 403 403 403 403 403 302
GET  einladungen:muster                    200 200 403 403 403 403 403 403 403 302
GET  einladungen:anlegen                   405 405 403 403 403 403 403 403 403 302
POST einladungen:anlegen                   302 302 403 403 403 403 403 403 403 302
GET  einladungen:stapel                    200 200 403 403 403 403 403 403 403 302
GET  einladungen:etiketten                 200 200 403 403 403 403 403 403 403 302
GET  einladungen:umschlaege                200 200 403 403 403 403 403 403 403 302
GET  einladungen:druckdatei                200 200 403 403 403 403 403 403 403 302
GET  einladungen:versenden                 405 405 403 403 403 403 403 403 403 302
POST einladungen:versenden                 302 302 403 403 403 403 403 403 403 302
GET  einladungen:noch_einmal               405 405 403 403 403 403 403 403 403 302
POST einladungen:noch_einmal               302 302 403 403 403 403 403 403 403 302
GET  einladungen:brief                     200 200 403 403 403 403 403 403 403 302
GET  einladungen:neu_setzen                200 200 403 403 403 403 403 403 403 302

GET  meldungen:listen                      200 200 403 403 403 403 403 403 403 302
GET  meldungen:hochladen                   200 200 403 403 403 403 403 403 403 302
GET  meldungen:liste                       200 200 403 403 403 403 403 403 403 302
GET  meldungen:uebernehmen                 405 405 403 403 403 403 403 403 403 302
POST meldungen:uebernehmen                 302 302 403 403 403 403 403 403 403 302
GET  meldungen:verwerfen                   200 200 403 403 403 403 403 403 403 302
GET  meldungen:zurueckgewiesen             200 200 403 403 403 403 403 403 403 302

GET  altbestand:tabellen                   200 200 403 403 403 403 403 403 403 302
GET  altbestand:vorlage                    200 200 403 403 403 403 403 403 403 302
GET  altbestand:hochladen                  200 200 403 403 403 403 403 403 403 302
GET  altbestand:tabelle                    200 200 403 403 403 403 403 403 403 302
GET  altbestand:uebernehmen                405 405 403 403 403 403 403 403 403 302
POST altbestand:uebernehmen                302 302 403 403 403 403 403 403 403 302
GET  altbestand:verwerfen                  200 200 403 403 403 403 403 403 403 302
GET  altbestand:zurueckgewiesen            200 200 403 403 403 403 403 403 403 302

GET  angebote:liste                        200 200 200 200 200 200 200 200 200 200
GET  angebote:woche                        200 200 200 200 200 200 200 200 200 200
GET  angebote:monat                        200 200 200 200 200 200 200 200 200 200
GET  angebote:ferien                       200 200 200 200 200 200 200 200 200 200
GET  angebote:einbetten                    200 200 200 200 200 200 200 200 200 200
GET  angebote:tabelle                      200 200 200 200 200 200 200 200 200 200
GET  angebote:katalog                      200 200 200 200 200 200 200 200 200 200
GET  api:openapi-json                      200 200 200 200 200 200 200 200 200 200
GET  api:api-root                          404 404 404 404 404 404 404 404 404 404
GET  api:angebote                          200 200 200 200 200 200 200 200 200 200
GET  api:angebot                           200 200 200 200 200 200 200 200 200 200
GET  angebote:kalender                     200 200 200 200 200 200 200 200 200 200
GET  angebote:neues                        200 200 200 200 200 200 200 200 200 200
GET  angebote:angebot                      200 200 200 200 200 200 200 200 200 200
GET  angebote:termine                      200 200 200 200 200 200 200 200 200 200

GET  pflegen:liste                         200 200 200 200 200 200 200 200 200 200
GET  pflegen:verweis                       302 302 302 302 302 302 302 302 302 302
GET  pflegen:neu                           302 302 302 302 302 302 302 302 302 302
GET  pflegen:ende                          405 405 405 405 405 405 405 405 405 405
POST pflegen:ende                          302 302 302 302 302 302 302 302 302 302
GET  pflegen:angebot                       404 404 404 404 404 404 404 404 404 404
GET  pflegen:stimmt                        404 404 404 404 404 404 404 404 404 404
GET  pflegen:zurueckziehen                 404 404 404 404 404 404 404 404 404 404
GET  pflegen:absagen                       404 404 404 404 404 404 404 404 404 404
GET  angebote:anmelden                     200 200 200 200 200 200 200 200 200 200
GET  angebote:angemeldet                   200 200 200 200 200 200 200 200 200 200
GET  angebote:anmeldung_verweis            302 302 302 302 302 302 302 302 302 302
GET  angebote:anmeldung                    302 302 302 302 302 302 302 302 302 302
GET  angebote:anmeldung_aendern            405 405 405 405 405 405 405 405 405 405
POST angebote:anmeldung_aendern            302 302 302 302 302 302 302 302 302 302
GET  angebote:anmeldung_bestaetigen        405 405 405 405 405 405 405 405 405 405
POST angebote:anmeldung_bestaetigen        302 302 302 302 302 302 302 302 302 302
GET  angebote:anmeldung_stornieren         405 405 405 405 405 405 405 405 405 405
POST angebote:anmeldung_stornieren         302 302 302 302 302 302 302 302 302 302

GET  angebotspflege:liste                  200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:anlegen                200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:angebot                200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:aendern                200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:stand                  405 403 403 405 403 403 403 403 403 302
POST angebotspflege:stand                  302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:stand_fragen           200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:geprueft               405 403 403 405 403 403 403 403 403 302
POST angebotspflege:geprueft               302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:heft                   200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:plakat                 200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:kopieren               200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:uebersetzungen_stimmen 405 403 403 405 403 403 403 403 403 302
POST angebotspflege:uebersetzungen_stimmen 302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:uebersetzung           200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:uebersetzung_loeschen  200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:termin_absagen         200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:termin_verlegen        200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:termin_wieder          405 403 403 405 403 403 403 403 403 302
POST angebotspflege:termin_wieder          302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:anmeldungen            200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:telefonisch            200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:teilnahmeliste         200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:anmeldung_aendern      200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:teilnahme              405 403 403 405 403 403 403 403 403 302
POST angebotspflege:teilnahme              302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:angerufen              405 403 403 405 403 403 403 403 403 302
POST angebotspflege:angerufen              302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:platz_bestaetigen      405 403 403 405 403 403 403 403 403 302
POST angebotspflege:platz_bestaetigen      302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:abmelden               200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:zaehlungen             200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:zaehlen                200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:tippen                 405 403 403 405 403 403 403 403 403 302
POST angebotspflege:tippen                 302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:orte                   200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:ort_anlegen            200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:ort                    200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:formate                200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:format_anlegen         200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:format                 200 403 403 200 403 403 403 403 403 302

GET  angebotspflege:vorschlaege            200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:vorschlag              200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:vorschlag_uebernehmen  405 403 403 405 403 403 403 403 403 302
POST angebotspflege:vorschlag_uebernehmen  302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:vorschlag_ablehnen     200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:link_schicken          405 403 403 405 403 403 403 403 403 302
POST angebotspflege:link_schicken          302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:link_beenden           405 403 403 405 403 403 403 403 403 302
POST angebotspflege:link_beenden           302 403 403 302 403 403 403 403 403 302

GET  angebotspflege:quellen                200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:quelle_anlegen         200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:quelle                 200 403 403 200 403 403 403 403 403 302
GET  angebotspflege:quelle_holen           405 403 403 405 403 403 403 403 403 302
POST angebotspflege:quelle_holen           302 403 403 302 403 403 403 403 403 302
GET  angebotspflege:rechner                200 403 403 403 403 403 403 403 200 302

GET  angebotstabellen:liste                200 403 403 200 403 403 403 403 403 302
GET  angebotstabellen:vorlage              200 403 403 200 403 403 403 403 403 302
GET  angebotstabellen:hochladen            200 403 403 200 403 403 403 403 403 302
GET  angebotstabellen:tabelle              200 403 403 200 403 403 403 403 403 302
GET  angebotstabellen:uebernehmen          405 403 403 405 403 403 403 403 403 302
POST angebotstabellen:uebernehmen          302 403 403 302 403 403 403 403 403 302
GET  angebotstabellen:verwerfen            200 403 403 200 403 403 403 403 403 302
GET  angebotstabellen:zurueckgewiesen      200 403 403 200 403 403 403 403 403 302

GET  partner:liste                         200 403 403 200 403 403 403 403 403 302
GET  partner:anlegen                       200 403 403 200 403 403 403 403 403 302
GET  partner:organisation                  200 403 403 200 403 403 403 403 403 302
GET  partner:aendern                       200 403 403 200 403 403 403 403 403 302
GET  partner:person_eintragen              200 403 403 200 403 403 403 403 403 302
GET  partner:person                        200 403 403 200 403 403 403 403 403 302
GET  partner:ausgeschieden                 200 403 403 200 403 403 403 403 403 302

GET  kennzahlen:zahlen                     200 200 403 403 403 403 200 403 403 302
GET  kennzahlen:vorjahre                   200 403 403 403 403 403 403 403 403 302
GET  kennzahlen:datei                      200 200 403 403 403 403 200 403 403 302
"""


def zeilen_der_tabelle() -> dict[tuple[str, str], dict[str, int]]:
    """("GET", "besuche:woche") -> role -> answer."""
    zeilen = [zeile.split() for zeile in TABELLE.splitlines() if zeile.strip() and not zeile.startswith("#")]
    gelesen = {
        (methode, name): dict(zip(SPALTEN, map(int, antworten), strict=True))
        for methode, name, *antworten in zeilen
    }
    assert len(gelesen) == len(zeilen), "A line stands twice in the table."
    return gelesen


ERLAUBT = zeilen_der_tabelle()


def adressen(aufloeser: URLResolver | None = None, vorn: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every name of the resolver with its pattern."""
    for eintrag in (aufloeser or get_resolver()).url_patterns:
        if isinstance(eintrag, URLResolver):
            yield from adressen(eintrag, f"{vorn}{eintrag.namespace}:" if eintrag.namespace else vorn)
        else:
            yield f"{vorn}{eintrag.name}", eintrag


MUSTER = dict(adressen())


@pytest.fixture(scope="module")
def stadt(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Bestand]:
    """One stock for all questions: what a request changes is undone at once."""
    ablage = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("ablage"))
    assert connection.settings_dict["NAME"].startswith("test_")
    with ablage, django_db_blocker.unblock(), transaction.atomic():
        with kalender.stichtag(HEUTE):
            zeilen = bestand.anlegen()
        yield zeilen
        transaction.set_rollback(True)


# Addresses about an offer for which one signs up.
ZUM_KURS = {
    "angebote:anmelden", "angebote:angemeldet", "angebotspflege:anmeldungen", "angebotspflege:telefonisch",
    "angebotspflege:teilnahmeliste",
}  # fmt: skip


def argumente(stadt: Bestand, name: str, zeilen: Zeilen) -> dict[str, Any]:
    """What an address needs, from the rows of one family."""
    angebot = stadt.kurs if name in ZUM_KURS else stadt.angebot
    werte: dict[str, Any] = {
        "familie_id": zeilen.familie.pk,
        "besuch_id": zeilen.besuch.pk,
        "auftrag_id": zeilen.folgeauftrag.pk,
        "schreiben_id": zeilen.brief.pk,
        "stapel_id": stadt.stapel.pk,
        "person_id": stadt.kollegin.pk,
        "pk": {
            "meldungen": stadt.meldeliste.pk,
            "altbestand": stadt.tabelle.pk,
            "angebotstabellen": stadt.angebotstabelle.pk,
            "seiten": stadt.neuigkeit.pk if "neuigkeit" in name else stadt.geparkt.pk,
        }.get(name.split(":")[0], stadt.kollegin.pk),
        "slug": angebot.slug if name.startswith("angebote:") else "impressum",
        "angebot_id": angebot.pk,
        "anmeldung_id": stadt.anmeldung.pk,
        "termin_id": stadt.angebot.termine.order_by("beginn")[0].pk,
        "ort_id": stadt.angebot.ort_id,
        "organisation_id": stadt.angebot.organisation_id,
        "kontakt_id": stadt.ansprechperson.pk,
        "quelle_id": stadt.quelle.pk,
        "vorschlag_id": stadt.vorschlag.pk,
        "format_id": Format.objects.get().pk,
        "anfrage_id": stadt.ratanfrage.pk,
        "wunsch_id": stadt.wunsch.pk,
        "standort_id": stadt.standort.pk,
        "sprache": "tr",
        "nach": "abgesagt",
        "einheit": "haushalte",
        "section": "angebote",
        "art": "druckdateien" if name.startswith("seiten:") else "csv",
        "token": "unbekannt_unbekannt_xx",
        "uidb36": "0",
        "key": "unbekannt",
    }
    return {feld: werte[feld] for feld in MUSTER[name].pattern.regex.groupindex}


def adresse(stadt: Bestand, name: str, zeilen: Zeilen) -> str:
    weg = reverse(name, kwargs=argumente(stadt, name, zeilen))
    # A sample letter is one of a period.
    return f"{weg}?von={stadt.stapel.von}&bis={stadt.stapel.bis}" if name == "einladungen:muster" else weg


@pytest.fixture(scope="module")
def client() -> Client:
    """One client for all: each would set up the middleware anew."""
    return Client()


@pytest.fixture(scope="module")
def sitzungen(stadt: Bestand, client: Client) -> dict[Benutzer, str]:
    """Everybody has signed in once: that takes as long as half a page."""
    return {wer: _sitzung(client, wer) for wer in (*stadt.personen.values(), stadt.kollegin)}


def _sitzung(client: Client, wer: Benutzer) -> str:
    client.cookies.clear()
    client.force_login(wer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def antwort(client: Client, sitzungen: dict[Benutzer, str]) -> Antwort:
    """The status that a person gets; what the request did is undone."""

    def fragen(methode: str, weg: str, wer: Benutzer | None) -> int:
        client.cookies.clear()
        if wer:
            client.cookies[settings.SESSION_COOKIE_NAME] = sitzungen[wer]
        with transaction.atomic():
            status = client.generic(methode, weg).status_code
            transaction.set_rollback(True)
        return status

    return fragen


def person(stadt: Bestand, spalte: str) -> Benutzer | None:
    return None if spalte == NIEMAND else stadt.personen[Rolle(spalte)]


def test_jede_adresse_steht_in_der_tabelle():
    assert len(MUSTER) >= 80
    doppelt = [name for name, anzahl in Counter(name for name, _ in adressen()).items() if anzahl > 1]
    assert doppelt == []
    assert {name for methode, name in ERLAUBT if methode == "GET"} == set(MUSTER)


def test_was_nur_auf_knopfdruck_geht_steht_auch_als_knopfdruck_in_der_tabelle():
    nur_knopf = {name for (methode, name), wer in ERLAUBT.items() if methode == "GET" and 405 in wer.values()}
    assert {name for methode, name in ERLAUBT if methode == "POST"} == nur_knopf


@pytest.mark.parametrize(("methode", "name"), ERLAUBT)
def test_jede_rolle_bekommt_was_ihr_zusteht(methode: str, name: str, stadt: Bestand, antwort: Antwort):
    weg = adresse(stadt, name, stadt.eigene)
    bekommen = {spalte: antwort(methode, weg, person(stadt, spalte)) for spalte in SPALTEN}
    assert bekommen == ERLAUBT[methode, name]


@pytest.mark.parametrize("name", [name for (_, name), wer in ERLAUBT.items() if 403 in wer.values()])
def test_wer_eine_seite_nicht_sehen_darf_darf_dort_auch_nichts_tun(
    name: str, stadt: Bestand, antwort: Antwort
):
    weg = adresse(stadt, name, stadt.eigene)
    verboten = {spalte for spalte, status in ERLAUBT["GET", name].items() if status == 403}
    assert {spalte: antwort("POST", weg, person(stadt, spalte)) for spalte in verboten} == dict.fromkeys(
        verboten, 403
    )
    assert antwort("POST", weg, None) == 302


# Addresses that name a row of a family, and who of those that may not see every family gets in there.
MIT_FAMILIE = {"familie_id", "besuch_id", "auftrag_id", "schreiben_id"}
EINZELN = [
    (methode, name, rolle)
    for (methode, name), wer in ERLAUBT.items()
    for rolle in (Rolle.KOORDINATION, Rolle.BESUCHSDIENST)
    if MIT_FAMILIE & set(MUSTER[name].pattern.regex.groupindex) and wer[rolle] in (200, 302)
]


def test_es_gibt_adressen_von_familien_zu_pruefen():
    assert len(EINZELN) >= 20


@pytest.mark.parametrize(("methode", "name", "rolle"), EINZELN)
def test_eine_gesperrte_familie_ist_nicht_zu_finden(
    methode: str, name: str, rolle: Rolle, stadt: Bestand, antwort: Antwort
):
    weg = adresse(stadt, name, stadt.gesperrte)
    assert antwort(methode, weg, stadt.personen[rolle]) == 404
    assert antwort(methode, weg, stadt.personen[Rolle.LEITUNG]) in (200, 302)


@pytest.mark.parametrize(
    ("methode", "name"), [fall[:2] for fall in EINZELN if fall[2] == Rolle.BESUCHSDIENST]
)
def test_eine_fremde_familie_ist_nicht_zu_finden(methode: str, name: str, stadt: Bestand, antwort: Antwort):
    weg = adresse(stadt, name, stadt.fremde)
    assert antwort(methode, weg, stadt.personen[Rolle.BESUCHSDIENST]) == 404
    assert antwort(methode, weg, stadt.kollegin) in (200, 302)


@pytest.mark.parametrize(
    "name",
    [name for name, muster in MUSTER.items() if "UUIDConverter" in repr(muster.pattern.converters)],
)
def test_eine_zeile_die_es_nicht_gibt_ist_nicht_zu_finden(name: str, stadt: Bestand, antwort: Antwort):
    werte = dict.fromkeys(MUSTER[name].pattern.converters, UUID(int=0))
    weg = reverse(name, kwargs=werte)
    methode = "POST" if ("POST", name) in ERLAUBT else "GET"
    for rolle, status in ERLAUBT[methode, name].items():
        if status in (200, 302) and rolle != NIEMAND:
            assert antwort(methode, weg, person(stadt, rolle)) == 404


@pytest.mark.parametrize("name", ["stammdaten:familie", "besuche:woche", "seiten:start", "einladungen:brief"])
def test_was_angemeldete_sehen_bewahrt_niemand_auf(name: str, stadt: Bestand, client: Client):
    client.force_login(
        stadt.personen[Rolle.LEITUNG], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    kopf = client.get(adresse(stadt, name, stadt.eigene)).headers["Cache-Control"]
    assert "no-store" in kopf
