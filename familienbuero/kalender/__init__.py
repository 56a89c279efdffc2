"""Room kalender: today's date, working days, holidays, closing days, iCalendar."""

from familienbuero.kalender.uhr import heute, jetzt, stichtag

__all__ = ["heute", "jetzt", "stichtag"]
