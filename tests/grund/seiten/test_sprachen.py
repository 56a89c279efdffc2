"""The public site in every language; the office stays German."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.seiten.dienste import seite_schreiben
from familienbuero.seiten.models import Neuigkeit
from familienbuero.seiten.verzeichnis import Verzeichnis
from familienbuero.stammdaten.models import Kommune, Standort
from tests import fabriken
from tests.conftest import HEUTE
from tests.texte import katalog, msgids

ANDERE = [kennung for kennung, _ in settings.LANGUAGES if kennung != "de"]
VON_RECHTS = {"ar", "fa"}
TEXT = re.compile(r">([^<>]+)<|(?:aria-label|title|placeholder)=\"([^\"]+)\"")


def oeffentliche() -> list[str]:
    """Every public page that one can look at, in the language that is active."""
    from familienbuero.raum import raeume

    announced = [
        reverse(name, kwargs=dict(angaben))
        for raum in raeume()
        if raum.oeffentliche_seiten
        for name, angaben in raum.oeffentliche_seiten()
    ]
    return [*announced, *(reverse(n) for n in ("termine:anmelden", "rat:danke", "besuchswunsch:danke"))]


@pytest.fixture
def bestand(verwaltung: Benutzer, kommune: Kommune) -> None:
    """Something on every page."""
    fabriken.angebot(durch=verwaltung, ort=fabriken.ort(stufenlos=True), alter_von=6, sprachen=["de", "tr"])
    Standort.objects.create(
        name="Treff", strasse="Weg 1", plz="57076", ort="Siegen", oeffnungszeiten="Dienstag", anfahrt="Bus 1"
    )
    Neuigkeit.objects.create(datum=HEUTE, titel="Neues", text="<p>Ein Beschluss.</p>")


def worte(seite: str) -> set[str]:
    """What one reads or hears on a page, without what is marked as German and without its scripts."""
    ohne = re.sub(r"<script.*?</script>", "", seite, flags=re.DOTALL)
    ohne = re.sub(r'<(\w+)[^>]* lang="de".*?</\1>', "", ohne, flags=re.DOTALL)
    return {unescape(a or b).strip() for a, b in TEXT.findall(ohne)}


@pytest.mark.parametrize("sprache", ANDERE)
def test_jede_oeffentliche_seite_gibt_es_in_jeder_sprache(client: Client, bestand: None, sprache: str):
    uebersetzt = katalog(sprache)
    deutsch = {msgid for msgid in msgids() if uebersetzt.get(msgid, msgid) != msgid and "%" not in msgid}
    with override(sprache):
        seiten = oeffentliche()
    assert len(seiten) >= 18
    for weg in seiten:
        assert weg.startswith(f"/{sprache}/")
        antwort = client.get(weg)
        assert antwort.status_code == 200, weg
        inhalt = antwort.content.decode()
        richtung = ' dir="rtl"' if sprache in VON_RECHTS else ""
        assert f'<html lang="{sprache}"{richtung}>' in inhalt
        assert antwort["Content-Language"] == sprache
        assert worte(inhalt) & deutsch == set(), weg


def test_die_deutschen_adressen_bleiben_wie_sie_sind(client: Client, bestand: None):
    with override("de"):
        assert all(client.get(weg).status_code == 200 and "/de" not in weg for weg in oeffentliche())
    for weg in ("/", "/angebote/", "/termin/", "/rat/", "/impressum/"):
        antwort = client.get(weg, headers={"Accept-Language": "tr"})
        assert '<html lang="de">' in antwort.content.decode()
    assert client.get("/de/angebote/").status_code == 404


@pytest.mark.parametrize("weg", ["/heute/", "/verwaltung/seiten/", "/konto/passwort/aendern/"])
def test_die_seiten_des_bueros_bleiben_deutsch(als: Any, verwaltung: Benutzer, weg: str):
    client = als(verwaltung)
    antwort = client.get(weg, headers={"Accept-Language": "tr"})
    assert '<html lang="de">' in antwort.content.decode()
    assert client.get(f"/tr{weg}").status_code == 404


def test_auch_djangos_eigene_worte_sind_im_buero_deutsch(als: Any, verwaltung: Benutzer):
    weg = reverse("seiten:neuigkeit_anlegen")
    seite = als(verwaltung).post(weg, {"titel": ""}, headers={"Accept-Language": "tr"}).content.decode()
    assert "Bitte füllen Sie dieses Feld aus." in seite


def test_eine_fehlerseite_spricht_die_sprache_der_adresse(als: Any, verwaltung: Benutzer, client: Client):
    with override("tr"):
        erwartet = gettext("Diese Seite gibt es nicht")
    assert erwartet in client.get("/tr/gibtesnicht/").content.decode()
    seite = als(verwaltung).get("/tr/gibtesnicht/").content.decode()
    assert "Diese Seite gibt es nicht" in seite
    assert '<html lang="de">' in seite


def test_das_menue_behaelt_seite_und_frage(client: Client, bestand: None):
    seite = client.get("/tr/angebote/?frei=on&tag=1").content.decode()
    assert 'href="/ar/angebote/?frei=on&amp;tag=1" lang="ar" hreflang="ar" dir="rtl"' in seite
    assert 'href="/angebote/?frei=on&amp;tag=1" lang="de" hreflang="de" dir="ltr"' in seite
    assert 'lang="tr" hreflang="tr" dir="ltr" aria-current="true"' in seite
    assert "Leichte Sprache" in seite


@pytest.mark.parametrize(
    "weg", ["//boese.example/", "/tr//boese.example/", "/?next=https://boese.example", "/\\boese.example/"]
)
def test_kein_verweis_des_menues_fuehrt_aus_dem_haus(client: Client, bestand: None, weg: str):
    seite = client.get(weg).content.decode()
    menue = re.search(r'<nav class="fb-sprachen".*?</nav>', seite, re.DOTALL)
    assert menue
    wege = re.findall(r'href="([^"]+)"', menue[0])
    assert len(wege) == len(settings.LANGUAGES)
    assert all(re.match(r"/(?![/\\])", ziel) for ziel in wege)


def test_suchmaschinen_finden_die_anderen_sprachen(client: Client, bestand: None):
    seite = client.get("/uk/angebote/?frei=on").content.decode()
    for kennung, weg in (("x-default", "/angebote/"), ("de", "/angebote/"), ("fa", "/fa/angebote/")):
        assert f'<link rel="alternate" hreflang="{kennung}" href="http://testserver{weg}">' in seite
    assert 'rel="alternate"' not in client.get("/uk/gibtesnicht/").content.decode()


def dateien_des_verzeichnisses(client: Client) -> list[str]:
    """What stands in each of the files that the index names."""
    dateien = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    return [client.get(datei).content.decode() for datei in dateien]


def test_das_verzeichnis_nennt_jede_seite_in_jeder_sprache(client: Client, bestand: None):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    antwort = client.get("/sitemap.xml")
    assert "noindex" in antwort["X-Robots-Tag"]
    genannt = re.findall(r"<loc>http://testserver(.*?)</loc>", "".join(dateien_des_verzeichnisses(client)))
    assert {"/tr/angebote/", "/angebote/ferien/", "/de-simple/rat/", "/fa/angebote/krabbelgruppe/"} <= set(
        genannt
    )
    assert len(genannt) == len(set(genannt)) == len(settings.LANGUAGES) * (len(oeffentliche()) - 3)
    assert not [weg for weg in genannt if "/termin/" in weg or "/heute/" in weg]
    assert client.get("/sitemap-gibtesnicht.xml").status_code == 404
    assert client.get("/sitemap-angebote.xml?p=99").status_code == 404


def test_kein_teil_des_verzeichnisses_wird_lang(
    client: Client, bestand: None, verwaltung: Benutzer, monkeypatch: pytest.MonkeyPatch
):
    fabriken.angebot("Chor", durch=verwaltung)
    monkeypatch.setattr(Verzeichnis, "limit", 13)
    dateien = dateien_des_verzeichnisses(client)
    assert {datei.count("<url>") for datei in dateien} == {13}
    assert sum("/angebote/chor/" in datei for datei in dateien) == 1
    assert all(len(datei) < 13 * 200 for datei in dateien)


def test_das_verzeichnis_macht_niemand_jedes_mal_neu(
    client: Client, seitenspeicher: None, django_assert_max_num_queries: Any
):
    for weg in ("/sitemap.xml", "/sitemap-angebote.xml"):
        erste = client.get(weg)
        with django_assert_max_num_queries(1):
            zweite = client.get(weg)
        assert (zweite.content, zweite["Content-Type"]) == (erste.content, "application/xml")
        assert "noindex" in zweite["X-Robots-Tag"]


def test_eine_seite_ohne_uebersetzung_steht_ehrlich_auf_deutsch_da(client: Client, verwaltung: Benutzer):
    seite = client.get("/pl/ueber-uns/").content.decode()
    with override("pl"):
        hinweis = gettext("Diesen Text gibt es noch nicht in Ihrer Sprache. Er steht hier auf Deutsch.")
    assert hinweis in seite
    assert '<div lang="de" dir="ltr">' in seite
    seite_schreiben(slug="ueber-uns", sprache="pl", titel="O nas", text="Witamy.", durch=verwaltung)
    seite = client.get("/pl/ueber-uns/").content.decode()
    assert hinweis not in seite
    assert "Witamy." in seite
    assert "Leitbild" in client.get("/ueber-uns/").content.decode()


def test_neues_in_der_eigenen_sprache_und_auf_deutsch(client: Client, bestand: None):
    Neuigkeit.objects.create(datum=HEUTE, titel="Haber", text="<p>Yeni.</p>", sprache="tr")
    assert "Haber" in client.get("/tr/aktuelles/").content.decode()
    assert "Neues" in client.get("/tr/aktuelles/").content.decode()
    assert "Haber" not in client.get("/aktuelles/").content.decode()


def test_die_startseite_hat_drei_tueren_in_der_reihenfolge_des_weges(client: Client, bestand: None):
    seite = client.get("/").content.decode()
    titel = re.findall(r'<section class="fb-tuer">.*?<a href="[^"]*">([^<]+)</a>', seite, re.DOTALL)
    assert titel == ["Willkommensbesuch", "Angebote finden", "Rat und Hilfe"]
    assert 'href="/de-simple/"' in seite
    assert 'href="/gebaerdensprache/"' in seite
    assert 'href="/willkommensbesuch/wuenschen/"' in seite


def test_tage_stehen_wie_man_sie_in_der_sprache_schreibt():
    from familienbuero.sprache import tag_in_worten

    erwartet = {"de": "Mittwoch, 3. Juni", "en": "Wednesday, 3 June", "pl": "środa, 3 czerwca"}
    erwartet["ar"] = "الأربعاء، 3 يونيو"
    for sprache, worte in erwartet.items():
        with override(sprache):
            assert tag_in_worten(HEUTE.replace(year=2026, month=6, day=3), "l, j. F").lower() == worte.lower()


def test_was_erst_spaeter_gilt_steht_noch_nicht_da(client: Client, als: Any, verwaltung: Benutzer):
    Neuigkeit.objects.create(datum=HEUTE + timedelta(days=1), titel="Kommt", text="<p>Bald.</p>")
    assert "Kommt" not in client.get("/aktuelles/").content.decode()
    assert "erscheint am" in als(verwaltung).get("/verwaltung/aktuelles/").content.decode()
    with kalender.stichtag(HEUTE + timedelta(days=1)):
        assert "Kommt" in client.get("/aktuelles/").content.decode()
