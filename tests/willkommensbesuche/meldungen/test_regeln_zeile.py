"""One row of a list: what is read, what is refused."""

from datetime import date
from typing import Any

import pytest

from familienbuero.einlesen.regeln import Rohzeile, Vorgaben, lesen
from tests.daten.meldelisten import liste, zeile
from willkommensbesuche.meldungen.dienste.abgleich import profile
from willkommensbesuche.meldungen.enums import Meldeanlass
from willkommensbesuche.meldungen.regeln.zeile import Meldezeile, Vertreter, zeile_pruefen

HEUTE = date(2026, 9, 7)
ANLASS = (
    "Diesen Anlass kennen wir nicht. "
    "Möglich sind: Geburt, Zuzug, Umzug, Wegzug, Fortschreibung, Namensänderung, Sterbefall."
)
EIGENE = frozenset({"57072", "57074", "57076", "57078", "57080"})


def gelesen(**anders: str) -> Any:
    gefunden = lesen(liste(zeile(**anders)), profile())
    roh: Rohzeile = next(gefunden.zeilen)
    vorgaben = Vorgaben(
        heute=HEUTE,
        postleitzahlen=EIGENE,
        datumsformat=gefunden.profil.datumsformat,
        spalten=gefunden.spalten,
    )
    return zeile_pruefen(roh, vorgaben)


def test_a_right_row_is_read_whole():
    richtig: Meldezeile = gelesen()
    assert (richtig.nummer, richtig.anlass, richtig.ereignisdatum) == (
        2,
        Meldeanlass.GEBURT,
        date(2026, 8, 1),
    )
    assert (richtig.vornamen, richtig.geschlecht, richtig.sterbedatum) == ("Mika", "d", None)
    assert (richtig.plz, richtig.ortsteil, richtig.fort) == ("57076", "Weidenau", False)
    assert richtig.vertreter == (Vertreter("Frau", "Beispiel", "Rosina", False),)
    assert richtig.kennung == "5707626000001"
    assert "deutsch" not in repr(richtig)


@pytest.mark.parametrize(
    ("anders", "spalte", "grund"),
    [
        ({"Geburtsdatum": ""}, "Geburtsdatum", "Das Geburtsdatum fehlt."),
        ({"Geburtsdatum": "31.02.2026"}, "Geburtsdatum", "Diesen Tag gibt es nicht."),
        ({"Geburtsdatum": "00.00.0000"}, "Geburtsdatum", "Diesen Tag gibt es nicht."),
        ({"Geburtsdatum": "2026-08-01"}, "Geburtsdatum", "Ein Datum wird in der Form TT.MM.JJJJ erwartet."),
        ({"Geburtsdatum": "1.8.26"}, "Geburtsdatum", "Ein Datum wird in der Form TT.MM.JJJJ erwartet."),
        ({"Geburtsdatum": "01.01.1018"}, "Geburtsdatum", "Das Jahr kann nicht stimmen."),
        ({"Geburtsdatum": "01.01.2099"}, "Geburtsdatum", "Das Datum liegt in der Zukunft."),
        ({"Ereignisdatum": "08.09.2026"}, "Ereignisdatum", "Das Datum liegt in der Zukunft."),
        ({"Anlass": "Zuzug", "Ereignisdatum": ""}, "Ereignisdatum", "Bei einem Zuzug fehlt das Datum."),
        (
            {"Anlass": "Sterbefall", "Ereignisdatum": ""},
            "Ereignisdatum",
            "Bei einem Sterbefall fehlt das Datum.",
        ),
        ({"Sterbedatum": "31.07.2026"}, "Sterbedatum", "Das Sterbedatum liegt vor der Geburt."),
        ({"Familienname": ""}, "Familienname", "Der Familienname fehlt."),
        ({"plz": "50667"}, "PLZ", "Diese Postleitzahl liegt nicht in der Kommune."),
        ({"plz": "50667", "Anlass": "Umzug"}, "PLZ", "Diese Postleitzahl liegt nicht in der Kommune."),
        ({"plz": "5707"}, "PLZ", "Eine Postleitzahl hat fünf Ziffern."),
        ({"strasse": ""}, "Straße", "Ohne Anschrift kann keine Einladung verschickt werden."),
        ({"Ort": ""}, "Ort", "Ohne Ort kann keine Einladung verschickt werden."),
        ({"Geschlecht": "q"}, "Geschlecht", "Das Geschlecht wird als m, w oder d angegeben."),
        (
            {"vertreter1_familienname": ""},
            "Ges.Vertr.1 Familienname",
            "Der gesetzlichen Vertretung fehlt der Name.",
        ),
        ({"Anlass": "Taufe"}, "Anlass", ANLASS),
        (
            {"Familienname": "=1+1"},
            "Familienname",
            "Der Wert beginnt wie eine Formel und wird nicht übernommen.",
        ),
        ({"Vornamen": "x" * 200}, "Vornamen", "Der Wert ist länger als 120 Zeichen."),
    ],
)
def test_what_cannot_be_right_is_refused_with_one_sentence(anders: dict[str, str], spalte: str, grund: str):
    assert [(f.zeile, f.spalte, f.grund) for f in gelesen(**anders)] == [(2, spalte, grund)]


