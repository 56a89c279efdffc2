"""Appointments as iCalendar files (RFC 5545) and feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

# How often a subscribed calendar asks; Outlook and Thunderbird go by it.
ABSTAND = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Eintrag:
    """An appointment; `kennung` stays the same when it moves."""

    kennung: str
    titel: str
    beschreibung: str
    beginn: datetime
    ende: datetime
    vorlaeufig: bool = False
    abgesagt: bool = False
    ort: str = ""
    adresse: str = ""


def termindatei(eintrag: Eintrag) -> bytes:
    """One appointment as an .ics file in UTC."""
    return _ausgeben([eintrag], Calendar())


def kalenderfeed(eintraege: Iterable[Eintrag], *, name: str) -> bytes:
    """Appointments as a calendar to subscribe to."""
    kalender = Calendar()
    kalender.add("method", "PUBLISH")
    kalender.add("x-wr-calname", name)
    kalender.add("refresh-interval", ABSTAND, parameters={"VALUE": "DURATION"})
    kalender.add("x-published-ttl", ABSTAND, parameters={"VALUE": "DURATION"})
    return _ausgeben(eintraege, kalender)


def _ausgeben(eintraege: Iterable[Eintrag], kalender: Calendar) -> bytes:
    kalender.add("prodid", "-//Familienbuero//Termine//DE")
    kalender.add("version", "2.0")
    for eintrag in eintraege:
        termin = Event()
        termin.add("uid", eintrag.kennung)
        termin.add("summary", eintrag.titel)
        termin.add("description", eintrag.beschreibung)
        termin.add("dtstart", eintrag.beginn.astimezone(UTC))
        termin.add("dtend", eintrag.ende.astimezone(UTC))
        termin.add("dtstamp", timezone.now())
        termin.add("status", _stand(eintrag))
        if eintrag.ort:
            termin.add("location", eintrag.ort)
        if eintrag.adresse:
            termin.add("url", eintrag.adresse)
        kalender.add_component(termin)
    datei: bytes = kalender.to_ical()
    return datei


def _stand(eintrag: Eintrag) -> str:
    if eintrag.abgesagt:
        return "CANCELLED"
    return "TENTATIVE" if eintrag.vorlaeufig else "CONFIRMED"
