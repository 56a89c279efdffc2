"""Every page as axe sees it, in each look without sideways scrolling, and under the strict policy.

One look per page and commit, taken in turn; `make barrierefrei` takes all of them (RASTER=1).
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Page, Response

from familienbuero.konten.enums import Rolle
from familienbuero.termine.dienste import verweis_ableiten
from tests import bestand
from tests.bestand import Bestand
from tests.browser.ansichten import ansichten, aufklappen, maengel
from tests.browser.conftest import DEUTSCH, Fenster
from tests.test_zugriff import ERLAUBT, NIEMAND, SPALTEN, adresse, person

# What answers with 200 but is no page to look at.
KEINE_SEITEN = {
    "seiten:farbe", "seiten:livez", "seiten:readyz", "seiten:healthz", "seiten:robots", "seiten:security",
    "seiten:sitemap", "seiten:sitemap_teil",
    "einladungen:muster", "einladungen:druckdatei", "einladungen:brief", "einladungen:etiketten",
    "einladungen:umschlaege", "meldungen:zurueckgewiesen", "altbestand:vorlage", "altbestand:zurueckgewiesen",
    "kennzahlen:datei", "seiten:auskunft_pdf", "seiten:auskunft_json",
    "besuche:marke", "besuche:arbeiter", "besuche:manifest", "besuche:mein_blatt", "besuche:blatt",
    "besuche:bogen", "angebote:kalender", "angebote:neues", "angebote:termine",
    "angebote:tabelle", "angebote:katalog", "angebotspflege:heft", "angebotspflege:plakat",
    "api:openapi-json", "api:angebote", "api:angebot", "angebotstabellen:vorlage",
    "angebotstabellen:zurueckgewiesen",
    "angebotspflege:teilnahmeliste",
}  # fmt: skip
SEITEN = [
    (name, next(spalte for spalte in reversed(SPALTEN) if wer[spalte] == 200))
    for (methode, name), wer in ERLAUBT.items()
    if methode == "GET" and 200 in wer.values() and name not in KEINE_SEITEN
]
# Everybody has a "Heute" of their own.
SEITEN += [("seiten:heute", rolle) for rolle in Rolle if ("seiten:heute", rolle) not in SEITEN]
ZEILEN = [(nummer, *zeile) for nummer, zeile in enumerate(SEITEN)]


@pytest.fixture(scope="module")
def stadt(server: str) -> Bestand:
    return bestand.anlegen()


def oeffnen(kontext: BrowserContext, weg: str, *, status: int = 200) -> Page:
    seite = kontext.new_page()
    antwort = seite.goto(weg)
    assert isinstance(antwort, Response)
    assert antwort.status == status
    return seite


def test_es_gibt_seiten_anzusehen():
    assert len(SEITEN) >= 60


@pytest.mark.parametrize("name", sorted(KEINE_SEITEN))
def test_was_keine_seite_ist_wird_auch_nicht_als_seite_gezeigt(name: str, stadt: Bestand):
    wer = next(spalte for spalte in SPALTEN if ERLAUBT["GET", name][spalte] in (200, 503))
    client = Client()
    if jemand := person(stadt, wer):
        client.force_login(jemand, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "text/html" not in client.get(adresse(stadt, name, stadt.eigene)).headers["Content-Type"]


@pytest.mark.parametrize(("nummer", "name", "wer"), [pytest.param(*z, id=f"{z[1]}-{z[2]}") for z in ZEILEN])
def test_jede_seite_ist_ohne_maengel(
    nummer: int, name: str, wer: str, stadt: Bestand, stehendes_fenster: Fenster
):
    kontext = stehendes_fenster(person(stadt, wer), bypass_csp=True, **DEUTSCH)
    seite = oeffnen(kontext, adresse(stadt, name, stadt.eigene))
    aufklappen(seite)
    assert maengel(seite, ansichten(nummer)) == []
    seite.close()


def test_die_antwortseite_der_familie_ist_ohne_maengel(stadt: Bestand, fenster: Fenster):
    seite = oeffnen(fenster(None, bypass_csp=True, **DEUTSCH), reverse("termine:anmelden"))
    seite.get_by_label("Code aus dem Brief").fill("0000-0000-0000")
    seite.get_by_label("Geburtstag Ihres Kindes").fill("2026-08-01")
    seite.get_by_role("button", name="Termin ansehen").click()
    seite.get_by_role("alert").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(0)])) == []
    seite.get_by_label("Code aus dem Brief").fill(stadt.code)
    kind = stadt.eigene.familie.kinder.get()
    seite.get_by_label("Geburtstag Ihres Kindes").fill(kind.geburtsdatum.isoformat())
    seite.get_by_role("button", name="Termin ansehen").click()
    seite.get_by_role("heading", name="Passt dieser Termin?").wait_for()
    aufklappen(seite)
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(0)])) == []


@pytest.mark.parametrize("name", ["seiten:start", "angebote:liste", "angebote:angebot", "rat:anfragen"])
@pytest.mark.parametrize("sprache", ["ar", "uk", "fa", "de-simple"])
def test_auch_in_anderen_sprachen_ist_eine_seite_ohne_maengel(
    sprache: str, name: str, stadt: Bestand, fenster: Fenster
):
    with override(sprache):
        weg = adresse(stadt, name, stadt.eigene)
    seite = oeffnen(fenster(bypass_csp=True, **DEUTSCH), weg)
    assert maengel(seite, ["hell", "schmal", "schmal-dunkel"], uebersetzt=True) == []
    seite.set_viewport_size({"width": 390, "height": 844})
    seite.locator(".fb-sprachen-knopf").click()
    assert seite.locator(".fb-sprachen a").last.is_visible()
    assert maengel(seite, ["schmal"], uebersetzt=True) == []


def test_anmeldung_und_seite_hinter_dem_verweis_sind_ohne_maengel(stadt: Bestand, fenster: Fenster):
    kontext = fenster(None, bypass_csp=True, **DEUTSCH)
    formular = oeffnen(kontext, reverse("angebote:anmelden", args=[stadt.kurs.slug]))
    formular.get_by_label("Ihr Name").fill("Selma")
    formular.get_by_role("button", name="Auf die Warteliste").click()
    formular.get_by_role("alert").wait_for()
    assert maengel(formular, dict.fromkeys(["schmal", *ansichten(0)])) == []
    verweis = reverse("angebote:anmeldung_verweis", args=[verweis_ableiten(stadt.anmeldung.pk)])
    eigene = oeffnen(kontext, verweis)
    eigene.get_by_role("heading", name="Ein Platz ist frei geworden").wait_for()
    aufklappen(eigene)
    assert maengel(eigene, dict.fromkeys(["schmal", *ansichten(0)])) == []


@pytest.mark.parametrize("status", [403, 404])
def test_auch_absagen_des_hauses_sind_ohne_maengel(status: int, stadt: Bestand, fenster: Fenster):
    kontext = fenster(stadt.personen[Rolle.PLANUNG], bypass_csp=True, **DEUTSCH)
    weg = reverse("besuche:woche") if status == 403 else "/gibt-es-nicht/"
    seite = oeffnen(kontext, weg, status=status)
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(0)])) == []


@pytest.mark.parametrize("wer", [NIEMAND, Rolle.KOORDINATION])
def test_keine_seite_verstoesst_gegen_die_strenge_richtlinie(wer: str, stadt: Bestand, fenster: Fenster):
    kontext = fenster(person(stadt, wer))
    klagen: list[str] = []
    kontext.on("console", lambda zeile: klagen.append(zeile.text) if zeile.type == "error" else None)
    kontext.on("weberror", lambda fehler: klagen.append(str(fehler.error)))
    eigene = [name for name, _ in SEITEN if ERLAUBT["GET", name][wer] == 200]
    seite = kontext.new_page()
    for name in dict.fromkeys(eigene):
        seite.goto(adresse(stadt, name, stadt.eigene))
    assert klagen == []
