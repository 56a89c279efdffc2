"""When work by the clock is due, and when it is overdue."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from familienbuero.kalender.uhr import BERLIN

# Daily work is rung for this often: whoever was asleep at its time makes up for it soon, and once.
RUF = timedelta(minutes=10)
# So late may daily work be before somebody has to look.
NACHSICHT = timedelta(hours=2)


@dataclass(frozen=True)
class Weckzeit:
    """What is done by the clock, in words for `verwaltung`: every `takt`, or daily at that time in Berlin.

    Daily work lies outside 01:30 to 03:30, so that no change of the clock can touch it.
    """

    text: str
    takt: timedelta | time

    @property
    def abstand(self) -> timedelta:
        """How often beat rings."""
        return self.takt if isinstance(self.takt, timedelta) else RUF

    def ruf(self, name: str) -> dict[str, Any]:
        """The entry for beat; a ring that nobody hears until the next one is dropped."""
        sekunden = self.abstand.total_seconds()
        return {"task": name, "schedule": sekunden, "options": {"expires": sekunden}}

    def geplant(self, jetzt: datetime) -> datetime:
        """The last planned time up to now, in UTC."""
        if isinstance(self.takt, timedelta):
            takt = self.takt.total_seconds()
            return datetime.fromtimestamp(jetzt.timestamp() // takt * takt, UTC)
        tag = jetzt.astimezone(BERLIN).date()
        heute = _um(tag, self.takt)
        return heute if heute <= jetzt else _um(tag - timedelta(days=1), self.takt)

    def ist_ueberfaellig(
        self, *, geplant_fuer: datetime | None, beendet_am: datetime | None, jetzt: datetime
    ) -> bool:
        """True when nobody has rung, or nobody has worked, for too long."""
        if geplant_fuer is None or beendet_am is None:
            return True
        if isinstance(self.takt, timedelta):
            return jetzt - beendet_am > 2 * self.takt
        return geplant_fuer < self.geplant(jetzt - NACHSICHT)


def _um(tag: date, zeit: time) -> datetime:
    return datetime.combine(tag, zeit, BERLIN).astimezone(UTC)
