"""Periods of deletion as pure functions (DSGVO Art. 5 Abs. 1 lit. e, § 84 SGB X)."""

from datetime import date, timedelta

from familienbuero.kalender.regeln import monate_spaeter

# Between the mark and the destruction the office can still stop it.
BEDENKZEIT = timedelta(days=14)


def spaetester_beginn(heute: date, monate: int) -> date:
    """The last day on which a period of `monate` months can have begun to be over on `heute`."""
    tag = monate_spaeter(heute, -monate)
    while monate_spaeter(tag, monate) > heute:
        tag -= timedelta(days=1)
    return tag
