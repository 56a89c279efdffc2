"""Offers in the language of the reader, and how far they are translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language

from familienbuero.stammdaten.enums import Sprache
from netzwerk.angebote.abfragen import AngebotQuerySet, AngebotsterminQuerySet
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import (
    Angebot,
    Uebersetzung,
)
from netzwerk.angebote.regeln import (
    DEUTSCH,
)

# Into which languages offers are translated, as the office calls them: those of the public pages.
ZIELSPRACHEN = {
    kennung: str(dict(Sprache.choices).get(kennung, eigenname))
    for kennung, eigenname in settings.LANGUAGES
    if kennung != DEUTSCH
}
Menge = TypeVar("Menge", AngebotQuerySet, AngebotsterminQuerySet)


def mit_wortlaut(menge: Menge) -> Menge:
    """The query with what its offers say in the language of the reader: one question more, in German none."""
    sprache = get_language() or DEUTSCH
    if sprache == DEUTSCH:
        return menge
    in_sprache = Uebersetzung.objects.filter(sprache=sprache)
    return menge.prefetch_related(Prefetch(f"{menge.weg}uebersetzungen", queryset=in_sprache))


@dataclass(frozen=True, kw_only=True)
class Uebersetzungszeile:
    """One language of an offer, as the office sees it."""

    sprache: str
    name: str
    uebersetzung: Uebersetzung | None

    @property
    def marke(self) -> Uebersetzungsstand:
        """The state as a mark."""
        return self.uebersetzung.marke if self.uebersetzung else Uebersetzungsstand.FEHLT


def uebersetzungszeilen(angebot: Angebot) -> list[Uebersetzungszeile]:
    """All languages in the order of the menu, those that are missing as well."""
    vorhanden = {eine.sprache: eine for eine in angebot.uebersetzungen.select_related("geaendert_von")}
    return [
        Uebersetzungszeile(sprache=sprache, name=name, uebersetzung=vorhanden.get(sprache))
        for sprache, name in ZIELSPRACHEN.items()
    ]
