"""On the way with a phone: a log that survives everything, and a day that is readable without a net.

`set_offline` takes the net away from a window, from its service worker as well.
"""

import re
from time import sleep
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests import fabriken
from tests.browser.conftest import TELEFON, Fenster
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import besuch_verschieben
from willkommensbesuche.besuche.models import Besuch, Protokoll, Protokollentwurf, Protokollsendung
from willkommensbesuche.besuche.views import unterwegs

MEIN_TAG = reverse("besuche:mein_tag")
GESPEICHERT = re.compile("Entwurf gespeichert")
# The sheets that lie on the device, once the worker has filled them: address -> number of caches with it.
BLAETTER = """async () => {
  const seiten = [];
  for (const name of await caches.keys())
    if (name.startsWith("tag/"))
      for (const { url } of await (await caches.open(name)).keys()) seiten.push(new URL(url).pathname);
  return seiten;
}"""
# How many logs ("warteschlange") or drafts ("entwuerfe") lie on the device, whoever wrote them.
LIEGEND = """(lager) => new Promise((gut) => {
  indexedDB.open("unterwegs").onsuccess = ({ target: { result: bank } }) => {
    const frage = bank.transaction(lager).objectStore(lager).count();
    frage.onsuccess = () => { bank.close(); gut(frage.result); };
  };
})"""
# Everything that the line about the net has said since.
MITHOEREN = """() => {
  window.gesagt = [];
  const ort = document.querySelector("[data-netz]");
  new MutationObserver(() => window.gesagt.push(ort.textContent)).observe(ort, { childList: true });
}"""


@pytest.fixture
def miriam(server: str) -> Benutzer:
    person = fabriken.BenutzerFabrik.create(vorname="Miriam", rollen=[Rolle.BESUCHSDIENST])
    fabriken.besuchskraft(person)
    return person


@pytest.fixture
def besuch(miriam: Benutzer) -> Besuch:
    return fabriken.geplanter_besuch(miriam, HEUTE, "Öztürk", stunde=8)


@pytest.fixture
def telefon(fenster: Fenster, miriam: Benutzer, besuch: Besuch) -> BrowserContext:
    return fenster(miriam, **TELEFON)


def adresse(besuch: Besuch) -> str:
    return reverse("besuche:protokoll", args=[besuch.pk])


def notiz(seite: Page) -> Any:
    return seite.get_by_label("Notiz")


def abschliessen(seite: Page) -> None:
    seite.get_by_role("button", name="Protokoll abschließen").tap()


def tag_oeffnen(telefon: BrowserContext, besuch: Besuch) -> Page:
    """Mein Tag, with the sheet of the day on the phone and the worker at its service."""
    seite = telefon.new_page()
    seite.goto(MEIN_TAG)
    seite.evaluate(
        f"""async weg => {{
          const ende = performance.now() + 10_000;
          while (!navigator.serviceWorker.controller || !(await ({BLAETTER})()).includes(weg)) {{
            if (performance.now() > ende) throw new Error("The phone does not keep the sheet.");
            await new Promise(requestAnimationFrame);
          }}
        }}""",
        adresse(besuch),
    )
    return seite


# --- The form loses nothing ------------------------------------------------------------------------


def test_der_entwurf_ueberlebt_das_neuladen_und_ein_anderes_geraet(
    telefon: BrowserContext, fenster: Fenster, miriam: Benutzer, besuch: Besuch
):
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    seite.locator("label", has_text="Kita").tap()
    notiz(seite).fill("fragt nach einem Platz")
    expect(seite.get_by_text(GESPEICHERT)).to_be_visible()
    seite.reload()
    expect(notiz(seite)).to_have_value("fragt nach einem Platz")
    expect(seite.get_by_text("Entwurf vom")).to_be_visible()
    anderswo = fenster(miriam).new_page()
    anderswo.goto(adresse(besuch))
    expect(anderswo.get_by_role("checkbox", name="Kita")).to_be_checked()
    anderswo.get_by_role("button", name="Entwurf verwerfen").click()
    expect(notiz(anderswo)).to_have_value("")
    assert not Protokollentwurf.objects.filter(besuch=besuch).exists()


