"""What may stand in a cell, and what is wrong with one."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

# Characters by which spreadsheets begin a formula (OWASP "CSV Injection"), also in full width.
_FORMELZEICHEN = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# "+49 271 404-0", "-3,5" and a lone "-" are no formulas.
_RUFNUMMER_ODER_ZAHL = re.compile(r"[+-][\d\s()/.,-]*")
# Blanks and characters without a width at the beginning, over which some spreadsheets read.
_UNSICHTBAR = re.compile(r"^[\s\x00\u00ad\u200b-\u200f\u2060\ufeff]+")
# Shown of a value; a hostile one may fill a page.
_GEZEIGT = 80


@dataclass(frozen=True, slots=True)
class Fehler:
    """One fault of one row: physical line from 1, header of the column, value as read, German sentence.

    The sentence never repeats the value: it also stands where values must not (output of commands).
    """

    zeile: int
    spalte: str
    wert: str
    grund: str


def fehler(zeile: int, spalte: str, wert: str, grund: str) -> Fehler:
    """A fault with its value cut to what fits on a page, and without characters that disturb one."""
    sichtbar = "".join(zeichen if zeichen.isprintable() else "�" for zeichen in wert)
    return Fehler(zeile, spalte, sichtbar if len(sichtbar) <= _GEZEIGT else f"{sichtbar[:_GEZEIGT]}…", grund)


def wie_eine_formel(text: str) -> bool:
    """True when a spreadsheet would calculate instead of show the text, also behind what nobody sees."""
    if text[:1].isalnum():  # as nearly all cells of a list begin
        return False
    sichtbar = _UNSICHTBAR.sub("", text)
    return any(
        eines.startswith(_FORMELZEICHEN) and not _RUFNUMMER_ODER_ZAHL.fullmatch(eines)
        for eines in (text, sichtbar)
    )


def bereinigt(text: str) -> str:
    """The text as we keep it: in NFC (DIN 91379), without blanks around and double ones inside."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def einwand(text: str, hoechstens: int) -> str:
    """Why the text of a cell cannot be taken, as a sentence, or ""."""
    if wie_eine_formel(text):
        return "Der Wert beginnt wie eine Formel und wird nicht übernommen."
    if not text.isprintable() and (satz := _unsichtbares(text)):
        return satz
    if len(text) > hoechstens:
        return f"Der Wert ist länger als {hoechstens} Zeichen."
    return ""


def _unsichtbares(text: str) -> str:
    """Why characters that are not printed stand in the way, or "" for blanks and tabs."""
    if "\n" in text or "\r" in text:
        return "In der Zelle steht ein Zeilenumbruch; vielleicht ist ein Anführungszeichen nicht geschlossen."
    arten = {unicodedata.category(zeichen) for zeichen in text if zeichen != "\t"}
    if arten & {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return "In der Zelle steht ein unsichtbares Steuerzeichen."
    return ""


def zelltext(wert: Any, datumsformat: str) -> str:
    """A cell of a spreadsheet as the text that a CSV file of the same profile would have."""
    if wert is None:
        return ""
    if isinstance(wert, str):
        return wert
    if isinstance(wert, bool):
        return "J" if wert else ""
    if isinstance(wert, datetime) and wert.time() != time():
        return f"{wert.strftime(datumsformat)} {wert:%H:%M}"
    if isinstance(wert, datetime | date):
        return wert.strftime(datumsformat)
    if isinstance(wert, time):
        return f"{wert:%H:%M}"
    if isinstance(wert, int):
        return str(wert)
    if isinstance(wert, float):
        return str(int(wert)) if wert.is_integer() else str(wert).replace(".", ",")
    return "=(Formel)"  # array formulas and data tables, which have no plain value
