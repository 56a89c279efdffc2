"""In which words a family reads an offer, and what it is told about them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from netzwerk.angebote.enums import Uebersetzungsstand

DEUTSCH = "de"
# What an offer says in words of its own.
EIGENE_WORTE = ("titel", "kurz", "text", "kostenhinweis")


@dataclass(frozen=True, kw_only=True)
class Wortlaut:
    """The words of an offer as somebody reads them; `hinweise` say what they are worth."""

    sprache: str
    titel: str
    kurz: str
    text: str
    kostenhinweis: str
    hinweise: tuple[str, ...] = ()

    @property
    def richtung(self) -> str:
        """Where lines begin, as HTML says it."""
        return "rtl" if get_language_info(self.sprache)["bidi"] else "ltr"

    @property
    def neben_deutsch(self) -> bool:
        """Whether the German text stands beside it, because this one alone cannot be relied on."""
        return self.sprache != DEUTSCH and bool(self.hinweise)


def abdruck_der_worte(deutsch: Mapping[str, str]) -> str:
    """By which a translation knows whether the German words are still those that it was made from."""
    worte = json.dumps([deutsch[name] for name in EIGENE_WORTE], ensure_ascii=False)
    return hashlib.sha256(worte.encode()).hexdigest()


def stand_der_uebersetzung(gemacht: str | None, *, aktuell: bool) -> Uebersetzungsstand:
    """What the office is told: None is missing, and what was made from other words is out of date."""
    if gemacht is None:
        return Uebersetzungsstand.FEHLT
    return Uebersetzungsstand(gemacht) if aktuell else Uebersetzungsstand.VERALTET


def hinweise_zur_uebersetzung(gemacht: str | None, *, aktuell: bool) -> tuple[str, ...]:
    """What a family is told: nothing of a text that a person has checked and that is up to date."""
    if gemacht is None:
        return (_("Diesen Text gibt es noch nicht in Ihrer Sprache. Er steht hier auf Deutsch."),)
    hinweise = []
    if gemacht == Uebersetzungsstand.MASCHINELL:
        hinweise.append(_("Diese Übersetzung hat eine Maschine gemacht. Sie kann Fehler enthalten."))
    if not aktuell:
        hinweise.append(
            _("Der deutsche Text ist neuer. Manches stimmt in dieser Übersetzung vielleicht nicht mehr.")
        )
    return tuple(hinweise)


def wortlaut(
    deutsch: Mapping[str, str],
    uebersetzt: Mapping[str, str] | None,
    *,
    sprache: str,
    gemacht: str | None = None,
    aktuell: bool = True,
) -> Wortlaut:
    """What a reader of that language gets: the translation, even an old one, or else the German words.

    A hint about the cost that nobody has translated stays German; it is a part of a line.
    """
    worte = deutsch if uebersetzt is None else uebersetzt
    return Wortlaut(
        sprache=DEUTSCH if uebersetzt is None else sprache,
        titel=worte["titel"],
        kurz=worte["kurz"],
        text=worte["text"],
        kostenhinweis=worte["kostenhinweis"] or deutsch["kostenhinweis"],
        hinweise=() if sprache == DEUTSCH else hinweise_zur_uebersetzung(gemacht, aktuell=aktuell),
    )
