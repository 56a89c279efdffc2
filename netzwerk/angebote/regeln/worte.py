"""What is said about an offer in words, in the language of the reader."""

from __future__ import annotations

import re
from datetime import time

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familienbuero.sprache import fuer_sich
from netzwerk.angebote.enums import Monatswoche, Rhythmus, Wochentag
from netzwerk.angebote.regeln.reihen import Reihe

# Addresses below /angebote/ that are no offers.
RESERVIERT = frozenset({"woche", "monat", "ferien", "einbetten", "anmeldung", "pflegen", "daten"})
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def adressname(titel: str) -> str:
    """How an offer is called in its address: "Eltern-Frühstück" becomes `eltern-fruehstueck`."""
    name = slugify(titel.translate(_UMLAUTE))[:70].strip("-") or "angebot"
    return f"{name}-angebot" if name in RESERVIERT else name


def alter_in_worten(von: int | None, bis: int | None, schwangerschaft: bool) -> str:
    """For whom: "Schwangerschaft bis 12 Monate", "6 bis 18 Monate", "ab 3 Jahren", "alle Familien".

    `von` and `bis` are months of life, both included; None is open.
    """
    if von is None and bis is None:
        return _("Schwangerschaft") if schwangerschaft else _("alle Familien")
    if bis is None:
        ab = _ab(von or 0)
        return _("Schwangerschaft und Kinder %(ab)s") % {"ab": ab} if schwangerschaft else ab
    if schwangerschaft:
        return _("Schwangerschaft bis %(alter)s") % {"alter": ein_alter(bis)}
    if _in_jahren(von or 0, bis):
        return _("%(von)s bis %(alter)s") % {"von": (von or 0) // 12, "alter": ein_alter(bis)}
    if bis < 24:
        return _("%(von)s bis %(alter)s") % {"von": von or 0, "alter": ein_alter(bis)}
    return _("%(von)s bis %(alter)s") % {"von": ein_alter(von or 0), "alter": ein_alter(bis)}


def _in_jahren(von: int, bis: int) -> bool:
    return bis >= 24 and bis % 12 == 0 and von % 12 == 0


def ein_alter(monate: int) -> str:
    """An age: "12 Monate", "3 Jahre"."""
    if monate >= 24 and monate % 12 == 0:
        return ngettext("%(zahl)s Jahr", "%(zahl)s Jahre", monate // 12) % {"zahl": monate // 12}
    return ngettext("%(zahl)s Monat", "%(zahl)s Monate", monate) % {"zahl": monate}


def _ab(monate: int) -> str:
    """From an age on: "ab Geburt", "ab 6 Monaten", "ab 3 Jahren"."""
    if monate == 0:
        return _("ab der Geburt")
    if monate >= 24 and monate % 12 == 0:
        return _("ab %(zahl)s Jahren") % {"zahl": monate // 12}
    return ngettext("ab %(zahl)s Monat", "ab %(zahl)s Monaten", monate) % {"zahl": monate}


def kosten_in_worten(cent: int, hinweis: str = "") -> str:
    """What it costs: "kostenlos", "4 Euro", "45,50 Euro, 5 Termine"."""
    hinweis = fuer_sich(hinweis)
    if not cent:
        return f"{_('kostenlos')}, {hinweis}" if hinweis else _("kostenlos")
    betrag = f"{cent // 100}" if cent % 100 == 0 else f"{cent // 100},{cent % 100:02}"
    text = _("%(betrag)s Euro") % {"betrag": betrag}
    return f"{text}, {hinweis}" if hinweis else text


def reihe_in_worten(reihe: Reihe) -> str:
    """A series as it stands on paper, in German: "dienstags, 9:30 bis 11:00 Uhr"."""
    zeiten = f"{_uhrzeit(reihe.beginn)} bis {_uhrzeit(reihe.ende)} Uhr"
    if reihe.rhythmus == Rhythmus.EINMALIG:
        return f"{reihe.von.day}. {date_format(reihe.von, 'F Y')}, {zeiten}"
    spanne = f"{reihe.von:%d.%m.} bis {reihe.bis:%d.%m.%Y}, " if reihe.bis else ""
    return f"{spanne}{_rhythmus_in_worten(reihe)}, {zeiten}"


def _rhythmus_in_worten(reihe: Reihe) -> str:
    tage = [Wochentag(tag).label for tag in reihe.wochentage or (reihe.von.isoweekday(),)]
    if reihe.rhythmus == Rhythmus.TAEGLICH:
        return "montags bis freitags"
    if reihe.rhythmus == Rhythmus.MONATLICH:
        return f"{Monatswoche(reihe.monatswoche).label} {' und '.join(tage)} im Monat"
    jede = " und ".join(f"{tag.lower()}s" for tag in tage)
    return f"alle 14 Tage {jede}" if reihe.rhythmus == Rhythmus.ZWEIWOECHENTLICH else jede


def _uhrzeit(zeit: time) -> str:
    return f"{zeit.hour}:{zeit.minute:02}"


def suchworte(text: str) -> list[str]:
    """The words of a search, hyphens taken as blanks; at most six, the rest is a sentence."""
    return [wort for wort in re.split(r"[^\w]+", text) if len(wort) > 1][:6]
