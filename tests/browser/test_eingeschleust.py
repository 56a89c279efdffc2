"""A9: a real browser over pages full of payloads, under the policy that everybody gets: nothing runs."""

from dataclasses import dataclass, field

import pytest
from django.template import engines
from playwright.sync_api import BrowserContext, Error

from familienbuero.konten.enums import Rolle
from tests import bestand
from tests.angriff.test_eingeschleust import MARKE, verseuchen
from tests.bestand import Bestand
from tests.browser.conftest import SCHREIBTISCH, Fenster
from tests.browser.test_barrierefrei import SEITEN
from tests.stoerung.groesse import groesse
from tests.test_zugriff import ERLAUBT, adresse, person

# Attributes and elements that nobody of us writes: what reached the page as markup, even if it did not run.
FREMDES = """() => [...document.querySelectorAll('*')]
  .filter((el) => /^(iframe|object|embed|math|mi)$/i.test(el.localName)
    || el.matches('base[href]')
    || [...el.attributes].some(({ name, value }) =>
      /^on/.test(name) || (name !== 'value' && /^\\s*javascript:/i.test(value))))
  .map((el) => el.outerHTML.slice(0, 120))"""
ALARM = "window.alert = (wort) => { window.gelaufen = wort; }"


@dataclass
class Beobachtung:
    """What a window showed while somebody leafed through pages."""

    gelaufen: list[str] = field(default_factory=list)
    klagen: list[str] = field(default_factory=list)
    fremde: list[str] = field(default_factory=list)
    zeigt: int = 0


@pytest.fixture(scope="module")
def stadt(server: str, glocke: str) -> Bestand:
    return bestand.anlegen()


def beobachten(stadt: Bestand, kontext: BrowserContext, server: str, namen: list[str]) -> Beobachtung:
    """Open one page after the other; scripts that run set a property, foreign addresses are asked in vain."""
    gesehen = Beobachtung()
    kontext.add_init_script(ALARM)
    kontext.on("console", lambda zeile: gesehen.klagen.append(zeile.text) if zeile.type == "error" else None)
    kontext.on("weberror", lambda fehler: gesehen.klagen.append(str(fehler.error)))
    kontext.route(
        lambda weg: not weg.startswith((server, "data:")),
        lambda ruf: (gesehen.gelaufen.append(ruf.request.url), ruf.abort()),
    )
    seite = kontext.new_page()
    for name in namen:
        try:
            seite.goto(adresse(stadt, name, stadt.eigene))
        except Error as fehler:  # led elsewhere by what was let in
            gesehen.gelaufen.append(fehler.message)
            continue
        seite.evaluate("document.querySelectorAll('details').forEach((el) => { el.open = true; })")
        if seite.evaluate("'gelaufen' in window"):
            gesehen.gelaufen.append(name)
        gesehen.fremde += [f"{name}: {stelle}" for stelle in seite.evaluate(FREMDES)]
        gesehen.zeigt += MARKE in seite.locator("body").inner_text()
    return gesehen


def seiten(wer: Rolle) -> list[str]:
    """Pages of a role, every fourth one unless in full: `tests/angriff` reads all of them without a browser.

    What the head sees as well is looked at by the head.
    """
    alle = dict.fromkeys(name for name, _ in SEITEN if ERLAUBT["GET", name][wer] == 200)
    eigene = [name for name in alle if wer == Rolle.LEITUNG or ERLAUBT["GET", name][Rolle.LEITUNG] != 200]
    return eigene[:: groesse(4, 1)]


@pytest.mark.parametrize("wer", [Rolle.LEITUNG, Rolle.BESUCHSDIENST, Rolle.VERWALTUNG])
@pytest.mark.parametrize("runde", range(groesse(1, 6)))
def test_in_keiner_seite_laeuft_was_jemand_eingetragen_hat(
    runde: int, wer: Rolle, stadt: Bestand, fenster: Fenster, server: str
) -> None:
    assert verseuchen(runde) >= 20
    namen = seiten(wer)
    gesehen = beobachten(stadt, fenster(person(stadt, wer)), server, namen)
    assert (gesehen.gelaufen, gesehen.klagen, gesehen.fremde) == ([], [], [])
    assert gesehen.zeigt >= 5 or wer != Rolle.LEITUNG


@pytest.mark.parametrize("richtlinie", [True, False], ids=["nur Richtlinie", "ohne beides"])
def test_gegenprobe_ohne_maskieren_haelt_die_richtlinie_allein_und_ohne_sie_laeuft_es(
    richtlinie: bool, stadt: Bestand, fenster: Fenster, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verseuchen(0)
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    kontext = fenster(stadt.personen[Rolle.LEITUNG], bypass_csp=not richtlinie, **SCHREIBTISCH)
    namen = ["seiten:heute", "stammdaten:familie", "besuche:besuch", "einladungen:uebersicht"]
    gesehen = beobachten(stadt, kontext, server, namen)
    assert gesehen.fremde
    assert bool(gesehen.gelaufen) is not richtlinie
    assert any("Content Security Policy" in klage for klage in gesehen.klagen) is richtlinie