def test_was_ohne_netz_getippt_wurde_ueberlebt_das_neuladen(telefon: BrowserContext, besuch: Besuch):
    seite = tag_oeffnen(telefon, besuch)
    seite.goto(adresse(besuch))
    telefon.set_offline(True)
    notiz(seite).fill("im Keller geschrieben")
    expect(seite.get_by_role("status").filter(has_text="Keine Verbindung")).to_be_visible()
    seite.reload()
    expect(notiz(seite)).to_have_value("im Keller geschrieben")
    telefon.set_offline(False)
    expect(seite.get_by_text(GESPEICHERT)).to_be_visible()
    assert Protokollentwurf.objects.get(besuch=besuch).felder["notiz"] == ["im Keller geschrieben"]


@pytest.mark.parametrize(("antwort", "gilt"), [(False, "am Schreibtisch"), (True, "am Telefon")])
def test_ein_entwurf_vom_telefon_fragt_bevor_er_einen_neueren_ersetzt(
    telefon: BrowserContext, fenster: Fenster, miriam: Benutzer, besuch: Besuch, antwort: bool, gilt: str
):
    telefon.route("**/protokoll/entwurf/", lambda weg: weg.abort())
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).fill("am Telefon")
    expect(seite.get_by_role("status").filter(has_text="Keine Verbindung")).to_be_visible()
    seite.goto("about:blank")
    anderswo = fenster(miriam).new_page()
    anderswo.goto(adresse(besuch))
    notiz(anderswo).fill("am Schreibtisch")
    expect(anderswo.get_by_text(GESPEICHERT)).to_be_visible()
    telefon.unroute_all()
    fragen: list[str] = []
    seite.once("dialog", lambda frage: (fragen.append(frage.message), beantworten(frage, antwort)))
    with seite.expect_event("dialog"):
        seite.goto(adresse(besuch))
    assert "Inzwischen ist ein neuerer gespeichert" in fragen[0]
    expect(notiz(seite)).to_have_value(gilt)
    seite.wait_for_timeout(1500)
    assert Protokollentwurf.objects.get(besuch=besuch).felder["notiz"] == [gilt]
    assert seite.evaluate(LIEGEND, "entwuerfe") == 0


def beantworten(frage: Dialog, antwort: bool) -> None:
    if antwort:
        frage.accept()
    else:
        frage.dismiss()


def test_eine_abgebrochene_verbindung_wird_gezeigt_wiederholt_und_ergibt_ein_protokoll(
    telefon: BrowserContext, besuch: Besuch
):
    """The answer of the first sending is lost: the server has the log, the phone does not know it."""
    antworten: list[str] = []

    def verlieren(weg: Route) -> None:
        if weg.request.method == "POST" and not antworten:
            antworten.append(weg.fetch(max_redirects=0).text())
            weg.abort()
        else:
            weg.continue_()

    telefon.route(f"**{adresse(besuch)}", verlieren)
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).fill("nur einmal")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Keine Verbindung")).to_be_visible()
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    assert len(antworten) == 1
    assert Protokoll.objects.get(besuch=besuch).notiz == "nur einmal"
    assert Protokollsendung.objects.filter(besuch=besuch).count() == 1


def test_auf_eine_antwort_wird_nicht_ewig_gewartet_und_es_zaehlt_einmal(
    telefon: BrowserContext, besuch: Besuch
):
    """The log has arrived, the answer is held back: the phone says what it does, gives up, asks again."""
    telefon.add_init_script(
        "const lange = AbortSignal.timeout; AbortSignal.timeout = (ms) => lange.call(AbortSignal, ms / 10);"
    )
    gehalten: list[str] = []

    def halten(weg: Route) -> None:
        if weg.request.method == "POST" and not gehalten:
            gehalten.append(weg.fetch(max_redirects=0).text())
        else:
            weg.continue_()

    telefon.route(f"**{adresse(besuch)}", halten)
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).fill("im Schneckennetz")
    seite.evaluate(MITHOEREN)
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    assert seite.evaluate("window.gesagt[0]") == "Das Protokoll wird gesendet …"
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    assert len(gehalten) == 1
    assert Protokollsendung.objects.filter(besuch=besuch).count() == 1
    assert besuch.verlauf.filter(nach="protokolliert").count() == 1


