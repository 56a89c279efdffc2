"""The week of the team."""

from datetime import date, time

import pytest

from familienbuero import kalender
from familienbuero.kalender.regeln import woche_schreiben
from familienbuero.termine.models import Dienstzeit
from willkommensbesuche.besuche.wochenplan import dienst_in_worten, montag_lesen


@pytest.mark.parametrize(
    ("heute", "montag"),
    [((2026, 9, 11), (2026, 9, 7)), ((2026, 9, 12), (2026, 9, 14)), ((2026, 9, 13), (2026, 9, 14))],
)
def test_am_wochenende_zeigt_die_woche_schon_die_naechste(
    heute: tuple[int, ...], montag: tuple[int, ...]
) -> None:
    with kalender.stichtag(date(*heute)):
        assert montag_lesen("") == date(*montag)


@pytest.mark.parametrize(
    ("text", "montag"), [("2026-W01", (2025, 12, 29)), ("2027-W53", (2026, 9, 7)), ("9999-W01", (2026, 9, 7))]
)
def test_woche_aus_der_adresse_oder_die_laufende(text: str, montag: tuple[int, ...]) -> None:
    assert montag_lesen(text) == date(*montag)
    assert montag_lesen(woche_schreiben(date(*montag))) == date(*montag)


def test_gleiche_tage_hintereinander_werden_zusammengezogen() -> None:
    tage = [(0, 8, 16), (1, 8, 16), (2, 8, 16), (4, 9, 12)]
    dienste = [Dienstzeit(wochentag=tag, von=time(von), bis=time(bis)) for tag, von, bis in tage]
    assert dienst_in_worten(dienste) == "Mo–Mi 8–16 Uhr, Fr 9–12 Uhr"
