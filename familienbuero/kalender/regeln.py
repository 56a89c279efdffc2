"""Working days and deadlines as pure functions.

Holidays are those of § 2 Feiertagsgesetz NW, taken from the library `holidays`. Closing days of the
office are data and given as a set; they count as working days for deadlines, but nobody visits then.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache

import holidays

LAND = "NW"
# Days that anybody here may mean; what lies beyond is a slip of the keyboard.
ERSTER_TAG, LETZTER_TAG = date(1900, 1, 1), date(2100, 12, 31)


@cache
def _feiertage(jahr: int) -> dict[date, str]:
    return dict(holidays.country_holidays("DE", subdiv=LAND, years=jahr, language="de"))


def feiertag(tag: date) -> str:
    """Name of the public holiday in NRW on `tag`, or an empty string."""
    return _feiertage(tag.year).get(tag, "")


def ist_werktag(tag: date, *, samstag: bool = False) -> bool:
    """Monday to Friday (with `samstag` also Saturday), unless it is a public holiday in NRW.

    By law a "Werktag" includes Saturday; the offices agreed on Monday to Friday.
    """
    letzter = 5 if samstag else 4
    return tag.weekday() <= letzter and not feiertag(tag)


def frist(eingang: date, werktage: int, *, samstag: bool = False) -> date:
    """Last day of a deadline of `werktage` working days; the day of receipt does not count.

    § 187 Abs. 1 BGB, § 26 SGB X; receipt after hours counts as that calendar day.
    """
    tag = eingang
    for _ in range(werktage):
        tag += timedelta(days=1)
        while not ist_werktag(tag, samstag=samstag):
            tag += timedelta(days=1)
    return tag


def werktage_zwischen(von: date, bis: date) -> int:
    """Working days after `von` up to and including `bis`; 0 when `bis` is not later."""
    return sum(ist_werktag(tag) for tag in tage(von + timedelta(days=1), bis))


def tage(von: date, bis: date) -> Iterator[date]:
    """Every day from `von` to `bis`, both included."""
    for abstand in range((bis - von).days + 1):
        yield von + timedelta(days=abstand)


def besuchstage(von: date, bis: date, schliesstage: Collection[date] = ()) -> list[date]:
    """Days on which the office visits: working days that are not closing days."""
    return [tag for tag in tage(von, bis) if ist_werktag(tag) and tag not in schliesstage]


def monatsanfang(tag: date) -> date:
    """First day of the month of `tag`."""
    return tag.replace(day=1)


def monate_spaeter(tag: date, monate: int) -> date:
    """The same day `monate` months later; 29 February falls on 1 March (§§ 187 Abs. 2, 188 BGB).

    A day that the month does not have falls on the first of the next one.
    """
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    try:
        return date(jahr, monat + 1, tag.day)
    except ValueError:
        jahr, monat = divmod(jahr * 12 + monat + 1, 12)
        return date(jahr, monat + 1, 1)


def montag(tag: date) -> date:
    """The Monday of a day's week."""
    return tag - timedelta(days=tag.weekday())


def woche_lesen(text: str, sonst: date, *, jahre: int = 3) -> date:
    """The Monday of an ISO week such as "2026-W37"; of `sonst` where the text is none, or is `jahre` away."""
    try:
        gelesen = date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
    except ValueError:
        return montag(sonst)
    return gelesen if abs(gelesen.year - sonst.year) <= jahre else montag(sonst)


def woche_schreiben(tag: date) -> str:
    """The ISO week of a day, as an address carries it."""
    jahr, woche, _ = tag.isocalendar()
    return f"{jahr}-W{woche:02}"


def monat_lesen(text: str, sonst: date, *, jahre: int = 3) -> date:
    """The first day of a month such as "2026-09"; of `sonst` where the text is none, or is `jahre` away."""
    try:
        gelesen = date.fromisoformat(f"{text}-01")
    except ValueError:
        return monatsanfang(sonst)
    return gelesen if abs(gelesen.year - sonst.year) <= jahre else monatsanfang(sonst)
