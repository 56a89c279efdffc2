"""Words that depend on a number or on the language of the reader."""

from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext


def fuer_sich(text: str) -> str:
    """Words that may run against the line they stand in: their numbers and dots stay with them."""
    return f"\u2068{text}\u2069" if text and get_language_bidi() else text


def je_nach(anzahl: int, eins: str, viele: str) -> str:
    """`eins` for one thing, `viele` for none or more: "Besuch" or "Besuche"."""
    return eins if anzahl == 1 else viele


def tag_in_worten(tag: date, muster: str) -> str:
    """A day by a German pattern ("l, j. F"), in the language of the reader: "środa, 3 czerwca".

    Only German puts a dot behind the number; behind a number Slavic months stand in the genitive (E).
    Arabic and Farsi have a comma of their own.
    """
    if not (get_language() or "de").startswith("de"):
        muster = muster.replace("j. F", "j E").replace("j.", "j")
    return date_format(tag, muster.replace(",", "،") if get_language_bidi() else muster)


def uhrzeit_in_worten(zeit: datetime | time) -> str:
    """ "9:30 Uhr", in other languages without a word of its own."""
    return gettext("%(zeit)s Uhr") % {"zeit": f"{zeit.hour}:{zeit.minute:02}"}
