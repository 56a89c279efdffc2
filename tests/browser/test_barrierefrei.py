"""Every page as axe sees it, on a narrow screen without sideways scrolling, and under the strict policy.

One look per page and commit, taken in turn; `make barrierefrei` takes all of them (RASTER=1).
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Response

from familienbuero.konten.enums import Rolle
from tests import bestand
from tests.bestand import Bestand
from tests.browser import axe
from tests.browser.conftest import DEUTSCH, Fenster
from tests.test_zugriff import ERLAUBT, NIEMAND, SPALTEN, adresse, person

SCHMAL, BREIT = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
ANSICHTEN: dict[str, dict[str, Any]] = {
    "hell": {"viewport": BREIT},
    "schmal": {"viewport": SCHMAL},
    "dunkel": {"viewport": BREIT, "color_scheme": "dark"},
    "schmal-dunkel": {"viewport": SCHMAL, "color_scheme": "dark"},
}
# What answers with 200 but is no page to look at.
KEINE_SEITEN = {
    "seiten:farbe", "seiten:livez", "seiten:readyz", "seiten:healthz", "seiten:robots", "seiten:security",
    "einladungen:muster", "einladungen:druckdatei", "einladungen:brief", "meldungen:zurueckgewiesen",
    "altbestand:vorlage", "altbestand:zurueckgewiesen",
    "kennzahlen:datei", "seiten:auskunft_pdf", "seiten:auskunft_json",
    "besuche:marke", "besuche:arbeiter", "besuche:manifest", "besuche:mein_blatt", "besuche:blatt",
    "besuche:bogen",
}  # fmt: skip
SEITEN = [
    (name, next(spalte for spalte in reversed(SPALTEN) if wer[spalte] == 200))
    for (methode, name), wer in ERLAUBT.items()
    if methode == "GET" and 200 in wer.values() and name not in KEINE_SEITEN
]
# Everybody has a "Heute" of their own.
SEITEN += [("seiten:heute", rolle) for rolle in Rolle if ("seiten:heute", rolle) not in SEITEN]


def blicke() -> Iterator[Any]:
    """Page, role and look: one look for each page in turn, or all."""
    for nummer, (name, wer) in enumerate(SEITEN):
        ansichten = list(ANSICHTEN) if os.environ.get("RASTER") else [list(ANSICHTEN)[nummer % 4]]
        yield from (pytest.param(name, wer, blick, id=f"{name}-{wer}-{blick}") for blick in ansichten)


@pytest.fixture(scope="module")
def stadt(server: str) -> Bestand:
    return bestand.anlegen()


def oeffnen(kontext: BrowserContext, weg: str, *, status: int = 200) -> Page:
    seite = kontext.new_page()
    antwort = seite.goto(weg)
    assert isinstance(antwort, Response)
    assert antwort.status == status
    return seite


def breiter(seite: Page) -> int:
    """By how many pixels a page is wider than the screen; the place of the scroll bar does not count."""
    mehr = seite.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, int(mehr))


def test_es_gibt_seiten_anzusehen():
    assert len(SEITEN) >= 60


@pytest.mark.parametrize(("name", "wer", "blick"), list(blicke()))
def test_jede_seite_ist_ohne_maengel(name: str, wer: str, blick: str, stadt: Bestand, fenster: Fenster):
    kontext = fenster(person(stadt, wer), bypass_csp=True, **DEUTSCH, **ANSICHTEN[blick])
    seite = oeffnen(kontext, adresse(stadt, name, stadt.eigene))
    verborgenes = seite.locator("main details:not([open]) > summary")
    while verborgenes.count():
        verborgenes.first.click()
    assert axe.maengel(seite) == []
    assert breiter(seite) == 0


def test_die_antwortseite_der_familie_ist_ohne_maengel(stadt: Bestand, fenster: Fenster):
    kontext = fenster(None, bypass_csp=True, **DEUTSCH, **ANSICHTEN["schmal"])
    seite = oeffnen(kontext, reverse("termine:anmelden"))
    seite.get_by_label("Code aus dem Brief").fill("0000-0000-0000")
    seite.get_by_label("Geburtstag Ihres Kindes").fill("2026-08-01")
    seite.get_by_role("button", name="Termin ansehen").click()
    seite.get_by_role("alert").wait_for()
    assert axe.maengel(seite) == []
    seite.get_by_label("Code aus dem Brief").fill(stadt.code)
    kind = stadt.eigene.familie.kinder.get()
    seite.get_by_label("Geburtstag Ihres Kindes").fill(kind.geburtsdatum.isoformat())
    seite.get_by_role("button", name="Termin ansehen").click()
    seite.get_by_role("heading", name="Passt dieser Termin?").wait_for()
    for verborgenes in seite.locator("details > summary").all():
        verborgenes.click()
    assert axe.maengel(seite) == []
    assert breiter(seite) == 0


@pytest.mark.parametrize("status", [403, 404])
def test_auch_absagen_des_hauses_sind_ohne_maengel(status: int, stadt: Bestand, fenster: Fenster):
    kontext = fenster(stadt.personen[Rolle.PLANUNG], bypass_csp=True, **DEUTSCH, **ANSICHTEN["schmal"])
    weg = reverse("besuche:woche") if status == 403 else "/gibt-es-nicht/"
    seite = oeffnen(kontext, weg, status=status)
    assert axe.maengel(seite) == []
    assert breiter(seite) == 0


@pytest.mark.parametrize("wer", [NIEMAND, Rolle.KOORDINATION, Rolle.BESUCHSDIENST, Rolle.VERWALTUNG])
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