def test_was_beim_aendern_noch_unterwegs_war_wird_gesagt(telefon: BrowserContext, besuch: Besuch):
    """The first version arrives after the second has been queued: nothing of that is passed over."""
    gesendet: list[Route] = []

    def aufhalten(weg: Route) -> None:
        if weg.request.method != "POST" or len(gesendet) > 1:
            weg.continue_()
            return
        gesendet.append(weg)
        if len(gesendet) == 1:
            weg.abort()

    telefon.route(f"**{adresse(besuch)}", aufhalten)
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).fill("erste Fassung")
    abschliessen(seite)
    while len(gesendet) < 2:
        seite.wait_for_timeout(50)
    seite.get_by_role("button", name="Doch noch ändern").tap()
    expect(seite.get_by_text("gilt die erste Fassung")).to_be_visible()
    notiz(seite).fill("zweite Fassung")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="wird gesendet")).to_be_visible()
    gesendet[1].continue_()
    expect(seite.get_by_text("schon angekommen, aber mit anderen Angaben")).to_be_visible()
    expect(notiz(seite)).to_have_value("zweite Fassung")
    assert Protokoll.objects.get(besuch=besuch).notiz == "erste Fassung"
    seite.goto(MEIN_TAG)
    expect(seite.get_by_role("status").filter(has_text="nicht angenommen")).to_be_visible()


def test_ein_doppelter_fingertipp_schreibt_ein_protokoll(telefon: BrowserContext, besuch: Besuch):
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    seite.get_by_role("button", name="Protokoll abschließen").dblclick()
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    assert besuch.verlauf.filter(nach="protokolliert").count() == 1


def test_ein_fehler_der_eingabe_laesst_alles_stehen(telefon: BrowserContext, besuch: Besuch):
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).evaluate("feld => { feld.removeAttribute('maxlength'); }")
    notiz(seite).fill("x" * 501)
    seite.locator("label", has_text="Wohnen").tap()
    abschliessen(seite)
    expect(seite.get_by_role("alert").first).to_be_visible()
    expect(notiz(seite)).to_have_value("x" * 501)
    expect(seite.get_by_role("checkbox", name="Wohnen")).to_be_checked()
    notiz(seite).fill("kürzer")
    abschliessen(seite)
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()


def test_nach_einer_abgelaufenen_sitzung_steht_das_halbe_formular_wieder_da(
    telefon: BrowserContext, miriam: Benutzer, besuch: Besuch
):
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    telefon.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    notiz(seite).fill("halb fertig")
    expect(seite.get_by_role("status").filter(has_text="Sie sind abgemeldet")).to_be_visible()
    seite.get_by_role("link", name="Neu anmelden").tap()
    anmelden(seite, miriam)
    expect(notiz(seite)).to_have_value("halb fertig")
    expect(seite.get_by_text(GESPEICHERT)).to_be_visible()


def anmelden(seite: Page, wer: Benutzer) -> None:
    seite.get_by_label("E-Mail-Adresse").fill(wer.email)
    seite.get_by_label("Passwort", exact=True).fill(fabriken.PASSWORT)
    seite.get_by_role("button", name="Anmelden").tap()
    seite.wait_for_url(lambda weg: reverse("account_login") not in weg)


# --- The day without a net --------------------------------------------------------------------------


