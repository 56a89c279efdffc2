"""Keys by which German names are sorted and found, and by which households and children are known again;
ages, distances, and what stands against a letter.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import cos, hypot, radians

from familienbuero.kalender.regeln import monate_spaeter

# Letters of DIN 91379 that do not fall apart into a base letter and marks.
_EINZELN = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "ǽ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th",
        "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ƶ": "z", "ʒ": "z",
    }
)  # fmt: skip

# A number and what people put between its digits; behind a slash a 0 begins the next one.
_TRENNER = " \u00a0\u202f()/.-\u2010\u2011\u2013"
_RUFNUMMER = re.compile(rf"\+?\(?\d(?:\d|/(?!\s*[0+])|[{re.escape(_TRENNER.replace('/', ''))}]){{2,}}")


class _Grundzeichen(dict[int, str]):
    """Character -> what stays of it in a key; worked out when it first occurs, since lists have many rows."""

    def __missing__(self, nummer: int) -> str:
        zerlegt = unicodedata.normalize("NFKD", chr(nummer).casefold().translate(_EINZELN))
        self[nummer] = "".join(
            zeichen if zeichen.isalnum() else " " for zeichen in zerlegt if not _ist_zusatz(zeichen)
        )
        return self[nummer]


_GRUNDZEICHEN = _Grundzeichen()


def sortierschluessel(text: str) -> str:
    """Key for lists sorted as in a German phone book: ä=a, ß=ss, accents off, lower case (DIN 5007-1)."""
    return " ".join(text.translate(_GRUNDZEICHEN).split())


def _ist_zusatz(zeichen: str) -> bool:
    # Combining marks, and modifier letters such as ʾ and ’ that people leave out when typing.
    return unicodedata.category(zeichen) in ("Mn", "Lm", "Sk") or zeichen in "'’‘`´"


def suchschluessel(text: str) -> str:
    """Key to find a name however it is typed: as for sorting, and ae=a, oe=o, ue=u."""
    schluessel = sortierschluessel(text)
    for umlaut in ("ae", "oe", "ue"):
        schluessel = schluessel.replace(umlaut, umlaut[0])
    return schluessel


def ganzer_tag(text: str) -> date | None:
    """The day, where a text is nothing else: "1.8.2026"."""
    teile = re.fullmatch(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*", text, re.ASCII)
    try:
        return date(*map(int, reversed(teile.groups()))) if teile else None
    except ValueError:
        return None


def ziffern(text: str) -> str:
    """The digits of a phone number, with +49 written as 0."""
    nur = "".join(zeichen for zeichen in text if zeichen.isdigit())
    if text.strip().startswith("+49"):
        return "0" + nur[2:]
    return nur


def waehlbar(text: str) -> str:
    """What a phone dials for a number as people write it: "+49 (0)271 404-21, App. 3" is "+4927140421".

    Only the first number counts; what is said behind it is for the caller to read. "" where there is none.
    """
    fund = _RUFNUMMER.search(text)
    if fund is None:
        return ""
    nummer = fund[0].replace("(0)", "") if fund[0].startswith("+") else fund[0]
    return "".join(
        zeichen if zeichen == "+" else str(int(zeichen)) for zeichen in nummer if zeichen not in _TRENNER
    )


def _abdruck(*teile: str) -> str:
    return hashlib.sha256("\x1f".join(teile).encode()).hexdigest()


@lru_cache(maxsize=16)  # the keys of a household and of its children are made one after the other
def _schluessel_der_vertreter(vertreter: tuple[tuple[str, str], ...]) -> str:
    return "|".join(
        sorted(suchschluessel(f"{familienname}, {vorname}") for familienname, vorname in vertreter)
    )


def haushaltsschluessel(
    *, plz: str, strasse: str, hausnummer: str, vertreter: Iterable[tuple[str, str]]
) -> str:
    """Key of a household: same postcode, street, number and same legal representatives.

    `vertreter` are pairs (family name, first name); the addition to the address does not separate.
    """
    # "Straße", "Strasse" and "Str." are one street.
    weg = suchschluessel(strasse).replace("strasse", "str").replace("str ", "str").strip()
    return _abdruck(
        plz.strip(),
        weg,
        suchschluessel(hausnummer).replace(" ", ""),
        _schluessel_der_vertreter(tuple(vertreter)),
    )


def kindschluessel(
    *, familienname: str, vornamen: str, geburtsdatum: date, vertreter: Iterable[tuple[str, str]]
) -> str:
    """Key of a child in lists that have no Ordnungsmerkmal."""
    namen = suchschluessel(f"{familienname}, {vornamen}")
    return _abdruck(namen, geburtsdatum.isoformat(), _schluessel_der_vertreter(tuple(vertreter)))


def kilometer(von: tuple[float, float], nach: tuple[float, float]) -> float:
    """Distance of two places (latitude, longitude in degrees), flat: exact enough within a town."""
    nord = von[0] - nach[0]
    ost = (von[1] - nach[1]) * cos(radians((von[0] + nach[0]) / 2))
    return hypot(nord, ost) * 111.2  # kilometres in a degree of latitude


def familienname_der(namen: Iterable[str]) -> str:
    """Name of a family in lists: the distinct family names in their order, "Diaconescu / Wilms"."""
    return " / ".join(dict.fromkeys(name for name in namen if name))


def alter_in_monaten(geburtsdatum: date, am: date) -> int:
    """Completed months of life on a day; negative before birth."""
    return (am.year - geburtsdatum.year) * 12 + am.month - geburtsdatum.month - (am.day < geburtsdatum.day)


def alter_in_worten(geburtsdatum: date, am: date) -> str:
    """Age as the office says it: "6 Wochen", "5 Monate", "2 Jahre"."""
    tage = (am - geburtsdatum).days
    monate = alter_in_monaten(geburtsdatum, am)
    if tage < 14:
        return f"{tage} Tag" if tage == 1 else f"{tage} Tage"
    if monate < 4:
        return f"{tage // 7} Wochen"
    return f"{monate} Monate" if monate < 24 else f"{monate // 12} Jahre"


def merkfrist(geburtsdatum: date) -> date:
    """How long a child that was dealt with is known again: until school age, when nobody invites it."""
    return monate_spaeter(geburtsdatum, 72)


def hindernis(
    *, verstorben: bool, auskunftssperre: bool, sperrvermerk: bool, weggezogen: bool, kein_kontakt: bool
) -> str:
    """Why nothing may go out to a family, as a sentence, or "" when it may (§§ 51, 52 BMG)."""
    if verstorben:
        return "Ein Kind der Familie ist verstorben."
    if auskunftssperre:
        return "Für die Familie gilt eine Auskunftssperre (§ 51 BMG)."
    if sperrvermerk:
        return "Für die Anschrift gilt ein bedingter Sperrvermerk (§ 52 BMG)."
    if weggezogen:
        return "Die Familie ist weggezogen."
    if kein_kontakt:
        return "Die Familie möchte keinen Kontakt mehr."
    return ""
