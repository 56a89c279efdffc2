"""The ways in which people look at a page, and what is wrong in each of them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from tests.browser import axe


@dataclass(frozen=True)
class Ansicht:
    breite: int
    farben: Literal["light", "dark"] = "light"
    medium: Literal["screen", "print"] = "screen"
    von_rechts: bool = False


# `make barrierefrei` looks at everything in every way; other runs take one look at each page, at some states.
RASTER = bool(os.environ.get("RASTER"))
SCHREIBTISCH, TELEFON = 1280, 320
ANSICHTEN = {
    "hell": Ansicht(SCHREIBTISCH),
    "schmal": Ansicht(TELEFON),
    "dunkel": Ansicht(SCHREIBTISCH, "dark"),
    "schmal-dunkel": Ansicht(TELEFON, "dark"),
    # To enlarge a page to 200 % halves the pixels that it has.
    "vergrößert": Ansicht(SCHREIBTISCH // 2),
    "druck": Ansicht(720, medium="print"),
    # Pages of the office stay German, and could bear the other direction.
    "arabisch": Ansicht(SCHREIBTISCH, von_rechts=True),
    "arabisch-schmal": Ansicht(TELEFON, von_rechts=True),
}
# Words that lie outside the screen or are cut off by a box, and that nobody can scroll to. Boxes of one pixel
# hold what is meant for ears alone.
ABGESCHNITTEN = """() => {
  const fehlt = (text) => {
    const auswahl = document.createRange();
    auswahl.selectNodeContents(text);
    const worte = auswahl.getBoundingClientRect();
    if (!worte.width) return false;
    for (let um = text.parentElement; um !== document.documentElement; um = um.parentElement) {
      const stil = getComputedStyle(um), kasten = um.getBoundingClientRect();
      if (/auto|scroll/.test(stil.overflowX) || kasten.width <= 1) return false;
      const ragt = worte.left < kasten.left - 1 || worte.right > kasten.right + 1;
      if (ragt && /hidden|clip/.test(stil.overflowX)) return true;
    }
    return worte.left < -1 || worte.right > document.documentElement.clientWidth + 1;
  };
  const texte = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), gefunden = [];
  while (texte.nextNode()) {
    const text = texte.currentNode, um = text.parentElement;
    if (text.data.trim() && um.checkVisibility() && !um.closest('.fb-sprung, script, select') && fehlt(text))
      gefunden.push(text.data.trim().slice(0, 60));
  }
  return gefunden;
}"""


def ansichten(nummer: int) -> list[str]:
    """The looks at page `nummer`: one in turn, or all of them."""
    return list(ANSICHTEN) if RASTER else [list(ANSICHTEN)[nummer % len(ANSICHTEN)]]


def breiter(seite: Page) -> int:
    """By how many pixels a page is wider than the screen; the place of the scroll bar does not count."""
    mehr = seite.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, int(mehr))


def einstellen(seite: Page, name: str, *, uebersetzt: bool = False) -> None:
    """Look at an open page in this way; what is `uebersetzt` has a language and a direction of its own."""
    ansicht = ANSICHTEN[name]
    seite.set_viewport_size({"width": ansicht.breite, "height": 800})
    seite.emulate_media(media=ansicht.medium, color_scheme=ansicht.farben)
    if uebersetzt:
        return
    sprache = ("ar", "rtl") if ansicht.von_rechts else ("de", "ltr")
    seite.evaluate("([lang, dir]) => Object.assign(document.documentElement, {lang, dir})", sprache)


def aufklappen(seite: Page) -> None:
    """Open what is folded away, because that too is read."""
    verborgenes = seite.locator("main details:not([open]) > summary")
    while verborgenes.count():
        verborgenes.first.click()


def maengel(seite: Page, namen: Iterable[str] = ANSICHTEN, *, uebersetzt: bool = False) -> list[str]:
    """What is wrong with an open page, one line each, look first; its window must `bypass_csp`."""
    gefunden = []
    for name in namen:
        einstellen(seite, name, uebersetzt=uebersetzt)
        gedruckt = ANSICHTEN[name].medium == "print"
        gefunden += [f"{name}: {zeile}" for zeile in axe.maengel(seite, gedruckt=gedruckt)]
        gefunden += [f"{name}: {zu_breit} Pixel zu breit" for zu_breit in [breiter(seite)] if zu_breit]
        gefunden += [f"{name}: abgeschnitten: {worte}" for worte in seite.evaluate(ABGESCHNITTEN)]
    return gefunden
