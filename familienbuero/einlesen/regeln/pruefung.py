"""What every room needs that reads rows: text and days of the cells, and the faults of a row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from familienbuero.einlesen.regeln.lesen import Rohzeile
from familienbuero.einlesen.regeln.zellen import fehler

# Format of a profile -> how its days look, for people and as a pattern.
_MUSTER = {
    "%d.%m.%Y": ("TT.MM.JJJJ", re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")),
    "%Y-%m-%d": ("JJJJ-MM-TT", re.compile(r"\d{4}-\d{1,2}-\d{1,2}")),
}
# Nobody whom a list names was born earlier.
_FRUEHESTES_JAHR = 1900


@dataclass(frozen=True, kw_only=True)
class Vorgaben:
    """What a row is checked against. `spalten` leads from field to the header that the file has."""

    heute: date
    postleitzahlen: frozenset[str]
    datumsformat: str
    spalten: Mapping[str, str]


@lru_cache(maxsize=8192)
def tag_lesen(text: str, datumsformat: str) -> date | str:
    """The day, or a sentence why it is none."""
    try:
        tag = datetime.strptime(text, datumsformat).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        form, muster = _MUSTER[datumsformat]
        if muster.fullmatch(text):
            return "Diesen Tag gibt es nicht."
        return f"Ein Datum wird in der Form {form} erwartet."
    return tag if tag.year >= _FRUEHESTES_JAHR else "Das Jahr kann nicht stimmen."


class Zeilenpruefung:
    """Reads one row and collects its faults; a cell that is faulty already is not complained about twice."""

    def __init__(self, roh: Rohzeile, vorgaben: Vorgaben) -> None:
        self.roh = roh
        self.vorgaben = vorgaben
        self.gefunden = list(roh.fehler)

    def text(self, feld: str) -> str:
        return self.roh.werte.get(feld, "")

    def beanstanden(self, feld: str, grund: str) -> None:
        spalte = self.vorgaben.spalten.get(feld, feld)
        if all(bekannt.spalte != spalte for bekannt in self.gefunden):
            self.gefunden.append(fehler(self.roh.nummer, spalte, self.text(feld), grund))

    def datum(self, feld: str, *, fehlt: str = "") -> date | None:
        """A day up to today."""
        text = self.text(feld)
        if not text:
            if fehlt:
                self.beanstanden(feld, fehlt)
            return None
        tag = tag_lesen(text, self.vorgaben.datumsformat)
        if isinstance(tag, str):
            self.beanstanden(feld, tag)
            return None
        if tag > self.vorgaben.heute:
            self.beanstanden(feld, "Das Datum liegt in der Zukunft.")
            return None
        return tag