def test_a_row_can_have_several_faults():
    fehler = gelesen(Geburtsdatum="31.02.2026", Familienname="", plz="50667")
    assert sorted(f.spalte for f in fehler) == ["Familienname", "Geburtsdatum", "PLZ"]


def test_no_sentence_repeats_the_value_of_the_cell():
    [fehler] = gelesen(plz="50667")
    assert (fehler.wert, "50667" in fehler.grund) == ("50667", False)


@pytest.mark.parametrize("geburtsdatum", ["01.01.2008", "01.08.1950"])
def test_age_never_refuses_a_row(geburtsdatum: str):
    assert isinstance(gelesen(Geburtsdatum=geburtsdatum, Anlass="Zuzug"), Meldezeile)


@pytest.mark.parametrize(
    "anders",
    [
        {"plz": "57223", "Ort": "Kreuztal", "Ortsteil": ""},
        {"plz": "8001", "Ort": "Zürich"},
        {"plz": "", "strasse": "", "Ort": ""},
    ],
)
def test_a_family_that_moves_away_is_taken_over_wherever_it_goes(anders: dict[str, str]):
    assert gelesen(Anlass="Wegzug", **anders).fort is True


def test_a_death_is_taken_over_whatever_the_address():
    tot = gelesen(Anlass="Sterbefall", Ereignisdatum="05.09.2026", plz="", strasse="")
    assert tot.sterbedatum == date(2026, 9, 5)


@pytest.mark.parametrize(
    ("wort", "gesetzt"), [("J", True), ("ja", True), ("3", True), ("", False), ("N", False)]
)
def test_a_blocking_mark_is_whatever_does_not_say_none(wort: str, gesetzt: bool):
    richtig = gelesen(Auskunftssperre=wort, sperrvermerk=wort)
    assert (richtig.auskunftssperre, richtig.sperrvermerk) == (gesetzt, gesetzt)


@pytest.mark.parametrize("wort", ["N.N.", "N. N.", "n.n.", "NN", ""])
def test_a_child_without_first_name_has_none(wort: str):
    assert gelesen(Vornamen=wort).vornamen == ""


def test_a_first_name_of_one_letter_stays():
    assert gelesen(Vornamen="N").vornamen == "N"


@pytest.mark.parametrize(
    ("anrede", "familienname", "vorname", "behoerde"),
    [
        ("", "Jugendamt der Stadt Siegen, Amtsvormundschaft", "", True),
        ("", "Stadt Siegen", "", True),
        ("Herr", "Weber, Vormund", "Karl", True),
        ("", "Weber", "Karl", False),
        ("Frau", "Weber", "", False),
    ],
)
def test_an_authority_as_guardian_is_recognised(anrede: str, familienname: str, vorname: str, behoerde: bool):
    person = {
        "vertreter1_anrede": anrede,
        "vertreter1_familienname": familienname,
        "vertreter1_vorname": vorname,
    }
    assert gelesen(**person).vertreter == (Vertreter(anrede, familienname, vorname, behoerde),)


def test_the_addition_to_the_address_does_not_make_another_household():
    assert gelesen(Adresszusatz="2. OG").haushalt == gelesen(Adresszusatz="").haushalt


def test_without_ordnungsmerkmal_a_child_is_known_by_names_and_birth():
    erstes, gleiches, anderes = (
        gelesen(merkmal=""),
        gelesen(merkmal="", plz="57072"),
        gelesen(merkmal="", Vornamen="Ida"),
    )
    assert erstes.kennung == gleiches.kennung != anderes.kennung
