"""Appointments as iCalendar files."""

from datetime import UTC, datetime

from django.utils import timezone
from icalendar import Calendar, Event


def termindatei(*, kennung: str, titel: str, beschreibung: str, beginn: datetime, ende: datetime) -> bytes:
    """One appointment as an .ics file in UTC; `kennung` stays the same when the appointment moves."""
    termin = Event()
    termin.add("uid", kennung)
    termin.add("summary", titel)
    termin.add("description", beschreibung)
    termin.add("dtstart", beginn.astimezone(UTC))
    termin.add("dtend", ende.astimezone(UTC))
    termin.add("dtstamp", timezone.now())
    kalender = Calendar()
    kalender.add("prodid", "-//Familienbuero//Termine//DE")
    kalender.add("version", "2.0")
    kalender.add_component(termin)
    datei: bytes = kalender.to_ical()
    return datei
