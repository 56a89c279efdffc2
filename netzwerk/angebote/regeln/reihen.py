"""When a series takes place. Days are those of the wall calendar: "every Monday 9:30" stays 9:30."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil import rrule

from familienbuero.kalender.regeln import feiertag
from familienbuero.kalender.uhr import BERLIN
from netzwerk.angebote.enums import Rhythmus

# So far ahead dates are stored; a job of the night moves it on.
HORIZONT = timedelta(days=190)
Spanne = tuple[date, date]
_TAGE = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


@dataclass(frozen=True, kw_only=True)
class Reihe:
    """A series: rhythm, first and last day (None: until further notice), time of day.

    `wochentage` are numbers of ISO 8601 (1 = Monday), `monatswoche` is 1 to 4, or -1 for the last one.
    """

    rhythmus: Rhythmus
    von: date
    bis: date | None
    beginn: time
    ende: time
    wochentage: Sequence[int] = ()
    monatswoche: int = 1
    in_ferien: bool = False


def tage_der_reihe(reihe: Reihe, *, von: date, bis: date, ferien: Collection[Spanne] = ()) -> list[date]:
    """Days between `von` and `bis`, both included, on which the series takes place.

    Public holidays in NRW are left out, school holidays too unless it runs on in them. A single day
    (`einmalig`) is meant as it was entered, whatever the calendar says.
    """
    schluss = min(bis, reihe.bis) if reihe.bis else bis
    if reihe.rhythmus == Rhythmus.EINMALIG:
        return [reihe.von] if von <= reihe.von <= bis else []
    regel = _regel(reihe, datetime.combine(schluss, time.max))
    folge = [treffer.date() for treffer in regel.between(_morgens(von), _abends(bis), inc=True)]
    return [tag for tag in folge if not feiertag(tag) and (reihe.in_ferien or not _in(tag, ferien))]


def monatswoche(tag: date) -> int:
    """Which of the days of its name in the month it is; a fifth one is the last (-1)."""
    return nummer if (nummer := (tag.day + 6) // 7) <= 4 else -1


def _regel(reihe: Reihe, schluss: datetime) -> rrule.rrule:
    anfang = _morgens(reihe.von)
    tage = [_TAGE[tag - 1] for tag in reihe.wochentage] or [_TAGE[reihe.von.weekday()]]
    if reihe.rhythmus == Rhythmus.TAEGLICH:
        return rrule.rrule(rrule.WEEKLY, dtstart=anfang, until=schluss, byweekday=_TAGE[:5])
    if reihe.rhythmus == Rhythmus.MONATLICH:
        im_monat = [tag(reihe.monatswoche) for tag in tage]
        return rrule.rrule(rrule.MONTHLY, dtstart=anfang, until=schluss, byweekday=im_monat)
    abstand = 2 if reihe.rhythmus == Rhythmus.ZWEIWOECHENTLICH else 1
    return rrule.rrule(rrule.WEEKLY, dtstart=anfang, until=schluss, interval=abstand, byweekday=tage)


def _morgens(tag: date) -> datetime:
    return datetime.combine(tag, time.min)


def _abends(tag: date) -> datetime:
    return datetime.combine(tag, time.max)


def _in(tag: date, spannen: Collection[Spanne]) -> bool:
    return any(von <= tag <= bis for von, bis in spannen)


def zeit_am(tag: date, beginn: time, ende: time) -> tuple[datetime, datetime]:
    """Beginning and end of a date in wall-clock time of Berlin, across every change of the clock."""
    return datetime.combine(tag, beginn, BERLIN), datetime.combine(tag, ende, BERLIN)
