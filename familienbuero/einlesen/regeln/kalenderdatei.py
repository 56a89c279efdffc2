"""Calendars from outside (RFC 5545): bytes in, single dates out. Without Django, for the shielded process."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from familienbuero.fehler import Ablehnung

BERLIN = ZoneInfo("Europe/Berlin")
# Zones that a file may name; each is loaded before the process is shut in.
ZONE = re.compile(rb"TZID[=:]\"?([A-Za-z_]+/[A-Za-z_/+-]+)")
HOECHSTENS_ZONEN = 20
EREIGNISSE, TERMINE, JE_EREIGNIS = 5_000, 2_000, 400
# Finer rhythms are no offers, and would be computed without end.
_RHYTHMEN = ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY")
_ZU_FEIN = ("BYHOUR", "BYMINUTE", "BYSECOND")
# A small calendar that uses what a large one may use.
PROBE = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:probe
SUMMARY:Probe
DTSTART;TZID=Europe/Berlin:20260105T093000
DTEND;TZID=Europe/Berlin:20260105T110000
RRULE:FREQ=WEEKLY;UNTIL=20260201T000000Z;BYDAY=MO
EXDATE;TZID=Europe/Berlin:20260112T093000
END:VEVENT
END:VCALENDAR
"""
KEIN_KALENDER = (
    "Unter der Adresse liegt kein Kalender im Format iCalendar. Bitte fragen Sie den Partner nach der "
    "Adresse zum Abonnieren."
)
BESCHAEDIGT = "Der Kalender ist beschädigt und lässt sich nicht lesen. Bitte sagen Sie es dem Partner."
ZU_VIEL = (
    "Der Kalender hat mehr Termine, als wir lesen. Bitte fragen Sie den Partner nach einem Kalender, in dem "
    "nur seine Angebote für Familien stehen."
)


@dataclass(frozen=True, kw_only=True)
class Kalendertermin:
    """One date. `ereignis` is a hash of the UID, `wiederholung` the beginning that the rhythm gives it."""

    ereignis: str
    wiederholung: str
    titel: str
    beschreibung: str
    beginn: datetime
    ende: datetime
    abgesagt: bool


@dataclass
class Kalenderinhalt:
    """The dates of a span. `ausgelassen` counts what is no offer: whole days, over midnight, without end."""

    termine: list[Kalendertermin] = field(default_factory=list)
    ausgelassen: int = 0
    leer: bool = True


def kalender_lesen(inhalt: bytes, *, von: date, bis: date) -> Kalenderinhalt:
    """The dates from `von` to `bis`, both included, on the clock of Berlin; Ablehnung with a sentence."""
    if b"BEGIN:VCALENDAR" not in inhalt[:2000].upper():
        raise Ablehnung(KEIN_KALENDER)
    try:
        ereignisse = Calendar.from_ical(inhalt).walk("VEVENT")
        return _inhalt(ereignisse, von, bis)
    except (Ablehnung, MemoryError):
        raise
    except Exception:  # whatever a hostile file does inside the library is a file that cannot be read
        raise Ablehnung(BESCHAEDIGT) from None


def _inhalt(ereignisse: list[Any], von: date, bis: date) -> Kalenderinhalt:
    if len(ereignisse) > EREIGNISSE:
        raise Ablehnung(ZU_VIEL)
    ergebnis = Kalenderinhalt(leer=not ereignisse)
    # What changes a single date of a series stands beside the series.
    ausnahmen = {
        (str(eines.get("UID", "")), _augenblick(eines["RECURRENCE-ID"].dt))
        for eines in ereignisse
        if "RECURRENCE-ID" in eines
    }
    gefunden: dict[tuple[str, str], Kalendertermin] = {}
    for ereignis in ereignisse:
        spanne = _spanne(ereignis)
        if spanne is None:
            ergebnis.ausgelassen += 1
            continue
        beginn, dauer = spanne
        uid = str(ereignis.get("UID", ""))
        for original, anfang in _anfaenge(ereignis, beginn, von, bis):
            if "RECURRENCE-ID" not in ereignis and (uid, original) in ausnahmen:
                continue
            ende = (anfang + dauer).astimezone(BERLIN)
            anfang = anfang.astimezone(BERLIN)
            if not von <= anfang.date() <= bis:
                continue
            # In the night in which clocks go back, a date may end before it begins.
            if ende.date() != anfang.date() or ende.time() <= anfang.time():
                ergebnis.ausgelassen += 1
                continue
            termin = _termin(ereignis, uid, original, anfang, ende)
            gefunden[termin.ereignis, termin.wiederholung] = termin
            if len(gefunden) > TERMINE:
                raise Ablehnung(ZU_VIEL)
    ergebnis.termine = sorted(gefunden.values(), key=lambda termin: (termin.beginn, termin.ereignis))
    return ergebnis


