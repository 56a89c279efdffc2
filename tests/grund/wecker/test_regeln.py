"""When work by the clock is due: tables of cases, on both days on which the clock changes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from familienbuero.kalender.regeln import tage as kalendertage
from familienbuero.kalender.uhr import BERLIN
from familienbuero.wecker.regeln import Weckzeit

TAEGLICH = Weckzeit("Probe", time(4, 0))
HALBMINUETLICH = Weckzeit("Probe", timedelta(seconds=30))


def um(text: str) -> datetime:
    """A moment in Berlin, of which "2027-10-31 02:30 zum zweiten" tells the second one."""
    zeit, _, zweites = text.partition(" zum ")
    return datetime.fromisoformat(zeit).replace(tzinfo=BERLIN, fold=bool(zweites))


@pytest.mark.parametrize(
    ("jetzt", "geplant"),
    [
        ("2026-09-07 03:59", "2026-09-06 04:00"),
        ("2026-09-07 04:00", "2026-09-07 04:00"),
        ("2026-09-07 23:59", "2026-09-07 04:00"),
        ("2027-01-01 00:00", "2026-12-31 04:00"),
        ("2028-03-01 03:00", "2028-02-29 04:00"),
        ("2027-03-28 03:30", "2027-03-27 04:00"),  # spring: an hour is missing
        ("2027-03-28 04:00", "2027-03-28 04:00"),
        ("2027-10-31 02:30", "2027-10-30 04:00"),  # autumn: an hour comes twice
        ("2027-10-31 02:30 zum zweiten", "2027-10-30 04:00"),
        ("2027-10-31 04:00", "2027-10-31 04:00"),
    ],
)
def test_taegliche_arbeit_ist_fuer_ihren_letzten_zeitpunkt_geplant(jetzt: str, geplant: str):
    assert TAEGLICH.geplant(um(jetzt)) == um(geplant)


@pytest.mark.parametrize(
    "tag", ["2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29", "2028-02-29", "2027-12-31"]
)
@pytest.mark.parametrize("stunde", [0, 2, 4])
def test_jeder_tag_hat_genau_einen_zeitpunkt_auch_wenn_die_uhr_umgestellt_wird(tag: str, stunde: int):
    beginn = um(f"{tag} 00:00").astimezone(UTC) - timedelta(days=1)
    zeit = Weckzeit("Probe", time(stunde, 30))
    minuten = [beginn + timedelta(minutes=minute) for minute in range(3 * 24 * 60)]
    zeitpunkte = sorted({zeit.geplant(minute) for minute in minuten} - {zeit.geplant(minuten[0])})
    tage = [zeitpunkt.astimezone(BERLIN).date() for zeitpunkt in zeitpunkte]
    assert len(tage) >= 3
    assert tage == list(kalendertage(tage[0], tage[-1]))


@given(st.integers(0, 2**32))
def test_der_zeitpunkt_liegt_nie_in_der_zukunft_und_nie_einen_takt_zurueck(sekunden: int):
    jetzt = datetime.fromtimestamp(sekunden, UTC)
    assert jetzt - timedelta(seconds=30) < HALBMINUETLICH.geplant(jetzt) <= jetzt
    assert jetzt - timedelta(hours=25) <= TAEGLICH.geplant(jetzt) <= jetzt


@pytest.mark.parametrize(
    ("zeit", "geplant_fuer", "beendet_am", "ueberfaellig"),
    [
        (HALBMINUETLICH, None, None, True),
        (HALBMINUETLICH, "2026-09-07 11:59", "2026-09-07 11:59:00", False),
        (HALBMINUETLICH, "2026-09-07 11:58:30", "2026-09-07 11:58:59", True),
        (TAEGLICH, "2026-09-07 04:00", "2026-09-07 04:10", False),
        (TAEGLICH, "2026-09-06 04:00", "2026-09-06 04:10", True),
    ],
)
def test_ueberfaellig_ist_was_zwei_takte_lang_niemand_getan_hat(
    zeit: Weckzeit, geplant_fuer: str | None, beendet_am: str | None, ueberfaellig: bool
):
    assert ueberfaellig == zeit.ist_ueberfaellig(
        geplant_fuer=um(geplant_fuer) if geplant_fuer else None,
        beendet_am=um(beendet_am) if beendet_am else None,
        jetzt=um("2026-09-07 12:00"),
    )


def test_taegliches_hat_nach_seiner_zeit_zwei_stunden():
    gestern = {"geplant_fuer": um("2026-09-06 04:00"), "beendet_am": um("2026-09-06 04:10")}
    assert not TAEGLICH.ist_ueberfaellig(**gestern, jetzt=um("2026-09-07 05:59"))
    assert TAEGLICH.ist_ueberfaellig(**gestern, jetzt=um("2026-09-07 06:00"))


def test_taegliches_liegt_nicht_in_der_stunde_der_umstellung():
    zeiten = [zeit.takt for zeit in settings.WECKER.values() if isinstance(zeit.takt, time)]
    assert [zeit for zeit in zeiten if time(1, 30) < zeit < time(3, 30)] == []