def test_mein_tag_ist_ohne_netz_lesbar_und_sonst_nichts(telefon: BrowserContext, besuch: Besuch):
    seite = tag_oeffnen(telefon, besuch)
    telefon.set_offline(True)
    seite.goto(MEIN_TAG)
    expect(seite.get_by_role("heading", name="Familie Öztürk")).to_be_visible()
    expect(seite.get_by_role("status").filter(has_text="Ohne Verbindung")).to_be_visible()
    seite.goto(reverse("besuche:woche"))
    expect(seite.get_by_role("heading", name="Ohne Netz nicht da")).to_be_visible()
    gehalten = set(seite.evaluate(BLAETTER))
    assert {weg for weg in gehalten if not re.match("/static/|/farbe.css", weg)} == {
        MEIN_TAG,
        adresse(besuch),
    }


def test_ein_protokoll_ohne_netz_wartet_und_kommt_genau_einmal_an(telefon: BrowserContext, besuch: Besuch):
    seite = tag_oeffnen(telefon, besuch)
    telefon.set_offline(True)
    seite.get_by_role("link", name="Protokoll schreiben").tap()
    notiz(seite).fill("ohne Netz")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    seite.get_by_role("link", name="Zurück zum Tag").tap()
    expect(seite.get_by_role("status").filter(has_text="1 Protokoll wartet auf Netz.")).to_be_visible()
    assert not Protokoll.objects.filter(besuch=besuch).exists()
    zweite = telefon.new_page()  # two pages send the same queue
    zweite.goto(MEIN_TAG)
    expect(zweite.get_by_text("1 Protokoll wartet auf Netz.")).to_be_visible()
    telefon.set_offline(False)
    expect(seite.get_by_text("abgeschlossen")).to_be_visible()
    assert Protokoll.objects.get(besuch=besuch).notiz == "ohne Netz"
    assert besuch.verlauf.filter(nach="protokolliert").count() == 1
    expect(seite.get_by_text("wartet auf Netz")).to_have_count(0)
    assert seite.evaluate(LIEGEND, "warteschlange") == 0


def test_der_entwurf_redet_dem_wartenden_protokoll_nicht_dazwischen(telefon: BrowserContext, besuch: Besuch):
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    telefon.set_offline(True)
    seite.evaluate(MITHOEREN)
    notiz(seite).fill("eben getippt")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    seite.wait_for_timeout(3000)  # the draft would have been sent after 0.8
    gesagt = seite.evaluate("window.gesagt")
    assert [satz for satz in gesagt if "Entwurf" in satz] == []
    assert (seite.evaluate(LIEGEND, "warteschlange"), seite.evaluate(LIEGEND, "entwuerfe")) == (1, 0)


def test_ein_wartendes_protokoll_trifft_nicht_den_naechsten_termin(
    telefon: BrowserContext, miriam: Benutzer, besuch: Besuch
):
    seite = tag_oeffnen(telefon, besuch)
    telefon.set_offline(True)
    seite.goto(adresse(besuch))
    seite.locator("label", has_text="Niemand da").tap()
    notiz(seite).fill("Nachbarin gefragt")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    nachmittags = fabriken.fenster(miriam, HEUTE, 14)
    besuch_verschieben(besuch.pk, fenster=nachmittags, durch=miriam, vereinbart=True)
    telefon.set_offline(False)
    expect(seite.get_by_text("für den Termin am 07.09.2026 um 8:00 Uhr geschrieben")).to_be_visible()
    expect(notiz(seite)).to_have_value("Nachbarin gefragt")
    besuch.refresh_from_db()
    assert (besuch.status, besuch.versuche) == ("bestaetigt", 0)
    seite.goto(MEIN_TAG)
    expect(
        seite.get_by_text("Familie Öztürk, Montag, 7. September, 8:00 Uhr: nicht angenommen")
    ).to_be_visible()
    seite.get_by_role("link", name="Ändern").tap()
    expect(notiz(seite)).to_have_value("Nachbarin gefragt")
    expect(seite.get_by_text(GESPEICHERT)).to_be_visible()
    abschliessen(seite)
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    besuch.refresh_from_db()
    assert besuch.versuche == 1
    assert seite.evaluate(LIEGEND, "warteschlange") == 0


