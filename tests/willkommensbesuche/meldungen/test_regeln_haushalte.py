"""Which rows are one household, which stored family it is, and what changes."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.meldungen.enums import Meldeanlass
from willkommensbesuche.meldungen.regeln.haushalte import (
    BekannteFamilie,
    BekanntesKind,
    Bestand,
    haushalte_bilden,
    ohne_wiederholungen,
)
from willkommensbesuche.meldungen.regeln.vergleich import (
    Haushaltsstand,
    Kindstand,
    fallanlass,
    haushalt_soll,
    haushaltsaenderungen,
    kind_soll,
    kindaenderungen,
    unterschiede,
)
from willkommensbesuche.meldungen.regeln.zeile import Meldezeile, Vertreter

MUTTER = Vertreter("Frau", "Beispiel", "Rosina", False)
AMT = Vertreter("", "Jugendamt", "", True)
LISTE_VOM = date(2026, 8, 31)
ALLES = frozenset({"zusatz", "ortsteil", "geschlecht", "sperrvermerk", "sterbedatum"})


def zeile(kennung: str, haushalt: str = "rosenstr", **anders: Any) -> Meldezeile:
    felder: dict[str, Any] = {
        "nummer": 2,
        "abdruck": "",
        "anlass": Meldeanlass.GEBURT,
        "ereignisdatum": date(2026, 8, 1),
        "datiert": True,
        "ordnungsmerkmal": kennung,
        "familienname": "Beispiel",
        "vornamen": "Mika",
        "geburtsdatum": date(2026, 8, 1),
        "geschlecht": "d",
        "sterbedatum": None,
        "strasse": "Rosenstraße",
        "hausnummer": "7",
        "zusatz": "",
        "plz": "57076",
        "ort": "Siegen",
        "ortsteil": "Weidenau",
        "fort": False,
        "vertreter": (MUTTER,),
        "auskunftssperre": False,
        "sperrvermerk": False,
    }
    return Meldezeile(**felder | anders, haushalt=haushalt, kindschluessel=kennung)


def bestand(**familien: tuple[str | None, str]) -> tuple[Bestand, dict[str, UUID]]:
    """`a=("rosenstr", "1 2")`: family a has that household key and the children 1 and 2."""
    ids = {name: uuid4() for name in familien}
    kinder = {
        kennung: BekanntesKind(uuid4(), ids[name])
        for name, (_, kennungen) in familien.items()
        for kennung in kennungen.split()
    }
    lagen = {
        ids[name]: BekannteFamilie(
            schluessel, frozenset(kinder[kennung].kind for kennung in kennungen.split())
        )
        for name, (schluessel, kennungen) in familien.items()
    }
    haushalte = {schluessel: ids[name] for name, (schluessel, _) in familien.items() if schluessel}
    return Bestand(kinder, lagen, haushalte), ids


def gebildet(
    stand: tuple[Bestand, dict[str, UUID]], *zeilen: Meldezeile
) -> list[tuple[str | None, bool, str]]:
    """Per household: name of the stored family, whether it moves as a whole, its children."""
    namen = {familie: name for name, familie in stand[1].items()}
    return [
        (namen.get(haushalt.familie), haushalt.verlegt, " ".join(eine.kennung for eine in haushalt.zeilen))
        for haushalt in haushalte_bilden(zeilen, stand[0], LISTE_VOM)
    ]


# --- Repeats -----------------------------------------------------------------------------------------------


def test_a_repeat_is_set_aside():
    erste, zweite = zeile("1"), replace(zeile("1"), nummer=9)
    assert ohne_wiederholungen([erste, zweite]) == ([erste], [zweite])


def test_of_two_rows_of_a_child_the_later_event_speaks_and_a_death_is_kept():
    gestorben = zeile("1", sterbedatum=date(2026, 8, 2), ereignisdatum=date(2026, 8, 2))
    spaeter = zeile("1", "hang", ereignisdatum=date(2026, 9, 1))
    [gilt], [wiederholung] = ohne_wiederholungen([gestorben, spaeter])
    assert (gilt.haushalt, gilt.sterbedatum) == ("hang", date(2026, 8, 2))
    assert wiederholung == gestorben


# --- Households --------------------------------------------------------------------------------------------


def test_children_of_one_household_are_one_family():
    assert gebildet(bestand(), zeile("1"), zeile("2"), zeile("3", "hang")) == [
        (None, False, "1 2"),
        (None, False, "3"),
    ]


def test_a_further_child_joins_the_stored_family():
    assert gebildet(bestand(a=("rosenstr", "1")), zeile("2")) == [("a", False, "2")]


def test_a_family_that_moves_as_a_whole_keeps_its_id():
    stand = bestand(a=("rosenstr", "1 2"))
    assert gebildet(stand, zeile("1", "hang"), zeile("2", "hang")) == [("a", True, "1 2")]


def test_one_child_that_moves_alone_gets_a_new_household():
    assert gebildet(bestand(a=("rosenstr", "1 2")), zeile("1", "hang")) == [(None, False, "1")]


def test_children_move_into_a_household_that_is_there():
    stand = bestand(a=("rosenstr", "1"), b=("hang", "2"))
    assert gebildet(stand, zeile("1", "hang")) == [("b", False, "1")]


def test_the_place_of_a_family_that_moves_can_be_taken_within_one_list():
    stand = bestand(a=("rosenstr", "1"))
    assert gebildet(stand, zeile("1", "hang"), zeile("9", "rosenstr")) == [
        ("a", True, "1"),
        (None, False, "9"),
    ]


def test_a_child_that_died_stays_with_its_family_and_does_not_hold_it_back():
    stand = bestand(a=("rosenstr", "1 2"))
    tot = zeile("2", "klinik", sterbedatum=date(2026, 8, 2))
    assert gebildet(stand, zeile("1", "hang"), tot) == [("a", True, "1 2")]


def test_a_death_alone_is_taken_to_the_stored_family():
    tot = zeile("1", "klinik", sterbedatum=date(2026, 8, 2))
    assert gebildet(bestand(a=("rosenstr", "1")), tot) == [("a", False, "1")]


def test_a_family_without_household_key_gets_one():
    assert gebildet(bestand(a=(None, "1")), zeile("1")) == [("a", True, "1")]


# --- Comparison --------------------------------------------------------------------------------------------

IST = Haushaltsstand(
    strasse="Rosenstraße",
    hausnummer="7",
    zusatz="",
    plz="57076",
    ort="Siegen",
    ortsteil="Weidenau",
    fort=False,
    auskunftssperre=False,
    sperrvermerk=False,
    vertreter=(MUTTER,),
)
KIND = Kindstand("1", "Beispiel", "Mika", date(2026, 8, 1), "d", None)


def soll(
    *zeilen: Meldezeile, ist: Haushaltsstand = IST, felder: frozenset[str] = ALLES, alle: bool = True
) -> Any:
    return haushalt_soll(zeilen, ist, felder, vollstaendig=alle)


def test_a_row_that_says_what_is_stored_changes_nothing():
    assert soll(zeile("1")) == IST
    assert kind_soll(zeile("1"), KIND, ALLES) == KIND


@pytest.mark.parametrize("anders", [{"anlass": Meldeanlass.ZUZUG}, {"ereignisdatum": date(2026, 9, 1)}])
def test_occasion_and_its_date_never_count_as_a_change(anders: dict[str, Any]):
    assert soll(zeile("1", **anders)) == IST
    assert kind_soll(zeile("1", **anders), KIND, ALLES) == KIND


def test_representatives_in_another_order_are_the_same():
    vater = Vertreter("Herr", "Beispiel", "Karl", False)
    beide = replace(IST, vertreter=(MUTTER, vater))
    assert soll(zeile("1", vertreter=(vater, MUTTER)), ist=beide) == beide


def test_a_death_is_never_taken_back_nor_a_first_name_lost():
    tot = replace(KIND, sterbedatum=date(2026, 8, 2))
    assert kind_soll(zeile("1", vornamen=""), tot, ALLES) == tot


def test_what_a_list_does_not_have_is_not_compared():
    ist = replace(IST, zusatz="2. OG", ortsteil="Geisweid", sperrvermerk=True)
    assert soll(zeile("1", ortsteil=""), ist=ist, felder=frozenset()) == ist
    assert kind_soll(zeile("1", geschlecht=""), KIND, frozenset()) == KIND


def test_one_marked_child_blocks_the_household():
    assert soll(zeile("1"), zeile("2", auskunftssperre=True)).auskunftssperre is True


@pytest.mark.parametrize(("alle", "gesperrt"), [(True, False), (False, True)])
def test_only_a_list_with_all_children_lifts_a_block(alle: bool, gesperrt: bool):
    assert soll(zeile("1"), ist=replace(IST, auskunftssperre=True), alle=alle).auskunftssperre is gesperrt


def test_the_latest_event_speaks_for_the_household():
    spaeter = zeile("2", zusatz="2. OG", ereignisdatum=date(2026, 9, 1))
    assert soll(spaeter, zeile("1")).zusatz == "2. OG"


def test_a_death_changes_nothing_of_the_household_but_marks():
    tot = zeile(
        "1", "klinik", strasse="Klinikweg", vertreter=(), sterbedatum=date(2026, 8, 2), sperrvermerk=True
    )
    assert soll(tot) == replace(IST, sperrvermerk=True)


def test_a_move_is_shown_with_both_addresses():
    neu = replace(IST, strasse="Am Hang", plz="57072", ortsteil="Trupbach")
    [zeile] = haushaltsaenderungen(IST, neu)
    assert (zeile.was, zeile.bisher, zeile.neu) == (
        "Anschrift",
        "Rosenstraße 7, 57076 Siegen, Weidenau",
        "Am Hang 7, 57072 Siegen, Trupbach",
    )
    assert unterschiede(IST, neu) == {"strasse", "plz", "ortsteil"}


def test_the_address_of_a_family_that_becomes_blocked_stays_covered():
    anschrift, sperre = haushaltsaenderungen(IST, replace(IST, strasse="Am Hang", auskunftssperre=True))
    assert (anschrift.bisher, anschrift.neu) == ("verdeckt", "verdeckt")
    assert (sperre.was, sperre.bisher, sperre.neu) == ("Auskunftssperre § 51", "nein", "ja")


def test_moving_away_death_and_guardian_say_what_follows():
    [weg] = haushaltsaenderungen(IST, replace(IST, fort=True, strasse="Hauptstraße"))
    [vormund] = haushaltsaenderungen(IST, replace(IST, vertreter=(AMT,)))
    [tot] = kindaenderungen(KIND, replace(KIND, sterbedatum=date(2026, 8, 2)))
    assert [weg.neu, weg.folge] == ["fortgezogen", "Einladung entfällt, kein Brief"]
    assert [vormund.neu, vormund.folge] == ["Jugendamt", "Geht zur Entscheidung an die Leitung"]
    assert [tot.bisher, tot.neu, tot.folge] == ["–", "02.08.2026", "Kein Brief, kein Besuch"]


@pytest.mark.parametrize(
    ("anlass", "geburtsdatum", "fall", "tag"),
    [
        (Meldeanlass.GEBURT, date(2026, 8, 1), Anlass.GEBURT, date(2026, 8, 1)),
        (Meldeanlass.ZUZUG, date(2026, 5, 1), Anlass.ZUZUG, date(2026, 9, 1)),
        (Meldeanlass.UMZUG, date(2026, 5, 1), Anlass.GEBURT, date(2026, 5, 1)),
        (Meldeanlass.UMZUG, date(2024, 5, 1), Anlass.ZUZUG, date(2026, 9, 1)),
    ],
)
def test_occasion_of_a_child_reported_for_the_first_time(
    anlass: Meldeanlass, geburtsdatum: date, fall: Anlass, tag: date
):
    eine = zeile("1", anlass=anlass, geburtsdatum=geburtsdatum, ereignisdatum=date(2026, 9, 1))
    assert fallanlass([eine], date(2026, 9, 7)) == (fall, tag)


# --- Lists that a newer one has overtaken ------------------------------------------------------------------


def ueberholt(**familien: tuple[str | None, str]) -> tuple[Bestand, dict[str, UUID]]:
    """As `bestand`, but a list of September has spoken of all families."""
    stand, ids = bestand(**familien)
    spaeter = {pk: replace(lage, liste_vom=date(2026, 9, 30)) for pk, lage in stand.familien.items()}
    return replace(stand, familien=spaeter), ids


@pytest.mark.parametrize(
    ("zeilen", "erwartet"),
    [
        ([zeile("1", "hang")], [("a", False, "1")]),
        ([zeile("1", "hang"), zeile("2", "wald")], [("a", False, "1 2")]),
        ([zeile("1", "hang"), zeile("9", "hang")], [("a", False, "9 1")]),
        ([zeile("9", "hang")], [(None, False, "9")]),
        ([zeile("9", "rosenstr")], [("a", False, "9")]),
    ],
)
def test_an_older_list_moves_nobody(zeilen: list[Meldezeile], erwartet: list[tuple[str | None, bool, str]]):
    stand = ueberholt(a=("rosenstr", "1 2"))
    assert gebildet(stand, *zeilen) == erwartet
    assert all(
        haushalt.ueberholt == (haushalt.familie is not None)
        for haushalt in haushalte_bilden(zeilen, stand[0], LISTE_VOM)
    )


def test_of_an_older_list_a_household_takes_marks_alone():
    gesperrt = replace(IST, auskunftssperre=True)
    alt = zeile("1", strasse="Am Hang", ortsteil="Geisweid", fort=True)
    gilt = {"vollstaendig": True, "ueberholt": True}
    assert haushalt_soll([alt], IST, ALLES, **gilt) == IST
    assert haushalt_soll([alt], gesperrt, ALLES, **gilt) == gesperrt
    assert haushalt_soll([replace(alt, auskunftssperre=True)], IST, ALLES, **gilt) == gesperrt


def test_of_an_older_list_a_child_takes_a_death_and_a_missing_key():
    ist = kind_soll(zeile("", vornamen="Mika", familienname="Neu"), None, ALLES)
    alt = zeile("1", vornamen="Ida", familienname="Alt", sterbedatum=date(2026, 8, 3))
    assert kind_soll(alt, ist, ALLES, ueberholt=True) == replace(
        ist, ordnungsmerkmal="1", sterbedatum=date(2026, 8, 3)
    )
