"""Pages while something happens on them: refused forms, hits, parts that are replaced; and people who need
less movement, or colours of their own.
"""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from familienbuero.auftrag import Auftragsstand
from familienbuero.konten.enums import Rolle
from familienbuero.schreiben.models import Stapel
from tests import bestand
from tests.bestand import Bestand
from tests.browser.ansichten import RASTER, ansichten, maengel
from tests.browser.conftest import DEUTSCH, Fenster
from tests.daten.meldelisten import liste, zeile
from tests.test_zugriff import NIEMAND, adresse, person
from willkommensbesuche.besuche.dienste import entwurf_speichern
from willkommensbesuche.meldungen.dienste import liste_pruefen, sofort_uebernehmen

# Forms that refuse to be sent empty.
VOLL = [
    ("account_login", NIEMAND),
    ("account_change_password", Rolle.KOORDINATION),
    ("termine:anmelden", NIEMAND),
    ("konten:anlegen", Rolle.VERWALTUNG),
    ("seiten:einstellungen", Rolle.VERWALTUNG),
    ("datenschutz:fristen", Rolle.LEITUNG),
    ("stammdaten:aufbewahren", Rolle.KOORDINATION),
    ("vermittlung:uebergeben", Rolle.KOORDINATION),
    ("meldungen:hochladen", Rolle.KOORDINATION),
    ("besuche:planen", Rolle.KOORDINATION),
    ("besuche:termin", Rolle.KOORDINATION),
    ("besuche:familie_eintragen", Rolle.KOORDINATION),
    ("besuche:anruf", Rolle.KOORDINATION),
    ("besuche:vertretung", Rolle.KOORDINATION),
    ("besuche:regeln", Rolle.LEITUNG),
]
LEEREN = """form => {
  form.noValidate = true;
  for (const feld of form.elements) {
    if (['hidden', 'submit', 'button'].includes(feld.type)) continue;
    if (['checkbox', 'radio'].includes(feld.type)) feld.checked = false;
    else if (feld.tagName === 'SELECT') feld.selectedIndex = -1;
    else feld.value = '';
  }
}"""
WO = "document.activeElement === document.body ? '' : document.activeElement.outerHTML.slice(0, 120)"
BEWEGT = """() => {
  const bewegt = (stil) => parseFloat(stil.transitionDuration) > 0 || stil.animationName !== 'none';
  return [...document.querySelectorAll('body, body *')]
    .filter((el) => [null, '::before', '::after'].some((teil) => bewegt(getComputedStyle(el, teil))))
    .map((el) => el.outerHTML.slice(0, 80));
}"""
ERSETZT = """() => new Promise((weiter) =>
  document.addEventListener('htmx:afterSettle', () => weiter(), { once: true }))"""


@pytest.fixture(scope="module")
def stadt(server: str, glocke: str) -> Bestand:
    return bestand.anlegen()


def oeffnen(stadt: Bestand, fenster: Fenster, name: str, wer: str, **art: Any) -> Page:
    seite = fenster(person(stadt, wer), bypass_csp=True, **(DEUTSCH | art)).new_page()
    seite.goto(adresse(stadt, name, stadt.eigene))
    return seite


@pytest.mark.parametrize(
    ("nummer", "name", "wer"),
    [(nummer, *zeile) for nummer, zeile in enumerate(VOLL) if RASTER or nummer % 3 == 0],
)
def test_ein_abgelehntes_formular_sagt_zuerst_warum(
    nummer: int, name: str, wer: str, stadt: Bestand, fenster: Fenster
):
    seite = oeffnen(stadt, fenster, name, wer)
    form = seite.locator("main form[method=post]").first
    form.evaluate(LEEREN)
    with seite.expect_navigation():
        form.locator("button[type=submit], button:not([type])").first.click()
    expect(seite.locator("[data-fehlerliste]")).to_be_focused()
    assert maengel(seite, ansichten(nummer)) == []


def test_suche_mit_treffern(stadt: Bestand, fenster: Fenster):
    seite = oeffnen(stadt, fenster, "seiten:suche", Rolle.KOORDINATION)
    seite.get_by_label("Familie, Straße oder Telefon").last.fill("Öztürk")
    seite.get_by_role("main").get_by_role("button", name="Suchen").click()
    seite.get_by_role("heading", name="Besuche").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(0)])) == []


def test_abonnierter_kalender(stadt: Bestand, fenster: Fenster):
    seite = oeffnen(stadt, fenster, "besuche:kalenderabo", Rolle.BESUCHSDIENST)
    seite.get_by_role("button", name="Adresse machen").click()
    seite.get_by_label("Adresse des Kalenders").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(1)])) == []


def test_aufbewahrte_familie(stadt: Bestand, fenster: Fenster):
    seite = oeffnen(stadt, fenster, "stammdaten:aufbewahren", Rolle.KOORDINATION)
    seite.get_by_role("button", name="Aufbewahren").click()
    seite.get_by_role("heading", name="Aufbewahrung").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(2)])) == []


def test_schritt_zuruecknehmen(stadt: Bestand, fenster: Fenster):
    seite = oeffnen(stadt, fenster, "besuche:bestaetigen", Rolle.KOORDINATION)
    seite.get_by_role("main").get_by_role("button").first.click()
    seite.get_by_role("button", name="zurücknehmen").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(3)])) == []


