"""A family wishes a visit on the public site: the office looks at it first, and nothing is told."""

import time
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.test import Client
from django.urls import reverse

from familienbuero.datenschutz.dienste import fristen_setzen, loeschlauf
from familienbuero.konten.models import Benutzer
from familienbuero.oeffentlich import stempel
from familienbuero.stammdaten.models import Familie
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import besuch_wuenschen
from willkommensbesuche.besuche.models import Besuch, Besuchswunsch

WEG = "/willkommensbesuch/wuenschen/"


def angaben(**mehr: Any) -> dict[str, Any]:
    return fabriken.WUNSCH | {"stempel": stempel(time.time() - 60)} | mehr


def test_ein_wunsch_wartet_auf_das_buero_und_laedt_niemanden_ein(
    client: Client, als: Any, koordination: Benutzer
):
    antwort = client.post(WEG, angaben(tag="2026-04-01"), follow=True)
    assert antwort.redirect_chain == [("/willkommensbesuch/danke/", 302)]
    assert "Ada" not in antwort.content.decode()
    assert (Familie.objects.count(), Besuch.objects.count()) == (0, 0)
    assert "Familie wünscht sich einen Besuch" in als(koordination).get("/heute/").content.decode()


def test_ob_es_den_haushalt_schon_gibt_oder_er_gesperrt_ist_erfaehrt_niemand(
    client: Client, als: Any, koordination: Benutzer
):
    erste = client.post(WEG, angaben())
    wunsch = Besuchswunsch.objects.get()
    weg = reverse("besuche:wunsch_uebernehmen", args=[wunsch.pk])
    bueroclient = als(koordination)
    bueroclient.post(weg, formular(bueroclient, weg))
    Familie.objects.update(auskunftssperre=True)
    zweite = client.post(WEG, angaben(telefon="0271 9999"))
    assert (erste.status_code, erste["Location"]) == (zweite.status_code, zweite["Location"])
    assert Familie.objects.count() == 1


def formular(client: Client, weg: str) -> dict[str, Any]:
    form = client.get(weg).context["form"]
    return {feld.html_name: feld.value() or "" for feld in form}


def test_ein_programm_wuenscht_keinen_besuch(client: Client, db: None):
    antwort = client.post(WEG, angaben(stempel=stempel()))
    assert "sehr schnell" in antwort.content.decode()
    assert not Besuchswunsch.objects.exists()


def test_uebernehmen_traegt_die_familie_ein_und_vernichtet_den_wunsch(als: Any, koordination: Benutzer):
    wunsch = besuch_wuenschen(**fabriken.WUNSCH, tag=HEUTE - timedelta(days=20), sprache="tr")
    client = als(koordination)
    weg = reverse("besuche:wunsch_uebernehmen", args=[wunsch.pk])
    antwort = client.post(weg, formular(client, weg))
    besuch = Besuch.objects.get()
    assert antwort["Location"] == reverse("besuche:termin", args=[besuch.pk])
    assert (besuch.anlass, besuch.status) == ("eigener_wunsch", "geprueft")
    familie = Familie.objects.get()
    assert (familie.telefon, familie.sprache) == ("0271 4715", "tr")
    assert familie.kinder.get().geburtsdatum == HEUTE - timedelta(days=20)
    assert not Besuchswunsch.objects.exists()
    assert client.get(weg).status_code == 404


def test_ein_haushalt_den_es_gibt_wird_nicht_zweimal_eingetragen(als: Any, koordination: Benutzer):
    client = als(koordination)
    for _ in range(2):
        weg = reverse("besuche:wunsch_uebernehmen", args=[besuch_wuenschen(**fabriken.WUNSCH).pk])
        antwort = client.post(weg, formular(client, weg))
    assert "Diese Familie ist schon eingetragen." in antwort.content.decode()
    assert Besuchswunsch.objects.count() == 1


def test_vor_der_geburt_steht_der_errechnete_termin_dabei(als: Any, koordination: Benutzer):
    wunsch = besuch_wuenschen(
        **fabriken.WUNSCH | {"anlass": "schwangerschaft"}, tag=HEUTE + timedelta(days=40)
    )
    weg = reverse("besuche:wunsch_uebernehmen", args=[wunsch.pk])
    antwort = als(koordination).get(weg)
    assert f"Errechneter Termin: {HEUTE + timedelta(days=40):%d.%m.%Y}" in antwort.content.decode()
    assert not antwort.context["form"]["kind_geburtsdatum"].value()


def test_verwerfen_fragt_erst(als: Any, koordination: Benutzer):
    client = als(koordination)
    weg = reverse("besuche:wunsch_verwerfen", args=[besuch_wuenschen(**fabriken.WUNSCH).pk])
    assert "löschen?" in client.get(weg).content.decode()
    assert Besuchswunsch.objects.count() == 1
    client.post(weg)
    assert not Besuchswunsch.objects.exists()


def test_was_niemand_uebernimmt_verschwindet_nach_der_frist(verwaltung: Benutzer):
    besuch_wuenschen(**fabriken.WUNSCH)
    Besuchswunsch.objects.update(eingegangen_am=F("eingegangen_am") - timedelta(days=200))
    fristen_setzen({"besuche.wunsch": 3}, durch=verwaltung)
    loeschlauf(HEUTE)
    assert Besuchswunsch.objects.exists()
    loeschlauf(HEUTE + timedelta(days=60))
    assert not Besuchswunsch.objects.exists()


def test_das_formular_spricht_die_sprache_der_adresse_und_schlaegt_sie_vor(client: Client, db: None):
    seite = client.get(f"/uk{WEG}")
    assert "Попросити про вітальний візит" in seite.content.decode()
    assert seite.context["form"]["sprache"].value() == "uk"
