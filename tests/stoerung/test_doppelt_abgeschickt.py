"""F13: double click, back button, a repeat after a lost answer: what is sent twice has one effect.

Every address of the house stands in one of two tables: forms, which are sent twice, and pages that only
read, of which it is shown that sending something to them changes nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.datenschutz.models import Loeschhalt
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Absendung, Benutzer, Lesezugriff
from familienbuero.oeffentlich import stempel
from familienbuero.schreiben.dienste import anruf_vormerken
from familienbuero.schreiben.models import Stapel
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Termin, Zugang
from familienbuero.termine.regeln import token_abdruck
from familienbuero.termine.views import OFFEN
from netzwerk.angebote.dienste import anmeldung_bestaetigen, termin_absagen
from netzwerk.angebote.models import Angebot
from netzwerk.angebote.views.anmelden import OFFEN as OFFENE_ANMELDUNG
from netzwerk.angebote.views.partner import LINK
from tests import fabriken
from tests.bestand import Bestand
from tests.conftest import HEUTE
from tests.daten.angebotstabellen import tabelle as angebotstabelle
from tests.daten.angebotstabellen import zeile as angebotszeile
from tests.daten.bestandstabellen import tabelle
from tests.daten.bestandstabellen import zeile as bestandszeile
from tests.daten.meldelisten import liste, zeile
from tests.netzwerk.angebote.eingaben import ausgefuellt
from tests.stoerung.formulare import Felder, angemeldet
from tests.test_zugriff import MUSTER, adresse
from willkommensbesuche.besuche.dienste import (
    besuch_bestaetigen,
    besuch_festlegen,
    entwurf_speichern,
    kein_kontakt,
)
from willkommensbesuche.besuche.dienste.abo import abo_erneuern
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch

pytestmark = pytest.mark.django_db
# Protocols of reading and sending, and what the sign-in counts: no effects of a form.
PROTOKOLLE = {Absendung, Lesezugriff, *apps.get_app_config("axes").get_models()}
MORGEN = HEUTE + timedelta(days=1)


@dataclass(frozen=True)
class Formular:
    """Who sends what: `felder` over what the page holds already, after `vorher` has prepared the town."""

    rolle: Rolle | None
    felder: dict[str, Any] | Callable[[Bestand, Any], dict[str, Any]] = field(default_factory=dict)
    vorher: Callable[[Bestand], object] = lambda stadt: None
    # The page that holds the form, where it is not the address itself.
    seite: str = ""


def _stand(status: BesuchStatus) -> Callable[[Bestand], object]:
    """The visit of the town in a state in which it has no date."""

    def vorher(stadt: Bestand) -> None:
        Besuch.objects.filter(pk=stadt.eigene.besuch.pk).update(status=status, termin=None, tag=None)
        Termin.objects.filter(fall=stadt.eigene.besuch.pk).update(stand=Terminstand.AUFGEHOBEN)

    return vorher


def _datei(stadt: Bestand, seite: Any) -> dict[str, Any]:
    return {"datei": SimpleUploadedFile("oktober.csv", liste(zeile(merkmal="5707626000077")))}


def _tabelle(stadt: Bestand, seite: Any) -> dict[str, Any]:
    return {"datei": SimpleUploadedFile("besuche.csv", tabelle(bestandszeile(name="Neu")))}


def _erstes_fenster(stadt: Bestand, seite: Any) -> dict[str, Any]:
    formular = seite.context.get("wahl") or seite.context["form"]
    return {"fenster": next(iter(formular.frei))}


def _neues_angebot(stadt: Bestand, seite: Any) -> dict[str, Any]:
    gefuellt = {"titel": "Elterncafé", "kurz": "Kommen Sie vorbei.", "kosten": "0"}
    return gefuellt | {"organisation": str(stadt.angebot.organisation_id)}


def _ferien(stadt: Bestand, seite: Any) -> dict[str, Any]:
    leere = seite.context["form"].initial_form_count()
    return {
        f"form-{leere + nummer}-{feld}": wert
        for nummer, jahr in enumerate((2031, 2032))
        for feld, wert in {"name": f"Ferien {jahr}", "von": f"{jahr}-07-01", "bis": f"{jahr}-08-01"}.items()
    }


def _kurs_hat_begonnen(stadt: Bestand) -> None:
    anmeldung_bestaetigen(stadt.anmeldung.pk)
    _vorziehen(stadt.kurs)


def _heute_ist_termin(stadt: Bestand) -> None:
    _vorziehen(stadt.angebot)


def _vorziehen(angebot: Angebot) -> None:
    """The first date of an offer was this morning."""
    termin = angebot.termine.order_by("beginn")[0]
    termin.beginn = datetime(HEUTE.year, HEUTE.month, HEUTE.day, tzinfo=BERLIN)
    termin.save(update_fields=["beginn"])


PLANUNG, CHEFIN, VERWALTUNG = Rolle.KOORDINATION, Rolle.LEITUNG, Rolle.VERWALTUNG
NETZWERK = Rolle.NETZWERK
FORMULARE: dict[str, Formular] = {
    "seiten:einstellungen": Formular(VERWALTUNG, {"telefon": "0271 99"}),
    "seiten:seite_bearbeiten": Formular(VERWALTUNG, {"titel": "Wer wir sind"}),
    "seiten:seite_uebersetzen": Formular(VERWALTUNG, {"titel": "Künye", "text": "Biz kimiz"}),
    "seiten:neuigkeit_anlegen": Formular(
        VERWALTUNG, {"datum": "2026-05-04", "titel": "Neues", "text": "Es gibt etwas.", "sprache": "de"}
    ),
    "seiten:neuigkeit": Formular(VERWALTUNG, {"titel": "Anders"}),
    "seiten:neuigkeit_loeschen": Formular(VERWALTUNG),
    "seiten:schulferien": Formular(
        VERWALTUNG, _ferien
    ),
    "stammdaten:standort_anlegen": Formular(
        VERWALTUNG,
        {
            "name": "Treff", "strasse": "Weg 1", "plz": "57076", "ort": "Siegen", "oeffnungszeiten": "Mo",
            "reihenfolge": "3",
        },
    ),
    "stammdaten:standort": Formular(VERWALTUNG, {"zugang": "stufenlos"}),
    "stammdaten:standort_loeschen": Formular(VERWALTUNG),
    "rat:anfragen": Formular(
        None, lambda stadt, _: {"thema": "geld", "telefon": "0271 1", "stempel": stempel(time.time() - 60)}
    ),
    "besuchswunsch:wuenschen": Formular(
        None, lambda stadt, _: {**fabriken.WUNSCH, "stempel": stempel(time.time() - 60)}
    ),
    "vermittlung:rat_fuehren": Formular(PLANUNG, {"status": "in_arbeit"}, seite="vermittlung:ratanfragen"),
    "besuche:wunsch_uebernehmen": Formular(PLANUNG),
    "besuche:wunsch_verwerfen": Formular(PLANUNG),
    "konten:anlegen": Formular(
        VERWALTUNG, {"vorname": "Neu", "nachname": "Neuer", "email": "neu@buero.example", "rollen": "planung"}
    ),
    "konten:aendern": Formular(VERWALTUNG, {"nachname": "Anders"}),
    "konten:sperren": Formular(VERWALTUNG),
    "konten:entsperren": Formular(
        VERWALTUNG, vorher=lambda stadt: Benutzer.objects.filter(pk=stadt.kollegin.pk).update(is_active=False)
    ),
    "konten:einladen": Formular(VERWALTUNG),
    "stammdaten:kontakt": Formular(PLANUNG, {"telefon": "0271 99"}),
    "stammdaten:stadtteile": Formular(VERWALTUNG, {"buero": "50,8748 8,0243"}),
    "stammdaten:aufbewahren": Formular(PLANUNG, {"grund": "wunsch", "bis": "2027-01-31"}),
    "stammdaten:freigeben": Formular(
        PLANUNG,
        seite="stammdaten:familie",
        vorher=lambda stadt: Loeschhalt.objects.create(
            familie=stadt.eigene.familie.pk, grund=Haltegrund.WUNSCH, bis=MORGEN, gesetzt_von=stadt.kollegin
        ),
    ),
    "datenschutz:fristen": Formular(VERWALTUNG, {"besuche.ohne_besuch": "4"}),
    "besuche:kein_kontakt": Formular(PLANUNG),
    "besuche:kontakt_erlauben": Formular(
        PLANUNG,
        vorher=lambda stadt: kein_kontakt(
            stadt.eigene.familie.pk, durch=stadt.personen[Rolle.KOORDINATION]
        ),
    ),
    "besuche:zuruecknehmen": Formular(
        PLANUNG,
        seite="besuche:besuch",
        vorher=lambda stadt: besuch_bestaetigen(
            stadt.eigene.besuch.pk, durch=stadt.personen[Rolle.KOORDINATION]
        ),
    ),
    "besuche:kalenderabo": Formular(Rolle.BESUCHSDIENST),
    "besuche:kalenderabo_beenden": Formular(
        Rolle.BESUCHSDIENST,
        seite="besuche:kalenderabo",
        vorher=lambda stadt: abo_erneuern(fuer=stadt.personen[Rolle.BESUCHSDIENST]),
    ),
    "vermittlung:abschliessen": Formular(
        PLANUNG, {"status": "erledigt"}, _stand(BesuchStatus.IN_NACHBEARBEITUNG)
    ),
    "vermittlung:uebergeben": Formular(
        PLANUNG, lambda stadt, _: {"an": stadt.kollegin.pk, "faellig_am": "2026-09-30"}
    ),
    "besuche:planen": Formular(
        PLANUNG, {"von": "2026-09-14", "bis": "2026-10-30"}, vorher=_stand(BesuchStatus.GEPRUEFT)
    ),
    "besuche:termin": Formular(PLANUNG, _erstes_fenster),
    "besuche:tauschen": Formular(PLANUNG, lambda stadt, _: {"anderer": stadt.fremde.besuch.pk}),
    "besuche:absagen": Formular(PLANUNG, {"notiz": "Kein Bedarf."}),
    "besuche:bestaetigen": Formular(PLANUNG, {"notiz": "Passt."}),
    "besuche:ausfallen": Formular(PLANUNG, {"notiz": "Krank."}),
    "besuche:herausnehmen": Formular(PLANUNG),
    "besuche:wieder_aufnehmen": Formular(PLANUNG, vorher=_stand(BesuchStatus.ABGESAGT)),
    "besuche:festlegen": Formular(PLANUNG),
    "besuche:loesen": Formular(
        PLANUNG, vorher=lambda stadt: Besuch.objects.filter(pk=stadt.eigene.besuch.pk).update(festgelegt=True)
    ),
    "besuche:entscheiden": Formular(CHEFIN, {"besuchen": "ja"}, _stand(BesuchStatus.MANUELLE_PRUEFUNG)),
    "besuche:protokoll": Formular(
        Rolle.BESUCHSDIENST,
        {"folgen": ["anruf"], "notiz": "Wünscht einen Anruf."},
        lambda stadt: Besuch.objects.filter(pk=stadt.eigene.besuch.pk).update(tag=HEUTE),
    ),
    "besuche:entwurf_verwerfen": Formular(
        PLANUNG,
        vorher=lambda stadt: entwurf_speichern(
            stadt.eigene.besuch.pk, felder={"notiz": ["halb"]}, durch=stadt.personen[PLANUNG]
        ),
    ),
    "besuche:familie_eintragen": Formular(
        PLANUNG,
        {
            "vorname": "Ada", "familienname": "Neu", "strasse": "Weg", "hausnummer": "1", "plz": "57076",
            "ort": "Siegen",
        },
    ),
    "besuche:anruf": Formular(PLANUNG, {"text": "Ruft zurück."}),
    "besuche:wunsch": Formular(PLANUNG, vorher=_stand(BesuchStatus.ABGESAGT)),
    "besuche:vertretung": Formular(
        PLANUNG,
        lambda stadt, _: {
            "von_person": stadt.kollegin.pk, "an": stadt.personen[Rolle.BESUCHSDIENST].pk,
            "von": HEUTE, "bis": MORGEN,
        },
    ),
    "besuche:kraft": Formular(PLANUNG, {"abwesend-0-von": "2026-10-01", "abwesend-0-bis": "2026-10-02"}),
    "besuche:schliesstage": Formular(
        PLANUNG,
        {
            "form-0-von": "2026-12-24", "form-0-bis": "2026-12-31", "form-0-grund": "Ruhe",
            "form-1-von": "2027-05-07", "form-1-bis": "2027-05-07", "form-1-grund": "Ausflug",
        },
    ),
    "besuche:regeln": Formular(CHEFIN, {"vorlauf_tage": "20"}),
    "einladungen:anlegen": Formular(
        PLANUNG, {"von": HEUTE, "bis": HEUTE + timedelta(days=20)}, seite="einladungen:uebersicht"
    ),
    "einladungen:versenden": Formular(PLANUNG, {"am": HEUTE}, seite="einladungen:stapel"),
    "einladungen:noch_einmal": Formular(
        PLANUNG,
        vorher=lambda stadt: Stapel.objects.filter(pk=stadt.stapel.pk).update(stand="gescheitert"),
    ),
    "seiten:noch_einmal": Formular(VERWALTUNG),
    "einladungen:neu_setzen": Formular(PLANUNG),
    "angebotspflege:anlegen": Formular(NETZWERK, _neues_angebot),
    "angebotspflege:aendern": Formular(NETZWERK, {"titel": "Spielgruppe"}),
    "angebotspflege:stand": Formular(
        NETZWERK,
        {"stand": "freigegeben"},
        lambda stadt: Angebot.objects.filter(pk=stadt.angebot.pk).update(status="entwurf"),
        seite="angebotspflege:angebot",
    ),
    "angebotspflege:stand_fragen": Formular(NETZWERK),
    "angebotspflege:geprueft": Formular(NETZWERK, seite="angebotspflege:angebot"),
    "angebotspflege:kopieren": Formular(NETZWERK),
    "angebotspflege:uebersetzung": Formular(NETZWERK, {"titel": "Bebek grubu"}),
    "angebotspflege:uebersetzung_loeschen": Formular(NETZWERK),
    "angebotspflege:uebersetzungen_stimmen": Formular(NETZWERK, seite="angebotspflege:angebot"),
    "angebotspflege:termin_absagen": Formular(NETZWERK, {"hinweis": "Krankheit"}),
    "angebotspflege:termin_verlegen": Formular(NETZWERK, {"beginn": "15:00", "ende": "16:00"}),
    "angebotspflege:termin_wieder": Formular(
        NETZWERK,
        seite="angebotspflege:angebot",
        vorher=lambda stadt: termin_absagen(
            stadt.angebot.termine.order_by("beginn")[0].pk, hinweis="", durch=stadt.kollegin
        ),
    ),
    "angebote:anmelden": Formular(None, lambda stadt, _: ausgefuellt(email="neu@familie.example")),
    "angebote:anmeldung_aendern": Formular(None, {"telefon": "0271 99"}, seite="angebote:anmeldung"),
    "angebote:anmeldung_bestaetigen": Formular(None, seite="angebote:anmeldung"),
    "angebote:anmeldung_stornieren": Formular(None, seite="angebote:anmeldung"),
    "angebotspflege:telefonisch": Formular(
        NETZWERK, {"name": "Oma Erna", "telefon": "0271 99", "alter": "36"}
    ),
    "angebotspflege:anmeldung_aendern": Formular(NETZWERK, {"telefon": "0271 98"}),
    "angebotspflege:teilnahme": Formular(
        NETZWERK, {"da": "1"}, _kurs_hat_begonnen, seite="angebotspflege:anmeldungen"
    ),
    "angebotspflege:angerufen": Formular(
        NETZWERK,
        vorher=lambda stadt: anruf_vormerken(fall=stadt.anmeldung.pk, satz="Kanga fällt aus"),
        seite="angebotspflege:anmeldungen",
    ),
    "angebotspflege:platz_bestaetigen": Formular(NETZWERK, seite="angebotspflege:anmeldungen"),
    "angebotspflege:abmelden": Formular(NETZWERK),
    "angebotspflege:zaehlen": Formular(
        NETZWERK, {"erwachsene": "5", "kinder": "6", "erstmals": "1"}, _heute_ist_termin
    ),
    "angebotspflege:tippen": Formular(
        NETZWERK, {"tipp": "kinder 1"}, _heute_ist_termin, seite="angebotspflege:zaehlen"
    ),
    "angebotspflege:ort_anlegen": Formular(
        NETZWERK, {"name": "Neuer Treff", "strasse": "Weg 1", "plz": "57076", "ort": "Siegen"}
    ),
    "angebotspflege:ort": Formular(NETZWERK, {"raum": "Saal"}),
    "angebotspflege:format_anlegen": Formular(NETZWERK, {"name": "Babymassage", "suchworte": "Massage"}),
    "angebotspflege:format": Formular(NETZWERK, {"suchworte": "krabbeln"}),
    "angebotspflege:vorschlag_uebernehmen": Formular(NETZWERK, seite="angebotspflege:vorschlag"),
    "angebotspflege:vorschlag_ablehnen": Formular(NETZWERK, {"antwort": "Der Raum ist belegt."}),
    "angebotspflege:link_schicken": Formular(NETZWERK, seite="partner:organisation"),
    "angebotspflege:link_beenden": Formular(NETZWERK, seite="partner:organisation"),
    "pflegen:neu": Formular(None, {"titel": "Elterncafé", "kurz": "Kommen Sie vorbei.", "kosten": "0"}),
    "pflegen:angebot": Formular(None, {"titel": "Spielgruppe"}),
    "pflegen:stimmt": Formular(None, seite="pflegen:liste"),
    "pflegen:zurueckziehen": Formular(None, seite="pflegen:liste"),
    "pflegen:absagen": Formular(None, {"hinweis": "Krankheit"}),
    "angebotspflege:quelle_anlegen": Formular(
        NETZWERK,
        lambda stadt, _: {
            "organisation": str(stadt.angebot.organisation_id), "adresse": "https://kalender.example/neu.ics",
        },
    ),
    "angebotspflege:quelle": Formular(NETZWERK, {"adresse": "https://kalender.example/anders.ics"}),
    "angebotspflege:quelle_holen": Formular(NETZWERK, seite="angebotspflege:quellen"),
    "angebotspflege:rechner": Formular(VERWALTUNG, {"rechner": "kalender.example\nneu.example"}),
    "angebotstabellen:hochladen": Formular(
        NETZWERK,
        lambda stadt, _: {
            "datei": SimpleUploadedFile("angebote.csv", angebotstabelle(angebotszeile(titel="Neu")))
        },
    ),
    "angebotstabellen:uebernehmen": Formular(NETZWERK, seite="angebotstabellen:tabelle"),
    "angebotstabellen:verwerfen": Formular(NETZWERK),
    "partner:anlegen": Formular(NETZWERK, {"name": "Musikschule", "art": "verein"}),
    "partner:aendern": Formular(NETZWERK, {"telefon": "0271 99"}),
    "partner:person_eintragen": Formular(NETZWERK, {"name": "Neu Dabei"}),
    "partner:person": Formular(NETZWERK, {"funktion": "Leitung"}),
    "partner:ausgeschieden": Formular(NETZWERK),
    "altbestand:hochladen": Formular(PLANUNG, _tabelle),
    "altbestand:uebernehmen": Formular(PLANUNG, seite="altbestand:tabelle"),
    "altbestand:verwerfen": Formular(PLANUNG),
    "kennzahlen:vorjahre": Formular(CHEFIN, {"form-0-geplant": "501"}),
    "meldungen:hochladen": Formular(PLANUNG, _datei),
    "meldungen:uebernehmen": Formular(PLANUNG, seite="meldungen:liste"),
    "meldungen:verwerfen": Formular(PLANUNG),
    "termine:bestaetigen": Formular(None, seite="termine:vorschlag"),
    "termine:verschieben": Formular(None, _erstes_fenster, seite="termine:vorschlag"),
    "termine:absagen": Formular(None, seite="termine:vorschlag"),
}  # fmt: skip
# Sign-in, password and second factor belong to django-allauth: a repeat changes nothing or is refused.
ANMELDUNG = {name for name in MUSTER if name.startswith(("account_", "mfa_"))}
# A code is shown anew each time, and each try is counted.
ZAEHLT_JEDEN_VERSUCH = {"termine:anmelden"}
# Answered on the same page or with a number only: rows bring keys of their own (tests of the visits), of
# drafts the last one counts.
EIGENER_SCHLUESSEL = {"besuche:entwurf", "besuche:nachtragen"}
NUR_LESEN = {
    "altbestand:tabelle",
    "altbestand:tabellen",
    "altbestand:vorlage",
    "altbestand:zurueckgewiesen",
    "angebote:angebot",
    "angebote:einbetten",
    "angebote:ferien",
    "angebote:angemeldet",
    "angebote:anmeldung",
    "angebote:anmeldung_verweis",
    "angebote:kalender",
    "angebote:katalog",
    "angebote:liste",
    "angebote:monat",
    "angebote:neues",
    "angebote:tabelle",
    "angebote:termine",
    "angebote:woche",
    "angebotspflege:angebot",
    "angebotspflege:anmeldungen",
    "angebotspflege:formate",
    "angebotspflege:heft",
    "angebotspflege:liste",
    "angebotspflege:orte",
    "angebotspflege:vorschlaege",
    "angebotspflege:vorschlag",
    "angebotspflege:plakat",
    "angebotspflege:quellen",
    "angebotstabellen:liste",
    "angebotstabellen:tabelle",
    "angebotstabellen:vorlage",
    "angebotstabellen:zurueckgewiesen",
    "api:angebot",
    "api:angebote",
    "api:api-root",
    "api:openapi-json",
    "angebotspflege:teilnahmeliste",
    "angebotspflege:zaehlungen",
    "besuche:arbeiter",
    "besuche:besuch",
    "besuche:blatt",
    "besuche:bogen",
    "besuche:kalenderfeed",
    "besuche:kraefte",
    "besuche:liste",
    "besuche:manifest",
    "besuche:marke",
    "besuche:mein_blatt",
    "besuche:mein_tag",
    "besuche:ohne_netz",
    "besuche:woche",
    "datenschutz:loeschungen",
    "einladungen:brief",
    "einladungen:druckdatei",
    "einladungen:etiketten",
    "einladungen:muster",
    "einladungen:stapel",
    "einladungen:uebersicht",
    "einladungen:umschlaege",
    "kennzahlen:datei",
    "kennzahlen:zahlen",
    "konten:lesezugriffe",
    "konten:liste",
    "meldungen:liste",
    "meldungen:listen",
    "meldungen:zurueckgewiesen",
    "partner:liste",
    "pflegen:ende",  # forgets the link of this browser
    "pflegen:liste",
    "pflegen:verweis",
    "partner:organisation",
    "seiten:auftraege",
    "seiten:auskunft",
    "seiten:auskunft_json",
    "seiten:auskunft_pdf",
    "seiten:bausteine",
    "seiten:farbe",
    "seiten:healthz",
    "seiten:heute",
    "seiten:livez",
    "seiten:readyz",
    "seiten:robots",
    "seiten:security",
    "seiten:seite",
    "seiten:seitenliste",
    "seiten:aktuelles",
    "seiten:neuigkeiten",
    "seiten:sitemap",
    "seiten:sitemap_teil",
    "seiten:start",
    "seiten:suche",
    "rat:danke",
    "besuchswunsch:danke",
    "besuche:wuensche",
    "vermittlung:ratanfragen",
    "stammdaten:standorte",
    "stammdaten:familie",
    "stammdaten:familien",
    "termine:kalenderdatei",
    "termine:verweis",
    "termine:vorschlag",
    "vermittlung:liste",
}


def test_jede_adresse_ist_formular_oder_liest_nur():
    assert len(FORMULARE) >= 36
    tabellen = [set(FORMULARE), ANMELDUNG, ZAEHLT_JEDEN_VERSUCH, EIGENER_SCHLUESSEL, NUR_LESEN]
    assert set(MUSTER) == set().union(*tabellen)
    assert len(MUSTER) == sum(map(len, tabellen))


def abdruck() -> dict[str, str]:
    """A digest of each table's rows, without the protocols; and how many mails have left."""
    abdruecke = {"E-Mails": str(len(mail.outbox))}
    for modell in apps.get_models(include_auto_created=True):
        if modell not in PROTOKOLLE and modell._meta.label != "sessions.Session":
            tabelle = connection.ops.quote_name(modell._meta.db_table)
            with connection.cursor() as zeiger:
                zeiger.execute(f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {tabelle} t")
                abdruecke[modell._meta.label] = zeiger.fetchone()[0]
    return abdruecke


def veraendert(vorher: dict[str, str], nachher: dict[str, str]) -> set[str]:
    return {tabelle for tabelle in vorher if vorher[tabelle] != nachher[tabelle]}


def besucher(stadt: Bestand, rolle: Rolle | None) -> Client:
    """A browser whose requests are checked for forgery, signed in or with a code shown."""
    if rolle:
        return angemeldet(stadt.personen[rolle], enforce_csrf_checks=True)
    client = Client(enforce_csrf_checks=True)
    sitzung = client.session
    zugang = Zugang.objects.get(fall=stadt.eigene.besuch.pk)
    sitzung[LINK] = token_abdruck(stadt.pflegetoken)
    sitzung[OFFEN] = {"zugang": str(zugang.pk), "bis": timezone.now().timestamp() + 600}
    sitzung[OFFENE_ANMELDUNG] = {str(stadt.anmeldung.pk): timezone.now().timestamp() + 600}
    sitzung.save()
    client.cookies["sitzung"] = sitzung.session_key
    return client


@dataclass
class Ausgefuellt:
    """A form that is filled in and not sent yet."""

    client: Client
    weg: str
    daten: dict[str, Any]
    freitext: dict[str, str]

    def abschicken(self) -> HttpResponse:
        for wert in self.daten.values():
            if isinstance(wert, SimpleUploadedFile):
                wert.seek(0)
        return self.client.post(self.weg, self.daten)


def ausfuellen(stadt: Bestand, name: str) -> Ausgefuellt:
    eintrag = FORMULARE[name]
    eintrag.vorher(stadt)
    client = besucher(stadt, eintrag.rolle)
    seite = client.get(adresse(stadt, eintrag.seite or name, stadt.eigene))
    if seite.status_code != 200:  # only a button of another page
        seite = client.get(reverse("seiten:heute"))
    felder = eintrag.felder(stadt, seite) if callable(eintrag.felder) else eintrag.felder
    auf_der_seite = Felder(seite.content.decode())
    weg = adresse(stadt, name, stadt.eigene)
    return Ausgefuellt(client, weg, auf_der_seite.werte | felder, auf_der_seite.freitext)


@pytest.mark.parametrize("name", FORMULARE)
def test_zweimal_abgeschickt_wirkt_einmal(name: str, stadt: Bestand):
    formular = ausfuellen(stadt, name)
    vorher = abdruck()
    erste = formular.abschicken()
    danach = abdruck()
    assert erste.status_code == 302
    assert veraendert(vorher, danach), "The form has no effect: its data are wrong."
    zweite = formular.abschicken()
    assert veraendert(danach, abdruck()) == set()
    assert (zweite.status_code, zweite["Location"]) == (302, erste["Location"])


@pytest.mark.parametrize(
    "name", ["besuche:anruf", "besuche:schliesstage", "konten:einladen", "meldungen:hochladen"]
)
def test_gegenprobe_ohne_schutz_wirken_manche_formulare_zweimal(name: str, stadt: Bestand, settings: Any):
    settings.MIDDLEWARE = [teil for teil in settings.MIDDLEWARE if not teil.endswith("EinmalAbsenden")]
    formular = ausfuellen(stadt, name)
    formular.abschicken()
    danach = abdruck()
    formular.abschicken()
    assert veraendert(danach, abdruck())


@pytest.mark.parametrize("name", sorted(NUR_LESEN))
def test_wer_nur_liest_aendert_auch_mit_einem_formular_nichts(name: str, stadt: Bestand):
    client = angemeldet(stadt.personen[Rolle.LEITUNG])
    vorher = abdruck()
    client.post(adresse(stadt, name, stadt.eigene), {"wort": "a", "status": "erledigt", "von": HEUTE})
    assert veraendert(vorher, abdruck()) == set()


def test_was_vom_selben_papier_anders_abgeschickt_wird_ist_etwas_anderes(stadt: Bestand):
    formular = ausfuellen(stadt, "besuche:anruf")
    familie = stadt.eigene.familie
    for text, anzahl in (("Eins.", 1), ("Zwei.", 2), ("Zwei.", 2), ("Eins.", 3)):
        formular.daten["text"] = text
        formular.abschicken()
        assert familie.anrufnotizen.count() == anzahl


def test_wer_das_formular_mit_fehlern_zurueckbekommt_darf_es_noch_einmal_schicken(stadt: Bestand):
    formular = ausfuellen(stadt, "besuche:anruf")
    formular.daten["text"] = ""
    assert [formular.abschicken().status_code for _ in range(2)] == [200, 200]
    assert Absendung.objects.count() == 0
    formular.daten["text"] = "Doch noch."
    assert formular.abschicken().status_code == 302


def festlegen(stadt: Bestand, festgelegt: bool) -> None:
    besuch_festlegen(stadt.eigene.besuch.pk, festgelegt=festgelegt, durch=stadt.personen[PLANUNG])


def test_was_abgelehnt_wurde_geht_mit_demselben_papier_wenn_der_grund_fort_ist(stadt: Bestand):
    formular, vorher = ausfuellen(stadt, "besuche:tauschen"), stadt.eigene.besuch.termin
    festlegen(stadt, True)
    for _ in range(2):
        antwort = formular.client.get(formular.abschicken()["Location"])
        assert "Bitte lösen Sie ihn zuerst." in antwort.content.decode()
    festlegen(stadt, False)
    antwort = formular.client.get(formular.abschicken()["Location"])
    assert "haben ihre Zeiten getauscht" in antwort.content.decode()
    assert Besuch.objects.get(pk=stadt.eigene.besuch.pk).termin != vorher


def test_eine_ablehnung_die_noch_niemand_gelesen_hat_gehoert_zu_ihrem_formular(stadt: Bestand):
    abgelehnt, anruf = ausfuellen(stadt, "besuche:tauschen"), ausfuellen(stadt, "besuche:anruf")
    festlegen(stadt, True)
    anruf.client = abgelehnt.client
    anruf.daten["csrfmiddlewaretoken"] = abgelehnt.daten["csrfmiddlewaretoken"]
    for formular in (abgelehnt, anruf, anruf):
        antwort = formular.abschicken()
    assert stadt.eigene.familie.anrufnotizen.count() == 1
    assert "Bitte lösen Sie ihn zuerst." in anruf.client.get(antwort["Location"]).content.decode()


def test_nach_hin_und_her_sagt_das_alte_papier_dass_es_nichts_mehr_tut(stadt: Bestand):
    formular = ausfuellen(stadt, "besuche:festlegen")
    formular.abschicken()
    Absendung.objects.update(wann=datetime(2026, 5, 4, 17, 5, tzinfo=BERLIN))
    festlegen(stadt, False)
    seite = formular.client.get(formular.abschicken()["Location"]).content.decode()
    assert "schon am 4. Mai um 17:05 Uhr angekommen. Jetzt hat sich nichts geändert." in seite
    assert not Besuch.objects.get(pk=stadt.eigene.besuch.pk).festgelegt


def test_eine_andere_person_mit_demselben_papier_bekommt_keine_antwort(stadt: Bestand):
    formular = ausfuellen(stadt, "besuche:anruf")
    formular.abschicken()
    formular.client = besucher(stadt, CHEFIN)
    assert formular.abschicken().status_code == 403