@pytest.mark.parametrize("stoerung", ["fehler", "langsam"])
def test_ein_gestoerter_server_ist_wie_kein_netz(
    telefon: BrowserContext, besuch: Besuch, stoerung: str, monkeypatch: pytest.MonkeyPatch
):
    def stoeren(*_: Any, **__: Any) -> None:
        if stoerung == "fehler":
            raise RuntimeError("The server stumbles.")
        sleep(8)

    seite = tag_oeffnen(telefon, besuch)
    monkeypatch.setattr(unterwegs, "vermerken", stoeren)
    seite.goto(MEIN_TAG, timeout=7000)
    expect(seite.get_by_role("heading", name="Familie Öztürk")).to_be_visible()
    monkeypatch.undo()
    sleep(1)  # the worker has had time to delete
    assert {MEIN_TAG, adresse(besuch)} <= set(seite.evaluate(BLAETTER))


def test_eine_langsame_verbindung_sagt_von_wann_der_stand_ist(telefon: BrowserContext, besuch: Besuch):
    telefon.route("**/mein-tag/marke/", lambda weg: None)  # never answered
    seite = telefon.new_page()
    seite.goto(MEIN_TAG)
    expect(seite.get_by_role("status").filter(has_text="Die Verbindung ist langsam.")).to_be_visible()


def test_was_wartet_laesst_sich_noch_aendern_und_geht_dann_nicht_von_selbst(
    telefon: BrowserContext, besuch: Besuch
):
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    telefon.set_offline(True)
    notiz(seite).fill("voreilig")
    abschliessen(seite)
    seite.get_by_role("button", name="Doch noch ändern").tap()
    telefon.set_offline(False)
    expect(seite.get_by_text(GESPEICHERT)).to_be_visible()
    assert not Protokoll.objects.filter(besuch=besuch).exists()
    notiz(seite).fill("überlegt")
    abschliessen(seite)
    expect(seite.get_by_text("Das Protokoll ist gespeichert.")).to_be_visible()
    assert Protokoll.objects.get(besuch=besuch).notiz == "überlegt"


def test_ein_wartendes_protokoll_wird_nur_fuer_die_gesendet_die_es_schrieb(
    telefon: BrowserContext, miriam: Benutzer, besuch: Besuch
):
    aylin = fabriken.BenutzerFabrik.create(vorname="Aylin", rollen=[Rolle.BESUCHSDIENST])
    seite = tag_oeffnen(telefon, besuch)
    telefon.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    seite.goto(reverse("account_login"))
    assert seite.evaluate(BLAETTER) == []  # who signs in next does not find the sheet of the last one
    anmelden(seite, miriam)
    seite = tag_oeffnen(telefon, besuch)
    seite.goto(adresse(besuch))
    telefon.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    notiz(seite).fill("von Miriam")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    seite.get_by_role("link", name="Neu anmelden").tap()
    anmelden(seite, aylin)
    gesendet: list[str] = []
    telefon.on("request", lambda bitte: gesendet.append(bitte.url) if bitte.method == "POST" else None)
    seite.goto(MEIN_TAG)
    seite.wait_for_load_state("networkidle")
    expect(seite.get_by_text("Keine Besuche an diesem Tag")).to_be_visible()
    expect(seite.locator("[data-netz]")).to_be_empty()
    assert (gesendet, seite.evaluate(LIEGEND, "warteschlange")) == ([], 1)
    assert not Protokoll.objects.filter(besuch=besuch).exists()
    telefon.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    seite.goto(MEIN_TAG)
    anmelden(seite, miriam)
    expect(seite.get_by_text("abgeschlossen")).to_be_visible()
    assert Protokoll.objects.get(besuch=besuch).notiz == "von Miriam"


