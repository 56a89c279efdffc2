"""Contrast of colours, cleaning of texts, greeting."""

from __future__ import annotations

import re
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
    bloecke = [block.strip() for block in re.split(r"\n\s*\n", sauber.replace("\r", "")) if block.strip()]
    return "\n\n".join(
        block if block.startswith(("<h", "<p", "<ul", "<ol")) else f"<p>{block}</p>" for block in bloecke
    )


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