def test_protokoll_mit_einem_entwurf(stadt: Bestand, fenster: Fenster):
    entwurf_speichern(
        stadt.eigene.besuch.pk,
        felder={"notiz": ["im Keller geschrieben"]},
        durch=stadt.personen[Rolle.BESUCHSDIENST],
    )
    seite = oeffnen(stadt, fenster, "besuche:protokoll", Rolle.BESUCHSDIENST)
    seite.get_by_text("Entwurf vom").wait_for()
    seite.get_by_role("button", name="Entwurf verwerfen").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(4)])) == []


def test_liste_die_aelter_ist_als_was_wir_wissen(stadt: Bestand, fenster: Fenster):
    neuere = zeile(merkmal="5707626000077", Ereignisdatum="20.08.2026")
    sofort_uebernehmen(inhalt=liste(neuere), dateiname="neuere.csv")
    aeltere = liste_pruefen(
        inhalt=liste(neuere | {"Ereignisdatum": "02.08.2026", "Straße": "Am Hang"}),
        dateiname="aeltere.csv",
        wer=stadt.personen[Rolle.KOORDINATION],
    )
    seite = fenster(stadt.personen[Rolle.KOORDINATION], bypass_csp=True, **DEUTSCH).new_page()
    seite.goto(reverse("meldungen:liste", args=[aeltere.pk]))
    seite.get_by_text("aus einer neueren Liste als vom 02.08.2026").wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(5)])) == []


@pytest.mark.parametrize(
    ("nummer", "name", "feld"),
    [(6, "stammdaten:kontakt", "telefon"), (7, "besuche:kraft", "hoechstens_je_tag")],
)
def test_was_inzwischen_jemand_anderes_geaendert_hat_steht_neben_dem_eigenen(
    nummer: int, name: str, feld: str, stadt: Bestand, fenster: Fenster
):
    """Two windows on the same form: the second to save is shown both versions."""
    beide = [oeffnen(stadt, fenster, name, Rolle.KOORDINATION) for _ in range(2)]
    for eins, seite in enumerate(beide, 1):
        seite.locator(f"main [name={feld}]").fill(str(eins))
        with seite.expect_response(lambda antwort: antwort.request.method == "POST") as gespeichert:
            seite.get_by_role("main").get_by_role("button", name="Speichern").click()
    assert gespeichert.value.status == 409
    expect(seite.locator("[data-fehlerliste]")).to_be_focused()
    seite.get_by_role("table").first.wait_for()
    assert maengel(seite, dict.fromkeys(["schmal", *ansichten(nummer)])) == []


def test_was_ersetzt_wird_behaelt_den_fokus(stadt: Bestand, fenster: Fenster):
    """The page of the queues asks for itself as long as something waits."""
    Stapel.objects.create(art=stadt.stapel.art, von=stadt.stapel.von, bis=stadt.stapel.bis)
    seite = oeffnen(stadt, fenster, "seiten:auftraege", Rolle.VERWALTUNG)
    knopf = seite.get_by_role("button", name="Noch einmal")
    knopf.focus()
    seite.evaluate(ERSETZT)
    expect(knopf).to_be_focused()
    Stapel.objects.filter(pk=stadt.geparkt.pk).update(stand=Auftragsstand.ERLEDIGT)
    seite.evaluate(ERSETZT)
    expect(knopf).to_have_count(0)
    assert "fb-stapel" in seite.evaluate(WO)
    assert maengel(seite, ansichten(0)) == []


@pytest.mark.parametrize(
    ("name", "wer"),
    [
        ("seiten:start", NIEMAND),
        ("termine:anmelden", NIEMAND),
        ("seiten:bausteine", Rolle.VERWALTUNG),
        ("besuche:woche", Rolle.KOORDINATION),
        ("besuche:protokoll", Rolle.BESUCHSDIENST),
        ("besuche:nachtragen", Rolle.BESUCHSDIENST),
    ],
)
def test_wer_keine_bewegung_will_sieht_keine(name: str, wer: str, stadt: Bestand, fenster: Fenster):
    seite = oeffnen(stadt, fenster, name, wer, reduced_motion="reduce")
    assert seite.evaluate(BEWEGT) == []


def test_eigene_farben_lassen_rahmen_und_staende_stehen(stadt: Bestand, fenster: Fenster):
    """Colours that the system forces take grounds and shadows away; what has meaning has a line."""
    seite = oeffnen(stadt, fenster, "besuche:besuch", Rolle.KOORDINATION, forced_colors="active")
    linien = "el => getComputedStyle(el).borderTopStyle + ' ' + getComputedStyle(el).borderTopWidth"
    assert {marke.evaluate(linien) for marke in seite.locator(".fb-status").all()} == {"solid 2px"}
    hier = seite.locator(".fb-raeume a[aria-current]").first
    assert hier.evaluate("el => getComputedStyle(el).textDecorationLine") == "underline"
    for ziel in seite.locator("main a:visible, main button:visible").all():
        seite.keyboard.press("Tab")
        ziel.focus()
        umriss = ziel.evaluate("el => getComputedStyle(el).outlineStyle + getComputedStyle(el).outlineWidth")
        assert umriss in ("solid3px", "auto3px")