def test_nach_dem_abmelden_liegt_nichts_mehr_auf_dem_telefon(telefon: BrowserContext, besuch: Besuch):
    seite = tag_oeffnen(telefon, besuch)
    seite.goto(reverse("account_logout"))
    seite.get_by_role("button", name="Ja, abmelden").tap()
    expect(seite.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert seite.evaluate(BLAETTER) == []
    assert seite.evaluate("indexedDB.databases().then(alle => alle.length)") == 0
    telefon.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        seite.goto(MEIN_TAG)


def abmelden(seite: Page, *, antwort: bool) -> str:
    """Sign out on the page that asks for it; what the browser asks or says then, answered with yes or no."""
    fragen: list[str] = []

    seite.once("dialog", lambda frage: (fragen.append(frage.message), beantworten(frage, antwort)))
    with seite.expect_event("dialog"):
        seite.get_by_role("button", name="Ja, abmelden").tap()
    return fragen[0]


def test_das_abmelden_fragt_nach_einem_entwurf_der_nur_hier_liegt(telefon: BrowserContext, besuch: Besuch):
    telefon.route("**/protokoll/entwurf/", lambda weg: weg.abort())
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).fill("noch nirgends sonst")
    expect(seite.get_by_role("status").filter(has_text="Keine Verbindung")).to_be_visible()
    seite.goto(reverse("account_logout"))
    frage = abmelden(seite, antwort=False)
    assert "liegt noch ein Entwurf. Wenn Sie sich jetzt abmelden, geht er verloren." in frage
    assert seite.evaluate(LIEGEND, "entwuerfe") == 1
    abmelden(seite, antwort=True)
    expect(seite.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert seite.evaluate("indexedDB.databases().then(alle => alle.length)") == 0


def test_ohne_netz_gibt_es_kein_abmelden_und_nichts_geht_verloren(telefon: BrowserContext, besuch: Besuch):
    seite = tag_oeffnen(telefon, besuch)
    seite.goto(adresse(besuch))
    telefon.set_offline(True)
    notiz(seite).fill("im Treppenhaus")
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    telefon.set_offline(False)
    telefon.route(f"**{adresse(besuch)}", lambda weg: weg.abort())  # the net comes and goes
    seite.goto(reverse("account_logout"))
    telefon.set_offline(True)
    assert "Abmelden geht erst wieder mit Netz" in abmelden(seite, antwort=True)
    assert adresse(besuch) in seite.evaluate(BLAETTER)
    assert seite.evaluate(LIEGEND, "warteschlange") == 1
    telefon.unroute_all()
    telefon.set_offline(False)
    seite.get_by_role("button", name="Ja, abmelden").tap()  # sends first, so there is nothing to ask
    expect(seite.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert Protokoll.objects.get(besuch=besuch).notiz == "im Treppenhaus"


def test_das_abmelden_fragt_auch_nach_protokollen_anderer_auf_demselben_geraet(
    telefon: BrowserContext, besuch: Besuch
):
    aylin = fabriken.BenutzerFabrik.create(vorname="Aylin", rollen=[Rolle.BESUCHSDIENST])
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    telefon.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    abschliessen(seite)
    expect(seite.get_by_role("status").filter(has_text="Das Protokoll wartet")).to_be_visible()
    seite.get_by_role("link", name="Neu anmelden").tap()
    anmelden(seite, aylin)
    seite.goto(reverse("account_logout"))
    frage = abmelden(seite, antwort=False)
    assert "ein nicht gesendetes Protokoll. Nicht alles davon ist von Ihnen." in frage
    assert seite.evaluate(LIEGEND, "warteschlange") == 1


def test_wo_der_browser_nichts_behaelt_geht_das_abmelden_trotzdem(telefon: BrowserContext, besuch: Besuch):
    telefon.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }"
    )
    seite = telefon.new_page()
    seite.goto(reverse("account_logout"))
    seite.get_by_role("button", name="Ja, abmelden").tap()
    expect(seite.get_by_role("heading", name="Anmelden")).to_be_visible()


