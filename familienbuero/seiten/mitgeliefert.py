"""Texts that come with the house, and their translations.

A translation says what the German text of the house says, and no more: it is shown as long as the office
has written neither a German text of its own nor this translation. So nobody reads in Turkish what is no
longer so.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import gettext, override

from familienbuero.seiten.enums import Seitenname
from familienbuero.seiten.models import DEUTSCH, Seite

HIER = Path(__file__).parent
# What the page is called in the menu, where that is shorter.
KURZ = {Seitenname.BARRIEREFREIHEIT: "Barrierefreiheit"}


@cache
def text_des_hauses(slug: str, sprache: str = DEUTSCH) -> str:
    """What the house says on a page in a language; "" where it says nothing."""
    datei = HIER / "migrations/texte" if sprache == DEUTSCH else HIER / "texte" / sprache
    try:
        return (datei / f"{slug}.html").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def uebersetzung_des_hauses(deutsch: Seite, sprache: str) -> Seite | None:
    """The page in another language as the house delivers it; not stored, and only where it still fits."""
    text = text_des_hauses(deutsch.slug, sprache)
    if sprache == DEUTSCH or not text or deutsch.text != text_des_hauses(deutsch.slug):
        return None
    name = Seitenname(deutsch.slug)
    with override(sprache):
        titel = gettext(KURZ.get(name, name.label))
    return Seite(
        slug=deutsch.slug,
        sprache=sprache,
        titel=titel,
        text=text,
        film=deutsch.film,
        geaendert_am=deutsch.geaendert_am,
    )