def _termin(ereignis: Any, uid: str, original: str, beginn: datetime, ende: datetime) -> Kalendertermin:
    titel = _text(ereignis.get("SUMMARY"), 100) or "Ohne Titel"
    # Without a UID, which the standard asks for, the title has to do.
    return Kalendertermin(
        ereignis=hashlib.sha256((uid or titel).encode()).hexdigest(),
        # A single date that moves stays the same one.
        wiederholung=original if "RRULE" in ereignis or "RECURRENCE-ID" in ereignis else "",
        titel=titel,
        beschreibung=_text(ereignis.get("DESCRIPTION"), 2000, zeilen=True),
        beginn=beginn,
        ende=ende,
        abgesagt=str(ereignis.get("STATUS", "")).upper() == "CANCELLED",
    )


def _text(wert: Any, laenge: int, *, zeilen: bool = False) -> str:
    text = "".join(z for z in str(wert or "") if z.isprintable() or (zeilen and z == "\n") or z == " ")
    return text.strip()[:laenge].strip()


def _spanne(ereignis: Any) -> tuple[datetime, timedelta] | None:
    """When an event begins and how long it takes; None for what is no date of an offer."""
    if "DTSTART" not in ereignis or not isinstance(ereignis["DTSTART"].dt, datetime):
        return None
    beginn = _mit_zone(ereignis["DTSTART"].dt)
    if "DTEND" in ereignis:
        if not isinstance(ereignis["DTEND"].dt, datetime):
            return None
        dauer = _mit_zone(ereignis["DTEND"].dt) - beginn
    elif "DURATION" in ereignis:
        dauer = ereignis["DURATION"].dt
    else:
        return None
    return (beginn, dauer) if timedelta() < dauer < timedelta(days=1) else None


def _mit_zone(zeit: datetime) -> datetime:
    """Times without a zone are meant as the clock on the wall shows them."""
    return zeit if zeit.tzinfo else zeit.replace(tzinfo=BERLIN)


def _augenblick(zeit: date) -> str:
    """A moment as a key."""
    genau = zeit if isinstance(zeit, datetime) else datetime.combine(zeit, time(), BERLIN)
    return f"{_mit_zone(genau).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _anfaenge(ereignis: Any, beginn: datetime, von: date, bis: date) -> Iterator[tuple[str, datetime]]:
    """The beginnings of an event in the span, each with the key that the rhythm gives it."""
    if "RECURRENCE-ID" in ereignis:
        yield _augenblick(ereignis["RECURRENCE-ID"].dt), beginn
        return
    if "RRULE" not in ereignis:
        yield _augenblick(beginn), beginn
        return
    regel = ereignis["RRULE"].to_ical().decode()
    if not any(rhythmus in regel for rhythmus in _RHYTHMEN) or any(teil in regel for teil in _ZU_FEIN):
        raise Ablehnung(ZU_VIEL)
    # On the clock on the wall: "every Monday 9:30" stays 9:30 when the clocks change.
    wanduhr, zone = beginn.replace(tzinfo=None), beginn.tzinfo
    folge = rrulestr(_bis_an_der_wanduhr(regel, zone), dtstart=wanduhr)
    fort = {_augenblick(tag.dt) for liste in _listen(ereignis.get("EXDATE")) for tag in liste.dts}
    # Another zone may be a day ahead or behind.
    rand = timedelta(days=2)
    erste, letzte = datetime.combine(von, time()) - rand, datetime.combine(bis, time()) + rand
    for zeit in islice(folge.xafter(erste, inc=True), JE_EREIGNIS):
        if zeit > letzte:
            return
        schluessel = _augenblick(anfang := zeit.replace(tzinfo=zone))
        if schluessel not in fort:
            yield schluessel, anfang


def _listen(wert: Any) -> Iterable[Any]:
    if wert is None:
        return ()
    return wert if isinstance(wert, list) else (wert,)


def _bis_an_der_wanduhr(regel: str, zone: Any) -> str:
    """The rule with its end on the same clock as its beginning."""

    def ersetzt(treffer: re.Match[str]) -> str:
        bis = datetime.strptime(treffer[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone)
        return f"UNTIL={bis:%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=(\d{8}T\d{6}Z)", ersetzt, regel)
