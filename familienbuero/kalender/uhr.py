"""The one clock of the house.

`heute()` and `jetzt()` tell the office's date and time; the setting STICHTAG (for demonstrations) and
`stichtag()` (for commands) move them. Leases, lock-outs, sessions and the read log use real time
(`django.utils.timezone.now`) instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")
_stichtag: ContextVar[date | None] = ContextVar("stichtag", default=None)


def _gestellt() -> date | None:
    if tag := _stichtag.get():
        return tag
    return date.fromisoformat(settings.STICHTAG) if settings.STICHTAG else None


def jetzt() -> datetime:
    """Now, aware; with a moved clock: the time of day of now on that day."""
    echt = timezone.now().astimezone(BERLIN)
    if tag := _gestellt():
        return echt.replace(year=tag.year, month=tag.month, day=tag.day)
    return echt


def heute() -> date:
    """Today's date in Germany."""
    return jetzt().date()


@contextmanager
def stichtag(tag: date) -> Iterator[None]:
    """Let `tag` be today, for the work of one command or one test."""
    marke = _stichtag.set(tag)
    try:
        yield
    finally:
        _stichtag.reset(marke)
