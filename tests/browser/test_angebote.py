"""A mother looks for something on her phone, and the office lets a date fall out."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from familienbuero.konten.enums import Rolle
from tests import bestand
from tests.bestand import Bestand
from tests.browser.conftest import SCHREIBTISCH, TELEFON, Fenster
from tests.conftest import HEUTE


@pytest.fixture(scope="module")
def stadt(server: str) -> Bestand:
    return bestand.anlegen()


def oeffnen(fenster: Fenster, weg: str, **art: object) -> Page:
    seite = fenster(**(art or TELEFON)).new_page()
    seite.goto(weg)
    return seite


def test_eine_mutter_findet_mit_wenigen_fingertipps_was_passt(stadt: Bestand, fenster: Fenster) -> None:
    seite = oeffnen(fenster, reverse("seiten:start"))
    seite.get_by_role("link", name="Angebote finden").tap()
    seite.get_by_role("button", name="Filter ändern").tap()
    seite.get_by_label("Alter Ihres Kindes").select_option("7")
    seite.get_by_label("kostenlos").check()
    seite.get_by_role("button", name="Angebote zeigen").tap()
    expect(seite.get_by_role("heading", name="2 Angebote")).to_be_visible()
    seite.get_by_role("link", name="Krabbelgruppe").tap()
    expect(seite.get_by_text("Dienstag, 8. September", exact=True)).to_be_visible()
    expect(seite.get_by_text("Fällt aus, wegen einer Fortbildung:")).to_be_visible()


def test_ein_geburtstag_verlaesst_das_geraet_nicht(stadt: Bestand, fenster: Fenster) -> None:
    seite = oeffnen(fenster, reverse("angebote:liste"), **SCHREIBTISCH)
    gefragt: list[str] = []
    seite.on("request", lambda anfrage: gefragt.append(f"{anfrage.url} {anfrage.post_data or ''}"))
    heute = date.today()  # noqa: DTZ011 - the clock of the browser
    geboren = date(heute.year - 1, heute.month, 1)
    seite.get_by_label("oder sein Geburtstag").fill(geboren.isoformat())
    expect(seite.get_by_label("Alter Ihres Kindes")).to_have_value("12")
    seite.get_by_role("button", name="Angebote zeigen").click()
    expect(seite.get_by_role("link", name="12 Monate entfernen")).to_be_visible()
    assert not [eine for eine in gefragt if str(geboren.year) in eine.replace(str(HEUTE.year), "")]


def test_ein_geburtstag_waehlt_das_alter_auf_den_monat(stadt: Bestand, fenster: Fenster) -> None:
    seite = oeffnen(fenster, reverse("angebote:liste"), **SCHREIBTISCH)
    geburtstag, alter = seite.get_by_label("oder sein Geburtstag"), seite.get_by_label("Alter Ihres Kindes")
    heute = date.today()  # noqa: DTZ011 - the clock of the browser
    vor_30_monaten = heute.year * 12 + heute.month - 1 - 30
    geburtstag.fill(date(vor_30_monaten // 12, vor_30_monaten % 12 + 1, 1).isoformat())
    expect(alter).to_have_value("30")
    expect(alter.locator("option:checked")).to_have_text("30 Monate")
    geburtstag.fill(date(heute.year + 1, 1, 28).isoformat())
    expect(alter).to_have_value("schwanger")
    geburtstag.fill(date(heute.year - 20, 1, 1).isoformat())
    expect(alter).to_have_value("")
    geburtstag.fill(date(heute.year - 3, heute.month, 1).isoformat())
    seite.get_by_role("button", name="Angebote zeigen").click()
    expect(seite.get_by_role("link", name="3 Jahre entfernen")).to_be_visible()


def test_auch_ohne_skript_findet_man_alles(stadt: Bestand, fenster: Fenster) -> None:
    seite = oeffnen(fenster, reverse("angebote:liste"), **SCHREIBTISCH, java_script_enabled=False)
    expect(seite.get_by_label("oder sein Geburtstag")).to_be_hidden()
    seite.get_by_label("Suchwort").fill("massage")
    seite.get_by_role("button", name="Angebote zeigen").click()
    expect(seite.get_by_role("heading", name="1 Angebot")).to_be_visible()
    seite.get_by_role("link", name="Monat").click()
    expect(seite.get_by_role("heading", name="September 2026")).to_be_visible()


def test_faellt_ein_termin_aus_sagt_es_die_seite_sofort(stadt: Bestand, fenster: Fenster) -> None:
    familie = oeffnen(fenster, reverse("angebote:angebot", args=[stadt.angebot.slug]))
    buero = fenster(stadt.personen[Rolle.NETZWERK], **SCHREIBTISCH).new_page()
    buero.goto(reverse("angebotspflege:angebot", args=[stadt.angebot.pk]))
    buero.get_by_role("link", name="8. September: fällt aus").click()
    buero.get_by_label("Grund für die Familien").fill("wegen Krankheit")
    buero.get_by_role("button", name="Termin absagen").click()
    expect(buero.get_by_text("Der Termin fällt aus.")).to_be_visible()
    familie.reload()
    expect(familie.get_by_text("Fällt aus, wegen Krankheit:")).to_be_visible()


def test_ein_telefon_gibt_ein_angebot_so_weiter_wie_es_sonst_teilt(stadt: Bestand, fenster: Fenster) -> None:
    """The browser of the tests cannot share, so the device's part is written down."""
    weg = reverse("angebote:angebot", args=[stadt.angebot.slug])
    ohne = oeffnen(fenster, weg)
    expect(ohne.get_by_role("link", name="Per Mail teilen")).to_be_visible()
    expect(ohne.get_by_role("button", name="Teilen")).to_be_hidden()
    seite = fenster(**TELEFON).new_page()
    seite.add_init_script("navigator.share = async (was) => { window.geteilt = was; }")
    seite.goto(weg)
    seite.get_by_role("button", name="Teilen").tap()
    expect(seite.get_by_role("link", name="Per Mail teilen")).to_be_hidden()
    assert seite.evaluate("window.geteilt") == {"title": "Krabbelgruppe", "url": seite.url}