@pytest.mark.parametrize("stoerung", [403, 413])
def test_was_der_server_nicht_annimmt_wartet_mit_einem_eigenen_satz(
    telefon: BrowserContext, besuch: Besuch, stoerung: int
):
    """A token that does not fit, and a proxy in front of us to which a form is too long."""

    def stoeren(weg: Route) -> None:
        if weg.request.method != "POST":
            weg.continue_()
        elif stoerung == 403:
            weg.continue_(post_data=re.sub("csrfmiddlewaretoken=[^&]*", "", weg.request.post_data or ""))
        else:
            weg.fulfill(status=stoerung, content_type="text/html", body="Request Entity Too Large")

    telefon.route(f"**{adresse(besuch)}", stoeren)
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    notiz(seite).fill("bleibt")
    abschliessen(seite)
    expect(seite.get_by_text(f"gerade nicht an (Fehler {stoerung})")).to_be_visible()
    seite.goto(MEIN_TAG)
    expect(seite.get_by_text("Ein Protokoll wartet. Der Server nimmt das Geschriebene")).to_be_visible()
    assert seite.evaluate(LIEGEND, "warteschlange") == 1
    telefon.unroute_all()
    seite.reload()
    expect(seite.get_by_text("abgeschlossen")).to_be_visible()
    assert Protokoll.objects.get(besuch=besuch).notiz == "bleibt"


def test_ein_uebergebener_besuch_wird_beim_namen_genannt(telefon: BrowserContext, besuch: Besuch):
    aylin = fabriken.BenutzerFabrik.create(vorname="Aylin", rollen=[Rolle.BESUCHSDIENST])
    fabriken.besuchskraft(aylin)
    seite = tag_oeffnen(telefon, besuch)
    telefon.set_offline(True)
    seite.goto(adresse(besuch))
    abschliessen(seite)
    seite.get_by_role("link", name="Zurück zum Tag").tap()
    expect(seite.get_by_text("1 Protokoll wartet auf Netz.")).to_be_visible()
    Besuch.objects.filter(pk=besuch.pk).update(besuchskraft=aylin)
    telefon.set_offline(False)
    expect(seite.get_by_text("gehört nicht mehr zu Ihren Besuchen")).to_be_visible()


def test_ein_abgelehntes_protokoll_bleibt_lesbar_bis_jemand_es_verwirft(
    telefon: BrowserContext, besuch: Besuch
):
    """Handed to a colleague while the form was open: there is no page any more that shows it."""
    aylin = fabriken.BenutzerFabrik.create(vorname="Aylin", rollen=[Rolle.BESUCHSDIENST])
    fabriken.besuchskraft(aylin)
    seite = telefon.new_page()
    seite.goto(adresse(besuch))
    seite.locator("label", has_text="Kita").tap()
    notiz(seite).fill("wünscht einen Anruf")
    Besuch.objects.filter(pk=besuch.pk).update(besuchskraft=aylin)
    abschliessen(seite)
    expect(seite.get_by_text("gehört nicht mehr zu Ihren Besuchen")).to_be_visible()
    expect(notiz(seite)).to_have_value("wünscht einen Anruf")
    seite.get_by_role("link", name="Zurück zum Tag").tap()
    zeile = seite.get_by_role("status").filter(has_text="nicht angenommen")
    expect(zeile).to_contain_text("Familie Öztürk, Montag, 7. September, 8:00 Uhr")
    seite.get_by_role("button", name="Ansehen").tap()
    expect(zeile).to_contain_text("Notiz: wünscht einen Anruf")
    expect(zeile).to_contain_text("Fällig am: 14.9.2026")
    expect(zeile).to_contain_text("Worüber haben Sie gesprochen? Kita")
    expect(seite.get_by_role("link", name="Ändern")).to_have_count(0)
    for antwort, bleibt in ((False, 1), (True, 0)):
        seite.once("dialog", lambda frage, antwort=antwort: beantworten(frage, antwort))
        with seite.expect_event("dialog"):
            seite.get_by_role("button", name="Verwerfen").tap()
        expect(zeile).to_have_count(bleibt)
        assert seite.evaluate(LIEGEND, "warteschlange") == bleibt


