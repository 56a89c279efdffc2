"""When a period is over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familienbuero.datenschutz.regeln import spaetester_beginn
from familienbuero.kalender.regeln import monate_spaeter


@pytest.mark.parametrize(
    ("heute", "monate", "beginn"),
    [
        (date(2026, 9, 7), 3, date(2026, 6, 7)),
        (date(2026, 9, 7), 6, date(2026, 3, 7)),
        (date(2026, 3, 1), 3, date(2025, 12, 1)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),  # 1 March + 3 months is 1 June
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
    ],
)
def test_der_letzte_tag_an_dem_eine_frist_begonnen_haben_kann(heute: date, monate: int, beginn: date) -> None:
    assert spaetester_beginn(heute, monate) == beginn


@given(heute=st.dates(date(2020, 1, 1), date(2040, 12, 31)), monate=st.integers(1, 120))
def test_keinen_tag_zu_frueh_und_keinen_zu_spaet(heute: date, monate: int) -> None:
    beginn = spaetester_beginn(heute, monate)
    assert monate_spaeter(beginn, monate) <= heute
    assert monate_spaeter(date.fromordinal(beginn.toordinal() + 1), monate) > heute
