"""The way from a registry list to the figures, walked once as people walk it: eight steps."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import kommune
from tests import fabriken
from tests.browser import brief
from tests.browser.conftest import SCHREIBTISCH, TELEFON, Fenster
from tests.daten.meldelisten import liste, zeile
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.raum import briefe_vollzaehlig

GEBOREN = date(2026, 8, 1)
# Name, number of the house, key of the registry: three families, and a row with somebody else's postcode.
KINDER = [
    ("Müller", "1", "5707626000001"),
    ("Öztürk", "2", "5707626000002"),
    ("Schäfer", "3", "5707626000003"),
]


@dataclass
class Hand:
    """A hand that counts what it presses."""

    gedrueckt: int = 0

    def druecken(self, ziel: Locator, *, tippen: bool = False) -> None:
        self.gedrueckt += 1
        if tippen:
            ziel.tap()
        else:
            ziel.click()


@pytest.fixture(scope="module")
def buero(server: str) -> dict[Rolle, Benutzer]:
    """A coordinator and a visitor, in a town with the postcodes of the list."""
    hier = kommune()
    hier.postleitzahlen = ["57072", "57074", "57076", "57078", "57080"]
    hier.save(update_fields=["postleitzahlen"])
    jana = fabriken.BenutzerFabrik.create(
        vorname="Jana", rollen=[Rolle.KOORDINATION], email="jana@buero.example"
    )
    miriam = fabriken.BenutzerFabrik.create(vorname="Miriam", rollen=[Rolle.BESUCHSDIENST])
    fabriken.besuchskraft(miriam)
    return {Rolle.KOORDINATION: jana, Rolle.BESUCHSDIENST: miriam}


@pytest.mark.usefixtures("arbeiter")
def test_aus_einer_meldeliste_werden_protokollierte_besuche(
    buero: dict[Rolle, Benutzer], fenster: Fenster, settings: Any, tmp_path: Path
):
    seite = fenster(None, **SCHREIBTISCH).new_page()
    anmelden(seite, buero[Rolle.KOORDINATION])
    meldeliste_uebernehmen(seite, tmp_path)
    besuche_planen(seite)
    codes = einladen(seite)
    familien_antworten(fenster, codes)
    anruf_buchen(seite)
    besuch = Besuch.objects.get(familie__name="Öztürk")
    assert besuch.tag
    settings.STICHTAG = besuch.tag.isoformat()  # the day of the visit has come
    protokollieren(fenster(buero[Rolle.BESUCHSDIENST], **TELEFON).new_page(), besuch)
    zahlen_lesen(seite)


def anmelden(seite: Page, wer: Benutzer) -> None:
    """1. By e-mail and password; "Heute" shows what is due."""
    seite.goto(reverse("seiten:heute"))
    seite.get_by_label("E-Mail-Adresse").fill(wer.email)
    seite.get_by_label("Passwort", exact=True).fill(fabriken.PASSWORT)
    seite.get_by_role("button", name="Anmelden").click()
    expect(seite.get_by_role("heading", level=1)).to_contain_text("Jana")


def meldeliste_uebernehmen(seite: Page, ordner: Path) -> None:
    """2. Upload, look at the check, fetch the refused rows, take over, watch the worker finish."""
    gute = [zeile(Familienname=name, vertreter1_familienname=name, Hausnummer=haus, merkmal=merkmal)
            for name, haus, merkmal in KINDER]  # fmt: skip
    datei = ordner / "august.csv"
    datei.write_bytes(liste(*gute, zeile(merkmal="5707626000009", plz="50667")))
    seite.get_by_role("link", name="Willkommensbesuche").click()
    seite.get_by_role("link", name="Meldelisten").click()
    seite.get_by_role("link", name="Neue Meldeliste").click()
    seite.get_by_label("Meldeliste").set_input_files(datei)
    seite.get_by_role("button", name="Liste prüfen").click()
    expect(seite.get_by_role("heading", name="Meldeliste prüfen")).to_be_visible()
    with seite.expect_download() as ladung:
        seite.get_by_role("link", name="CSV").click()
    assert "50667" in Path(ladung.value.path()).read_text(encoding="utf-8-sig")
    seite.get_by_role("button", name="3 Kinder übernehmen").click()
    expect(seite.get_by_role("heading", name="Die Meldeliste ist übernommen")).to_be_visible(timeout=60_000)
    expect(seite.get_by_text("4 Zeilen gelesen, 3 Kinder in 3 Familien.")).to_be_visible()


def besuche_planen(seite: Page) -> None:
    """3. Every family gets a visitor and a window; the week shows them."""
    seite.get_by_role("link", name="Besuche planen").click()
    seite.get_by_role("button", name="Jetzt planen").click()
    expect(seite.get_by_text("3 Familien haben einen Termin bekommen, 0 noch nicht.")).to_be_visible()
    tag = Besuch.objects.order_by("tag").values_list("tag", flat=True)[0]
    assert tag
    seite.goto(f"{reverse('besuche:woche')}?woche={tag:%G-W%V}")
    expect(seite.get_by_role("link", name="Fam. Müller").first).to_be_visible()


def einladen(seite: Page) -> dict[str, str]:
    """4. Look at one letter, make all, print them, enter the day of the post; the codes of the letters."""
    seite.get_by_role("link", name="Einladungen").click()
    with seite.expect_download(timeout=60_000) as muster:  # the first letter loads WeasyPrint and its fonts
        seite.get_by_role("link", name="Einen Brief ansehen").click()
    assert "freiwillig und kostenlos" in brief.text(Path(muster.value.path()).read_bytes())
    seite.get_by_role("button", name="3 Briefe erstellen").click()
    druckdatei = seite.get_by_role("link", name="Druckdatei, 3 Seiten")
    expect(druckdatei).to_be_visible(timeout=60_000)
    with seite.expect_download() as ladung:
        druckdatei.click()
    assert len(codes_lesen(Path(ladung.value.path()))) == 3
    codes = {}
    for name, *_ in KINDER:
        with seite.expect_download() as ladung:
            seite.get_by_role("link", name=re.compile(f"PDF.*Familie {name}")).click()
        [codes[name]] = codes_lesen(Path(ladung.value.path()))
    seite.get_by_role("button", name="Als versandt eintragen").click()
    expect(seite.get_by_text("3 Familien sind eingeladen.")).to_be_visible()
    assert briefe_vollzaehlig().ok
    return codes


def codes_lesen(pdf: Path) -> list[str]:
    return re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", brief.text(pdf.read_bytes()))


def familien_antworten(fenster: Fenster, codes: dict[str, str]) -> None:
    """5. One family confirms, one takes another window, one declines; on a phone, without JavaScript."""
    seite = _termin_ansehen(fenster, codes["Müller"])
    seite.get_by_role("button", name="Ja, der Termin passt").tap()
    expect(seite.get_by_text("Sie haben zugesagt.")).to_be_visible()
    with seite.expect_download() as ladung:
        seite.get_by_role("link", name="Termin im Kalender speichern").tap()
    assert "BEGIN:VEVENT" in Path(ladung.value.path()).read_text()
    seite = _termin_ansehen(fenster, codes["Öztürk"])
    vorher = seite.locator(".fb-blatt__tag").inner_text()
    seite.get_by_text("Lieber ein anderer Termin").tap()
    seite.get_by_role("radio").last.check()
    seite.get_by_role("button", name="Diesen Termin nehmen").tap()
    expect(seite.get_by_text("Ihr neuer Termin steht.")).to_be_visible()
    assert seite.locator(".fb-blatt__tag").inner_text() != vorher
    seite = _termin_ansehen(fenster, codes["Schäfer"])
    seite.get_by_text("Wir möchten keinen Besuch").tap()
    seite.get_by_role("button", name="Besuch absagen").tap()
    expect(seite.get_by_role("heading", name="Wir kommen nicht")).to_be_visible()


def _termin_ansehen(fenster: Fenster, code: str) -> Page:
    seite = fenster(None, java_script_enabled=False, **TELEFON).new_page()
    seite.goto(reverse("seiten:start"))
    seite.get_by_role("link", name="Willkommensbesuch").first.tap()
    seite.get_by_label("Code aus dem Brief").fill(code.lower())
    seite.get_by_label("Geburtstag Ihres Kindes").fill(GEBOREN.isoformat())
    seite.get_by_role("button", name="Termin ansehen").tap()
    expect(seite.get_by_text("Miriam aus dem Familienbüro")).to_be_visible()
    assert "?" not in seite.url
    assert not any(name in seite.content() for name, *_ in KINDER)
    return seite


def anruf_buchen(seite: Page) -> None:
    """7. A family phones: found in spite of a typing error, and moved with a note, in at most five clicks."""
    hand = Hand()
    seite.goto(reverse("seiten:heute"))
    seite.get_by_label("Familie, Straße oder Telefon suchen").fill("muler")
    hand.druecken(seite.get_by_role("button", name="Suchen"))
    hand.druecken(seite.get_by_role("link", name="Familie Müller", exact=True))
    hand.druecken(seite.get_by_role("link", name="Verschieben"))
    seite.get_by_label("Notiz zum Anruf").fill("Großmutter ist dann auch da.")
    hand.druecken(seite.get_by_role("button", name="hierher verschieben").last)
    expect(seite.get_by_text("Der Termin steht.")).to_be_visible()
    expect(seite.get_by_text("Großmutter ist dann auch da.")).to_be_visible()
    assert hand.gedrueckt <= 5


def protokollieren(seite: Page, besuch: Besuch) -> None:
    """6. "Mein Tag" on a phone; the usual visit is logged with at most twelve taps."""
    hand = Hand()
    seite.goto(reverse("seiten:heute"))
    hand.druecken(seite.get_by_role("link", name=re.compile("Besuche? heute")), tippen=True)
    hand.druecken(seite.get_by_role("link", name="Protokoll schreiben").first, tippen=True)
    hand.druecken(_wahl(seite, "Wie war es?").first, tippen=True)
    hand.druecken(_wahl(seite, "Dauer in Minuten").filter(has_text="60"), tippen=True)
    for nummer in range(4):
        hand.druecken(_wahl(seite, "Worüber haben Sie gesprochen?").nth(nummer), tippen=True)
    hand.druecken(_wahl(seite, "Was folgt?").filter(has_text="Noch einmal anrufen"), tippen=True)
    hand.druecken(seite.get_by_role("button", name="Protokoll abschließen"), tippen=True)
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    assert hand.gedrueckt <= 12
    besuch.refresh_from_db()
    assert (besuch.status, besuch.protokoll.dauer_minuten) == ("in_nachbearbeitung", 60)
    assert len(besuch.protokoll.themen) == 4


def _wahl(seite: Page, gruppe: str) -> Locator:
    return seite.get_by_role("group", name=gruppe).locator("label")


def zahlen_lesen(seite: Page) -> None:
    """8. The figures count what happened, as a page and as a file."""
    seite.goto(reverse("seiten:heute"))
    seite.get_by_role("link", name="Statistik").click()
    karten = [karte.inner_text().splitlines()[:2] for karte in seite.locator(".fb-kennzahl").all()]
    assert dict(karten) == {
        "Geplant": "3",
        "Bestätigt": "unter 3",
        "Verschoben": "unter 3",
        "Abgesagt": "unter 3",
        "Absagequote": "–",
        "Durchgeführt": "unter 3",
        "Nicht angetroffen": "0",
        "Nicht erreicht": "0",
    }
    with seite.expect_download() as ladung:
        seite.get_by_role("link", name="CSV").click()
    assert "Abgesagt" in Path(ladung.value.path()).read_text(encoding="utf-8-sig")