def test_an_einem_anderen_tag_zeigt_das_telefon_nichts(telefon: BrowserContext, besuch: Besuch):
    seite = tag_oeffnen(telefon, besuch)
    telefon.set_offline(True)
    seite.goto(MEIN_TAG)  # control: today it is there
    expect(seite.get_by_role("heading", name="Familie Öztürk")).to_be_visible()
    seite.evaluate("""async () => {  // as if it had been kept yesterday
      const [name] = (await caches.keys()).filter(name => name.startsWith("tag/"));
      const [, ende, person] = name.split("/");
      const heute = await caches.open(name);
      const gestern = await caches.open(`tag/${ende - 86_400_000}/${person}`);
      for (const anfrage of await heute.keys()) await gestern.put(anfrage, await heute.match(anfrage));
      await caches.delete(name);
    }""")
    seite.goto(MEIN_TAG)
    expect(seite.get_by_role("heading", name="Ohne Netz nicht da")).to_be_visible()
    assert seite.evaluate(BLAETTER) == []


# --- From paper -------------------------------------------------------------------------------------


def test_vom_papier_geht_es_mit_der_tastatur_und_keine_zeile_geht_verloren(
    fenster: Fenster, miriam: Benutzer, besuch: Besuch
):
    fabriken.geplanter_besuch(miriam, HEUTE, "Müller", stunde=11)
    seite = fenster(miriam).new_page()
    seite.goto(reverse("besuche:nachtragen"))
    oeztuerk, mueller = (seite.get_by_role("group", name=f"Familie {name}") for name in ("Öztürk", "Müller"))
    expect(oeztuerk.get_by_label("Ergebnis", exact=True)).to_be_visible()  # nothing in it is called voluntary
    mueller.get_by_label("Notiz").fill("erst halb abgeschrieben")
    oeztuerk.get_by_label("Ergebnis").focus()
    seite.keyboard.type("Besuch")
    seite.keyboard.press("Tab")
    seite.keyboard.type("60")
    seite.keyboard.press("Tab")
    seite.keyboard.type("vom Papier")
    seite.keyboard.press("Enter")
    expect(seite.get_by_text("1 Protokoll ist gespeichert.")).to_be_visible()
    expect(oeztuerk).to_have_count(0)
    expect(mueller.get_by_label("Notiz")).to_have_value("erst halb abgeschrieben")
    protokoll = Protokoll.objects.get(besuch=besuch)
    assert (protokoll.notiz, protokoll.dauer_minuten) == ("vom Papier", 60)
    with seite.expect_response("**/protokoll/entwurf/"):
        mueller.get_by_label("Notiz").fill("fast fertig")
    seite.goto(reverse("besuche:nachtragen"))
    expect(mueller.get_by_label("Notiz")).to_have_value("fast fertig")


def test_was_vom_papier_gespeichert_ist_laesst_keinen_entwurf_auf_dem_geraet(
    fenster: Fenster, miriam: Benutzer, besuch: Besuch
):
    """Typed and saved before the draft was sent: it would be found again at the next appointment."""
    kontext = fenster(miriam)
    kontext.route("**/protokoll/entwurf/", lambda weg: weg.abort())
    seite = kontext.new_page()
    seite.goto(reverse("besuche:nachtragen"))
    zeile = seite.get_by_role("group", name="Familie Öztürk")
    zeile.get_by_label("Notiz").fill("rasch getippt")
    zeile.get_by_label("Ergebnis", exact=True).select_option("nicht_angetroffen")
    seite.get_by_role("button", name="Speichern").click()
    expect(seite.get_by_text("1 Protokoll ist gespeichert.")).to_be_visible()
    seite.wait_for_load_state("networkidle")
    assert seite.evaluate(LIEGEND, "entwuerfe") == 0
    neuer = fabriken.fenster(miriam, HEUTE, 14)
    besuch_verschieben(besuch.pk, fenster=neuer, durch=miriam, vereinbart=True)
    seite.goto(reverse("besuche:nachtragen"))
    expect(zeile.get_by_label("Notiz")).to_have_value("")
    zeile.get_by_label("Ergebnis", exact=True).select_option("nicht_angetroffen")
    seite.get_by_role("button", name="Speichern").click()
    expect(seite.get_by_text("1 Protokoll ist gespeichert.")).to_be_visible()
    besuch.refresh_from_db()
    assert besuch.versuche == 2
