"""Keys by which German names are sorted and found."""

from datetime import date

import pytest

from familienbuero.stammdaten.regeln import (
    alter_in_monaten,
    alter_in_worten,
    haushaltsschluessel,
    hindernis,
    sortierschluessel,
    suchschluessel,
    waehlbar,
    ziffern,
)


@pytest.mark.parametrize(
    ("text", "schluessel"),
    [
        ("Müller", "muller"), ("Strauß", "strauss"), ("Łukasik", "lukasik"), ("Ḥaddād", "haddad"),
        ("O’Neill", "oneill"), ("Yılmaz", "yilmaz"), ("Groß-Gerau", "gross gerau"), ("ʾAḥmad", "ahmad"),
        ("Đorđević", "dordevic"),
    ],
)  # fmt: skip
def test_sortierschluessel_nach_din_5007_1(text: str, schluessel: str) -> None:
    assert sortierschluessel(text) == schluessel


def test_namen_sortieren_wie_im_telefonbuch() -> None:
    namen = ["Zander", "Özdemir", "Oster", "Muller", "Müller", "Mueller", "Ärzte", "Arndt"]
    assert sorted(namen, key=sortierschluessel) == [
        "Arndt", "Ärzte", "Mueller", "Muller", "Müller", "Oster", "Özdemir", "Zander",
    ]  # fmt: skip


def test_mueller_in_drei_schreibweisen_ist_ein_suchwort() -> None:
    assert {suchschluessel(name) for name in ("Müller", "Mueller", "MULLER", "muller")} == {"muller"}


@pytest.mark.parametrize(
    ("text", "nur"), [("0271 404-2234", "02714042234"), ("+49 271 4042234", "02714042234"), ("", "")]
)
def test_ziffern_einer_telefonnummer(text: str, nur: str) -> None:
    assert ziffern(text) == nur


@pytest.mark.parametrize(
    ("text", "gewaehlt"),
    [
        ("0271 404-2100", "02714042100"),
        ("+49 (0)271 / 404-21", "+4927140421"),
        ("(0271) 4711, Durchwahl 12", "02714711"),
        ("0271 4711 (abends ab 18 Uhr)", "02714711"),
        ("0271 4711 / 0171 2345", "02714711"),
        ("Büro: 0271\u00a04711", "02714711"),
        ("٠١٧١ ٢٣٤٥", "01712345"),
        ("112", "112"),
        ("kein Telefon", ""),
        ("", ""),
    ],
)
def test_ein_telefon_waehlt_die_nummer_und_nicht_was_daneben_steht(text: str, gewaehlt: str) -> None:
    assert waehlbar(text) == gewaehlt


def test_haushalt_haengt_nicht_an_schreibweise_reihenfolge_und_zusatz() -> None:
    eltern = [("Müller", "Anna"), ("Wilms", "Bo")]
    eins = haushaltsschluessel(plz="57072", strasse="St.-Johann-Straße", hausnummer="7 b", vertreter=eltern)
    zwei = haushaltsschluessel(
        plz="57072",
        strasse="St. Johann Strasse",
        hausnummer="7b",
        vertreter=[("WILMS", "Bo"), ("Mueller", "Anna")],
    )
    anderswo = haushaltsschluessel(plz="57072", strasse="St.-Johann-Straße", hausnummer="9", vertreter=eltern)
    assert eins == zwei != anderswo


@pytest.mark.parametrize(
    ("am", "monate"), [((2026, 9, 14), 23), ((2026, 9, 15), 24), ((2024, 9, 15), 0), ((2024, 9, 14), -1)]
)
def test_alter_zaehlt_vollendete_monate(am: tuple[int, ...], monate: int) -> None:
    assert alter_in_monaten(date(2024, 9, 15), date(*am)) == monate


@pytest.mark.parametrize(
    ("geboren", "worte"),
    [
        ((2026, 9, 6), "1 Tag"),
        ((2026, 7, 27), "6 Wochen"),
        ((2026, 3, 7), "6 Monate"),
        ((2024, 3, 7), "2 Jahre"),
    ],
)
def test_alter_in_worten(geboren: tuple[int, ...], worte: str) -> None:
    assert alter_in_worten(date(*geboren), date(2026, 9, 7)) == worte


def test_hindernis_nennt_den_schwersten_grund_zuerst() -> None:
    gruende = ["verstorben", "auskunftssperre", "sperrvermerk", "weggezogen", "kein_kontakt"]
    nichts = dict.fromkeys(gruende, False)
    assert hindernis(**dict.fromkeys(gruende, True)) == "Ein Kind der Familie ist verstorben."
    assert hindernis(**nichts | {"kein_kontakt": True}) == "Die Familie möchte keinen Kontakt mehr."
    assert hindernis(**nichts) == ""
