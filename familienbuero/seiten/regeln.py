"""Contrast of colours, cleaning of texts, greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import nh3
from django.utils.html import escape

if TYPE_CHECKING:
    from familienbuero.stammdaten.models import Kommune

# Grounds the accent stands on: --fb-grund in static/css/werte.css, light and dark.
GRUND_HELL = "#ffffff"
GRUND_DUNKEL = "#12181d"
KONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA)

ERLAUBT = {"a", "br", "em", "h2", "h3", "li", "ol", "p", "strong", "ul"}
ABSATZ = re.compile(r"</?p>")
BLOCK = re.compile(r"(</?(?:h2|h3|ol|ul)>)")
# Not one that would make another sign of what follows.
EIN_UND = re.compile(r"&amp;(?![#\w]+;)")
# A place for a word of ours; everything else in braces is text.
PLATZHALTER = re.compile(r"\{(\w+)\}")


def helligkeit(farbe: str) -> float:
    """Relative luminance of "#rrggbb" as WCAG defines it: 0 is black, 1 is white."""
    anteile = [int(farbe[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rot, gruen, blau = (
        anteil / 12.92 if anteil <= 0.04045 else ((anteil + 0.055) / 1.055) ** 2.4 for anteil in anteile
    )
    return 0.2126 * rot + 0.7152 * gruen + 0.0722 * blau


def kontrast(eine: str, andere: str) -> float:
    """Contrast of two colours, from 1 (none) to 21 (black on white)."""
    dunkel, hell = sorted((helligkeit(eine), helligkeit(andere)))
    return (hell + 0.05) / (dunkel + 0.05)


def bereinigen(text: str) -> str:
    """Leave of a text from the browser what a page may hold: headings, paragraphs, lists, links.

    Lines apart by an empty one become paragraphs, so that nobody has to write `<p>`.
    """
    sauber = nh3.clean(
        text, tags=ERLAUBT, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto", "tel"}
    )
    return "\n\n".join(_bloecke(ABSATZ.sub("\n\n", sauber.replace("\r", ""))))


def _bloecke(sauber: str) -> Iterator[str]:
    """Headings and lists as they are, and what stands between them in paragraphs."""
    block, tiefe = "", 0
    for stueck in BLOCK.split(sauber):
        ist_marke = BLOCK.fullmatch(stueck)
        if not (ist_marke or tiefe):
            absaetze = re.split(r"\n\s*\n", stueck)
            yield from (f"<p>{absatz.strip()}</p>" for absatz in absaetze if absatz.strip())
            continue
        block += stueck
        if ist_marke:
            tiefe += -1 if stueck.startswith("</") else 1
            if not tiefe:
                yield block
                block = ""


def ohne_absaetze(text: str) -> str:
    """A cleaned text as one types it, without marks of paragraphs. The opposite of `bereinigen`."""
    return EIN_UND.sub("&", ABSATZ.sub("", text))


def _angaben(kommune: Kommune) -> dict[str, str]:
    """What the municipality's texts can name."""
    return {
        "name": kommune.name,
        "amt": kommune.amt,
        "anschrift": f"{kommune.strasse}, {kommune.plz} {kommune.ort}",
        "telefon": kommune.telefon,
        "email": kommune.email,
        "datenschutzbeauftragte": kommune.datenschutzbeauftragte,
        "aufsichtsbehoerde": kommune.aufsichtsbehoerde,
    }


def ausfuellen(text: str, kommune: Kommune) -> str:
    """Put the municipality's data into a cleaned text: {name}, {amt}, {anschrift}, {telefon}, {email} …"""
    werte = _angaben(kommune)
    return PLATZHALTER.sub(lambda fund: escape(werte.get(fund[1], fund[0])), text)


def unbekannte_platzhalter(text: str, kommune: Kommune) -> list[str]:
    """Places of a text that nothing would be put into."""
    return [f"{{{name}}}" for name in PLATZHALTER.findall(text) if name not in _angaben(kommune)]


def gruss(jetzt: datetime) -> str:
    """How one greets at this time of day."""
    if jetzt.hour < 11:
        return "Guten Morgen"
    return "Guten Tag" if jetzt.hour < 18 else "Guten Abend"
