"""Working days and deadlines."""

from datetime import date

import pytest

from familienbuero.kalender.regeln import besuchstage, feiertag, frist, ist_werktag, monate_spaeter

DREI_WERKTAGE = [
    ((2026, 4, 1), (2026, 4, 8)),
    ((2026, 4, 2), (2026, 4, 9)),
    ((2026, 5, 12), (2026, 5, 18)),
    ((2026, 5, 13), (2026, 5, 19)),
    ((2026, 5, 22), (2026, 5, 28)),
    ((2026, 6, 3), (2026, 6, 9)),
    ((2026, 10, 30), (2026, 11, 4)),
    ((2026, 11, 20), (2026, 11, 25)),
    ((2026, 11, 22), (2026, 11, 25)),
    ((2026, 12, 23), (2026, 12, 29)),
    ((2027, 12, 23), (2027, 12, 28)),
    ((2026, 1, 1), (2026, 1, 6)),
    ((2025, 10, 31), (2025, 11, 5)),
]


@pytest.mark.parametrize(("eingang", "faellig"), DREI_WERKTAGE)
def test_drei_werktage_zaehlen_montag_bis_freitag_ohne_feiertage(
    eingang: tuple[int, ...], faellig: tuple[int, ...]
) -> None:
    assert frist(date(*eingang), 3) == date(*faellig)


def test_samstag_zaehlt_nur_auf_wunsch() -> None:
    freitag = date(2026, 11, 20)
    assert frist(freitag, 1, samstag=True) == date(2026, 11, 21)
    assert frist(freitag, 1) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ((2026, 6, 4), "Fronleichnam"),
        ((2026, 11, 1), "Allerheiligen"),
        ((2026, 10, 31), ""),
        ((2026, 12, 24), ""),
    ],
)
def test_feiertage_sind_die_von_nrw(tag: tuple[int, ...], name: str) -> None:
    assert feiertag(date(*tag)) == name


def test_an_schliesstagen_wird_nicht_besucht_aber_die_frist_laeuft() -> None:
    zu = {date(2026, 9, 8)}
    assert besuchstage(date(2026, 9, 5), date(2026, 9, 9), zu) == [date(2026, 9, 7), date(2026, 9, 9)]
    assert ist_werktag(date(2026, 9, 8))


@pytest.mark.parametrize(
    ("tag", "monate", "ergebnis"),
    [((2024, 2, 29), 12, (2025, 3, 1)), ((2026, 1, 31), 1, (2026, 3, 1)), ((2026, 11, 15), 2, (2027, 1, 15))],
)
def test_monate_spaeter(tag: tuple[int, ...], monate: int, ergebnis: tuple[int, ...]) -> None:
    assert monate_spaeter(date(*tag), monate) == date(*ergebnis)
