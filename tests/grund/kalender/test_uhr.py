"""The one clock."""

from datetime import date

from familienbuero import kalender


def test_stichtag_stellt_die_uhr_und_stellt_sie_zurueck() -> None:
    vorher = kalender.heute()
    with kalender.stichtag(date(2018, 12, 31)):
        assert kalender.heute() == date(2018, 12, 31)
        assert kalender.jetzt().utcoffset() == kalender.jetzt().replace(hour=12).utcoffset()
    assert kalender.heute() == vorher


def test_einstellung_stellt_die_uhr(settings: object) -> None:
    settings.STICHTAG = "2019-03-31"  # type: ignore[attr-defined]
    with kalender.stichtag(date(2020, 1, 1)):
        assert kalender.heute() == date(2020, 1, 1)  # a command goes before the setting
