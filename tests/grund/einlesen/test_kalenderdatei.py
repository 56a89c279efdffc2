"""Calendars from outside: what becomes a date, what does not, and what stops the process that reads."""

from datetime import date, datetime

import pytest

from familienbuero.einlesen.abschirmung import KALENDER_AUFWENDIG, kalender_lesen
from familienbuero.einlesen.regeln.grenzen import Grenzen
from familienbuero.einlesen.regeln.kalenderdatei import BERLIN, Kalenderinhalt
from familienbuero.fehler import Ablehnung

VON, BIS = date(2026, 9, 7), date(2027, 3, 16)


def kalender(*ereignisse: str) -> bytes:
    zeilen = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//"]
    for ereignis in ereignisse:
        zeilen += ["BEGIN:VEVENT", *ereignis.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join([*map(str.strip, zeilen), "END:VCALENDAR", ""]).encode()


def gelesen(*ereignisse: str) -> Kalenderinhalt:
    return kalender_lesen(kalender(*ereignisse), von=VON, bis=BIS)


def anfaenge(*ereignisse: str) -> list[str]:
    inhalt = gelesen(*ereignisse)
    return [f"{termin.beginn.astimezone(BERLIN):%d.%m. %H:%M}" for termin in inhalt.termine]


ZEIT = "DTSTART;TZID=Europe/Berlin:20260910T093000\nDTEND;TZID=Europe/Berlin:20260910T110000"
EINMAL = f"UID:1\nSUMMARY:Treff\n{ZEIT}"
VERLEGT = (
    "UID:2\nRECURRENCE-ID;TZID=Europe/Berlin:20261019T093000\nSUMMARY:Kurs"
    "\nDTSTART;TZID=Europe/Berlin:20261020T140000\nDURATION:PT90M"
)
REIHE = "UID:2\nSUMMARY:Kurs\nDTSTART;TZID=Europe/Berlin:20261012T093000\nDURATION:PT90M"


@pytest.mark.parametrize(
    ("ereignisse", "erwartet"),
    [
        ([EINMAL], ["10.09. 09:30"]),
        (["UID:1\nDTSTART:20260910T073000Z\nDTEND:20260910T090000Z"], ["10.09. 09:30"]),
        (["UID:1\nDTSTART:20260910T093000\nDTEND:20260910T110000"], ["10.09. 09:30"]),
        (
            ["UID:1\nDTSTART;TZID=America/New_York:20260910T033000\nDURATION:PT1H"],
            ["10.09. 09:30"],
        ),
        (
            [REIHE + "\nRRULE:FREQ=WEEKLY;COUNT=4"],
            ["12.10. 09:30", "19.10. 09:30", "26.10. 09:30", "02.11. 09:30"],
        ),
        (
            [REIHE + "\nRRULE:FREQ=WEEKLY;UNTIL=20261027T000000Z\nEXDATE;TZID=Europe/Berlin:20261019T093000"],
            ["12.10. 09:30", "26.10. 09:30"],
        ),
        (
            [
                REIHE + "\nRRULE:FREQ=WEEKLY;COUNT=2",
                VERLEGT,
            ],
            ["12.10. 09:30", "20.10. 14:00"],
        ),
        (["UID:1\nDTSTART:20260901T093000\nDTEND:20260901T110000"], []),
    ],
)  # fmt: skip
def test_termine_stehen_auf_der_uhr_von_berlin(ereignisse: list[str], erwartet: list[str]):
    assert anfaenge(*ereignisse) == erwartet


@pytest.mark.parametrize(
    "ereignis",
    [
        "UID:1\nDTSTART;VALUE=DATE:20260910\nDTEND;VALUE=DATE:20260911",
        "UID:1\nDTSTART:20260910T220000\nDTEND:20260911T010000",
        "UID:1\nDTSTART:20260910T220000",
        "UID:1\nDTSTART:20261025T003000Z\nDTEND:20261025T011500Z",
        "UID:1\nDTSTART:20260910T220000\nDTEND:20260910T210000",
        "UID:1\nSUMMARY:Ohne Zeit",
    ],
)
def test_was_kein_termin_eines_angebots_ist_wird_gezaehlt_und_ausgelassen(ereignis: str):
    inhalt = gelesen(ereignis)
    assert (inhalt.termine, inhalt.ausgelassen) == ([], 1)


def test_ein_termin_behaelt_seinen_schluessel_auch_wenn_er_umzieht():
    vorher, nachher = (
        gelesen(EINMAL).termine[0],
        gelesen(EINMAL.replace("20260910", "20260911")).termine[0],
    )
    assert (vorher.ereignis, vorher.wiederholung) == (nachher.ereignis, nachher.wiederholung)
    assert vorher.beginn != nachher.beginn
    reihe = gelesen(REIHE + "\nRRULE:FREQ=WEEKLY;COUNT=3").termine
    assert len({(termin.ereignis, termin.wiederholung) for termin in reihe}) == 3


def test_steuerzeichen_und_laenge_kommen_nicht_durch():
    termin = gelesen(
        "UID:1\nSUMMARY:Tr\x07eff " + "x" * 500 + "\nSTATUS:CANCELLED\n" + EINMAL.split("\n", 2)[2]
    )
    eines = termin.termine[0]
    assert eines.titel.startswith("Treff x")
    assert len(eines.titel) == 100
    assert eines.abgesagt
    assert eines.beginn == datetime(2026, 9, 10, 9, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (b"", "kein Kalender"),
        (b"<html>Bitte melden Sie sich an</html>", "kein Kalender"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:gestern\r\nEND:VEVENT", "beschädigt|kein Kalender"),
        (b"BEGIN:VCALENDAR\r\n" + b"\xff\xfe\x00" * 100, "beschädigt"),
        (kalender(REIHE + "\nRRULE:FREQ=SECONDLY"), "mehr Termine"),
        (kalender(REIHE + "\nRRULE:FREQ=DAILY;BYSECOND=1,2,3"), "mehr Termine"),
        (kalender(REIHE + "\nRRULE:FREQ=MONATLICH"), "beschädigt|mehr Termine"),
        (kalender(*[f"UID:{n}\n{EINMAL.split(chr(10), 1)[1]}" for n in range(2_100)]), "mehr Termine"),
    ],
)
def test_was_kein_kalender_ist_wird_mit_einem_satz_abgelehnt(inhalt: bytes, satz: str):
    with pytest.raises(Ablehnung, match=satz):
        kalender_lesen(inhalt, von=VON, bis=BIS)


def test_wer_zu_viel_zeit_will_bekommt_sie_nicht():
    viele = kalender(*[f"UID:{n}\n{EINMAL.split(chr(10), 1)[1]}" for n in range(4_000)])
    with pytest.raises(Ablehnung) as abgelehnt:
        kalender_lesen(viele * 20, von=VON, bis=BIS, grenzen=Grenzen(sekunden=1))
    assert abgelehnt.value.satz == KALENDER_AUFWENDIG
