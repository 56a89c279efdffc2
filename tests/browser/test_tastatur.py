"""The eight steps with the keyboard alone: everything is reached by Tab, and one sees where one is."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from familienbuero.konten.enums import Rolle
from tests import bestand, fabriken
from tests.bestand import Bestand
from tests.browser.conftest import SCHREIBTISCH, Fenster
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch

# Where one is must be right at once, not when a movement has ended.
RUHIG = SCHREIBTISCH | {"reduced_motion": "reduce"}
# Where the focus is: its words, whether one sees it, and whether it lies on the screen.
WO_BIN_ICH = """async () => {
  // The browser brings the place into sight with the next frame.
  await new Promise((weiter) => requestAnimationFrame(() => requestAnimationFrame(weiter)));
  const hier = document.activeElement;
  if (!hier || hier === document.body) return null;
  const zeichen = (el) => {
    const stil = getComputedStyle(el);
    return (stil.outlineStyle !== 'none' && parseFloat(stil.outlineWidth) > 0) || stil.boxShadow !== 'none';
  };
  const flaeche = hier.getBoundingClientRect();
  const worte = hier.getAttribute('aria-label') || (hier.labels && hier.labels[0]?.innerText)
    || hier.innerText || hier.value || '';
  return {
    worte: worte.trim().replace(/\\s+/g, ' '),
    gruppe: hier.closest('fieldset')?.querySelector('legend')?.innerText.trim() || '',
    // In a date the browser itself frames the little calendar.
    sichtbar: zeichen(hier) || hier.type === 'date' || [...document.querySelectorAll('label')].some(
      (el) => el.contains(hier) && zeichen(el)),
    im_bild: flaeche.bottom > 0 && flaeche.top < innerHeight,
    verdeckt: document.elementFromPoint(flaeche.left + flaeche.width / 2, flaeche.bottom - 4)
      ?.closest('.fb-leiste') !=  hier.closest('.fb-leiste'),
  };
}"""


@pytest.fixture(scope="module")
def stadt(server: str, glocke: str) -> Bestand:
    return bestand.anlegen()


def tab(seite: Page) -> dict[str, Any]:
    """One step on; the place where one is then can be seen."""
    seite.keyboard.press("Tab")
    ort = seite.evaluate(WO_BIN_ICH)
    assert ort, "The focus has left the page."
    assert ort["sichtbar"], f"One does not see the focus on: {ort['worte']}"
    assert ort["im_bild"], f"The focus is outside the screen on: {ort['worte']}"
    assert not ort["verdeckt"], f"A bar hides the focus on: {ort['worte']}"
    return ort


def tab_bis(seite: Page, worte: str, *, hoechstens: int = 60) -> None:
    """Step on until the focus stands on something with these words, or in a group of that name."""
    gesehen = []
    for _ in range(hoechstens):
        ort = tab(seite)
        if worte in (ort["worte"], ort["gruppe"]):
            return
        gesehen.append(ort["worte"])
    pytest.fail(f"„{worte}“ is not reached: {gesehen}")


def druecken(seite: Page, *tasten: str) -> None:
    for taste in tasten:
        seite.keyboard.press(taste)


def tag_tippen(seite: Page, tag: date) -> None:
    """Type a day; a browser in English wants the month first, whatever language the page has."""
    for reihenfolge in ("%d%m%Y", "%m%d%Y"):
        seite.keyboard.type(tag.strftime(reihenfolge))
        if seite.locator(":focus").input_value() == tag.isoformat():
            return
        druecken(seite, "ArrowLeft", "ArrowLeft")
    pytest.fail("The day cannot be typed.")


def folgen(seite: Page, taste: str = "Enter") -> None:
    """Press, and wait for the page to which that leads."""
    with seite.expect_navigation():
        seite.keyboard.press(taste)


def ueberschrift(seite: Page, worte: str) -> None:
    expect(seite.get_by_role("heading", level=1)).to_contain_text(worte)


def test_anmelden(stadt: Bestand, fenster: Fenster):
    seite = fenster(**RUHIG).new_page()
    seite.goto(reverse("seiten:heute"))
    assert tab(seite)["worte"] == "Zum Inhalt springen"
    druecken(seite, "Enter")
    tab_bis(seite, "E-Mail-Adresse", hoechstens=3)
    seite.keyboard.type(stadt.personen[Rolle.KOORDINATION].email)
    tab_bis(seite, "Passwort", hoechstens=2)
    seite.keyboard.type(fabriken.PASSWORT)
    folgen(seite)
    ueberschrift(seite, "Jana")


def test_meldeliste_uebernehmen(stadt: Bestand, fenster: Fenster):
    seite = fenster(stadt.personen[Rolle.KOORDINATION], **RUHIG).new_page()
    seite.goto(reverse("meldungen:hochladen"))
    tab_bis(seite, "Meldeliste", hoechstens=30)
    seite.goto(reverse("meldungen:listen"))
    tab_bis(seite, "september.csv")
    folgen(seite)
    ueberschrift(seite, "Meldeliste prüfen")
    tab_bis(seite, "1 Kind übernehmen")
    folgen(seite)
    ueberschrift(seite, "Die Meldeliste wird übernommen")


def test_besuche_planen(stadt: Bestand, fenster: Fenster):
    seite = fenster(stadt.personen[Rolle.KOORDINATION], **RUHIG).new_page()
    seite.goto(reverse("seiten:heute"))
    tab_bis(seite, "Willkommensbesuche")
    folgen(seite)
    tab_bis(seite, "Planen")
    folgen(seite)
    ueberschrift(seite, "Besuche planen")
    tab_bis(seite, "Jetzt planen")
    folgen(seite, "Space")
    expect(seite.get_by_text("Familien haben einen Termin bekommen")).to_be_visible()


def test_einladungen_erstellen(stadt: Bestand, fenster: Fenster):
    seite = fenster(stadt.personen[Rolle.KOORDINATION], **RUHIG).new_page()
    seite.goto(reverse("einladungen:uebersicht"))
    tab_bis(seite, "Einen Brief ansehen")
    tab_bis(seite, "1 Brief erstellen", hoechstens=1)
    folgen(seite)
    ueberschrift(seite, "Briefstapel")


def test_eine_familie_antwortet(stadt: Bestand, fenster: Fenster):
    seite = fenster(**RUHIG).new_page()
    seite.goto(reverse("termine:anmelden"))
    tab_bis(seite, "Code aus dem Brief", hoechstens=6)
    seite.keyboard.type(stadt.code)
    tab_bis(seite, "Geburtstag Ihres Kindes", hoechstens=1)
    geboren: date = stadt.eigene.familie.kinder.get().geburtsdatum
    tag_tippen(seite, geboren)
    folgen(seite)
    ueberschrift(seite, "Passt dieser Termin?")
    tab_bis(seite, "Lieber ein anderer Termin")
    druecken(seite, "Enter")
    tab_bis(seite, "Diese Zeiten sind frei", hoechstens=1)
    druecken(seite, "Space", "ArrowDown")
    tab_bis(seite, "Diesen Termin nehmen", hoechstens=1)
    folgen(seite)
    expect(seite.get_by_text("Ihr neuer Termin steht.")).to_be_visible()


def test_protokoll_schreiben(stadt: Bestand, fenster: Fenster, settings: Any):
    besuch = Besuch.objects.get(pk=stadt.fremde.besuch.pk)
    assert besuch.tag
    settings.STICHTAG = besuch.tag.isoformat()
    seite = fenster(stadt.kollegin, **RUHIG).new_page()
    seite.goto(reverse("besuche:mein_tag"))
    tab_bis(seite, "Protokoll schreiben")
    folgen(seite)
    ueberschrift(seite, "Weißgerber")
    tab_bis(seite, "Wie war es?")
    tab_bis(seite, "Dauer in Minuten", hoechstens=1)
    druecken(seite, "ArrowRight")
    tab_bis(seite, "Worüber haben Sie gesprochen?", hoechstens=1)
    druecken(seite, "Space")
    tab_bis(seite, "Protokoll abschließen")
    folgen(seite)
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    besuch.refresh_from_db()
    assert (besuch.protokoll.dauer_minuten, len(besuch.protokoll.themen)) == (60, 1)


def test_entwurf_verwerfen(stadt: Bestand, fenster: Fenster, settings: Any):
    besuch = Besuch.objects.get(pk=stadt.eigene.besuch.pk)
    assert besuch.tag
    settings.STICHTAG = besuch.tag.isoformat()
    seite = fenster(besuch.besuchskraft, **RUHIG).new_page()
    seite.goto(reverse("besuche:protokoll", args=[besuch.pk]))
    tab_bis(seite, "Notiz – freiwillig")
    seite.keyboard.type("Alle gesund.")
    expect(seite.get_by_text("Entwurf gespeichert")).to_be_visible()
    seite.reload()
    tab_bis(seite, "Entwurf verwerfen")
    folgen(seite)
    expect(seite.get_by_label("Notiz")).to_have_value("")


def test_kalender_abonnieren(stadt: Bestand, fenster: Fenster):
    seite = fenster(stadt.personen[Rolle.BESUCHSDIENST], **RUHIG).new_page()
    seite.goto(reverse("besuche:mein_tag"))
    tab_bis(seite, "Meine Besuche im Kalender abonnieren")
    folgen(seite)
    tab_bis(seite, "Adresse machen")
    folgen(seite)
    tab_bis(seite, "Adresse des Kalenders")
    tab_bis(seite, "Abo beenden", hoechstens=2)


def test_letzten_schritt_zuruecknehmen(stadt: Bestand, fenster: Fenster):
    besuch = Besuch.objects.get(familie__name="Ohne-Brief")
    seite = fenster(stadt.personen[Rolle.KOORDINATION], **RUHIG).new_page()
    seite.goto(reverse("besuche:bestaetigen", args=[besuch.pk]))
    tab_bis(seite, "Ja, die Familie hat zugesagt")
    folgen(seite)
    tab_bis(seite, "„bestätigt“ zurücknehmen")
    folgen(seite)
    besuch.refresh_from_db()
    assert besuch.status != BesuchStatus.BESTAETIGT


def test_nach_einem_anruf_buchen(stadt: Bestand, fenster: Fenster):
    seite = fenster(stadt.personen[Rolle.KOORDINATION], **RUHIG).new_page()
    seite.goto(reverse("seiten:heute"))
    tab_bis(seite, "Familie, Straße oder Telefon suchen", hoechstens=12)
    seite.keyboard.type("Ohne Brief")
    folgen(seite)
    tab_bis(seite, "Familie Ohne-Brief")
    folgen(seite)
    tab_bis(seite, "Verschieben")
    folgen(seite)
    tab_bis(seite, "Zeitfenster")
    druecken(seite, "ArrowDown")
    tab_bis(seite, "Diesen Termin nehmen")
    folgen(seite)
    expect(seite.get_by_text("Der Termin steht.")).to_be_visible()


def test_zahlen_waehlen(stadt: Bestand, fenster: Fenster):
    seite = fenster(stadt.personen[Rolle.PLANUNG], **RUHIG).new_page()
    seite.goto(reverse("kennzahlen:zahlen"))
    tab_bis(seite, "Vom")
    tab_bis(seite, "Anzeigen")
    folgen(seite)
    assert "von=" in seite.url
    tab_bis(seite, "CSV")


@pytest.mark.parametrize(
    "name", ["besuche:woche", "besuche:kraefte", "einladungen:uebersicht", "meldungen:listen"]
)
def test_jeder_halt_einer_seite_ist_zu_sehen_und_keiner_draengt_sich_vor(
    name: str, stadt: Bestand, fenster: Fenster
):
    seite = fenster(stadt.personen[Rolle.KOORDINATION], **RUHIG).new_page()
    seite.goto(reverse(name))
    assert seite.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    ziele = seite.locator(
        "a[href]:visible, button:visible, input:visible:not([type=hidden]), select:visible"
    ).count()
    for _ in range(min(ziele, 60)):
        tab(seite)
