"""One row of the office's table: what is read, what is refused."""

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from familienbuero.einlesen.regeln import Vorgaben, lesen
from tests.conftest import HEUTE
from tests.daten.bestandstabellen import tabelle, zeile
from willkommensbesuche.altbestand.dienste.abgleich import profile
from willkommensbesuche.altbestand.enums import Altstand
from willkommensbesuche.altbestand.regeln.vorlage import leere_tabelle
from willkommensbesuche.altbestand.regeln.zeile import Bestandszeile, Personal, zeile_pruefen

MIRIAM, AYLIN, FORT = UUID(int=1), UUID(int=2), UUID(int=3)
PERSONAL = Personal(
    namen={
        "miriam sommer": frozenset({MIRIAM}),
        "miriam buro example": frozenset({MIRIAM}),
        "sommer": frozenset({MIRIAM, AYLIN}),
        "erna fort": frozenset({FORT}),
    },
    im_dienst=frozenset({MIRIAM, AYLIN}),
)
TERMIN = {"Stand": "Termin vereinbart", "Termin": "15.09.2026 10:00", "Besuchskraft": "Miriam Sommer"}
DAUER = "Die Dauer ist eine Zahl von 1 bis 480 Minuten."
DATUM = "Aus dieser Hausnummer ist ein Datum geworden. Bitte als Text eintragen: '1-3."
FORMEL = "Der Wert beginnt wie eine Formel und wird nicht übernommen."
BESUCHT = {"Stand": "besucht", "besucht": "03.09.2026", "Besuchskraft": "Miriam Sommer"}


def erste(inhalt: bytes) -> Any:
    liste = lesen(inhalt, profile())
    vorgaben = Vorgaben(
        heute=HEUTE,
        postleitzahlen=frozenset({"57076"}),
        datumsformat=liste.profil.datumsformat,
        spalten=liste.spalten,
    )
    return zeile_pruefen(next(liste.zeilen), vorgaben, PERSONAL)


def gelesen(**anders: str) -> Any:
    return erste(tabelle(zeile(**anders)))


@pytest.mark.parametrize(
    ("anders", "spalte", "grund"),
    [
        ({"name": ""}, "Familienname", "Der Familienname fehlt."),
        ({"vorname": ""}, "Vorname Elternteil", "Der Vorname eines Elternteils fehlt."),
        (
            {"Familienname Elternteil 2": "Muster"},
            "Familienname Elternteil 2",
            "Zum zweiten Elternteil fehlt der Vorname.",
        ),
        ({"strasse": ""}, "Straße", "Die Straße fehlt."),
        ({"nummer": ""}, "Hausnummer", "Die Hausnummer fehlt."),
        ({"Ort": ""}, "Ort", "Der Ort fehlt."),
        ({"plz": "5707"}, "PLZ", "Eine Postleitzahl hat fünf Ziffern."),
        ({"plz": "50667"}, "PLZ", "Diese Postleitzahl liegt nicht in der Kommune."),
        ({"email": "familie(at)web"}, "E-Mail", "Das ist keine E-Mail-Adresse."),
        ({"Anlass": ""}, "Anlass", "Der Anlass fehlt."),
        ({"geboren": ""}, "Kind geboren am", "Das Geburtsdatum des Kindes fehlt."),
        ({"geboren": "31.02.2026"}, "Kind geboren am", "Diesen Tag gibt es nicht."),
        ({"geboren": "08.09.2026"}, "Kind geboren am", "Das Datum liegt in der Zukunft."),
        ({"Anlass": "Zuzug"}, "Ereignisdatum", "Das Datum des Anlasses fehlt."),
        ({"Stand": ""}, "Stand", "Der Stand fehlt."),
        (TERMIN | {"Termin": ""}, "Termin", "Zum Stand „Termin vereinbart“ fehlt der Termin."),
        ({"Termin": "15.09.2026 10:00"}, "Termin", "Das passt nicht zum Stand „offen“."),
        ({"besucht": "03.09.2026"}, "Besucht am", "Das passt nicht zum Stand „offen“."),
        (
            TERMIN | {"Termin": "15.09.2026"},
            "Termin",
            "Zum Termin fehlt die Uhrzeit, zum Beispiel 07.09.2026 10:00.",
        ),
        (TERMIN | {"Termin": "15.09.2026 24:30"}, "Termin", "Diese Uhrzeit gibt es nicht."),
        (TERMIN | {"Termin": "morgen um zehn"}, "Termin", "Ein Datum wird in der Form TT.MM.JJJJ erwartet."),
        (TERMIN | {"Termin": "15.09.9026 10:00"}, "Termin", "Das Jahr kann nicht stimmen."),
        (TERMIN | {"Besuchskraft": ""}, "Besuchskraft", "Die Besuchskraft fehlt."),
        (
            TERMIN | {"Besuchskraft": "Frau Unbekannt"},
            "Besuchskraft",
            "Zu dieser Besuchskraft gibt es kein Konto. Die Verwaltung kann eines anlegen.",
        ),
        (
            TERMIN | {"Besuchskraft": "Sommer"},
            "Besuchskraft",
            "So heißen mehrere. Bitte tragen Sie die E-Mail-Adresse des Kontos ein.",
        ),
        (TERMIN | {"Besuchskraft": "Erna Fort"}, "Besuchskraft", "Diese Person macht keine Besuche mehr."),
        (BESUCHT | {"besucht": ""}, "Besucht am", "Der Tag des Besuchs fehlt."),
        (BESUCHT | {"besucht": "08.09.2026"}, "Besucht am", "Das Datum liegt in der Zukunft."),
        (BESUCHT | {"besucht": "03.09.2020"}, "Besucht am", "Dieser Tag liegt vor der Geburt des Kindes."),
        ({"nummer": "01.03.2026"}, "Hausnummer", DATUM),
        ({"nummer": "2026-03-01 00:00:00"}, "Hausnummer", DATUM),
        (BESUCHT | {"dauer": "eine Stunde"}, "Dauer in Minuten", DAUER),
        (BESUCHT | {"dauer": "600"}, "Dauer in Minuten", DAUER),
        (BESUCHT | {"paket": "zwei"}, "Begrüßungspaket", "Hier steht ja oder nein."),
        ({"name": "=HYPERLINK(1)"}, "Familienname", FORMEL),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_column_and_sentence(
    anders: dict[str, str], spalte: str, grund: str
):
    assert [(f.zeile, f.spalte, f.grund) for f in gelesen(**anders)] == [(2, spalte, grund)]


@pytest.mark.parametrize(
    ("feld", "anfang"),
    [
        ("Anlass", "Diesen Anlass kennen wir nicht. Möglich sind: Geburt, Zuzug,"),
        ("Stand", "Diesen Stand kennen wir nicht. Möglich sind: offen, Termin vereinbart,"),
        ("Sprache", "Diese Sprache kennen wir nicht. Möglich sind: Deutsch,"),
        ("Themen", "Ein Thema kennen wir nicht. Möglich sind: Stillen und Essen,"),
    ],
)
def test_an_unknown_word_is_answered_with_those_that_are_known(feld: str, anfang: str):
    (fehler,) = gelesen(**({feld: "Quatsch"} | ({"geboren": "01.08.2026"} if feld == "Anlass" else {})))[:1]
    assert (fehler.spalte, fehler.grund.startswith(anfang)) == (feld, True)


@pytest.mark.parametrize(
    ("anders", "tag", "uhrzeit"),
    [
        ({}, None, None),
        (TERMIN, date(2026, 9, 15), time(10)),
        (TERMIN | {"Termin": "15.9.2026, 9.30 Uhr"}, date(2026, 9, 15), time(9, 30)),
        (BESUCHT, date(2026, 9, 3), None),
        (BESUCHT | {"besucht": "03.09.2026 11:15"}, date(2026, 9, 3), time(11, 15)),
        (BESUCHT | {"Termin": "03.09.2026 11:15"}, date(2026, 9, 3), time(11, 15)),
        (BESUCHT | {"Termin": "01.09.2026 11:15"}, date(2026, 9, 3), None),
        (BESUCHT | {"besucht": "", "Termin": "03.09.2026 8:00"}, date(2026, 9, 3), time(8)),
        (TERMIN | {"Stand": "abgesagt"}, date(2026, 9, 15), time(10)),
        ({"Stand": "abgesagt"}, None, None),
    ],
)
def test_day_and_time_of_a_visit(anders: dict[str, str], tag: date | None, uhrzeit: time | None):
    richtige = gelesen(**anders)
    assert isinstance(richtige, Bestandszeile)
    assert (richtige.tag, richtige.uhrzeit) == (tag, uhrzeit)


def test_what_a_row_says_is_read_by_word_or_code():
    richtige = gelesen(
        **BESUCHT | {"Besuchskraft": "MIRIAM@buero.example"},
        Sprache="türkisch",
        Themen="Kita, schlafen; Kita",
        dauer="50",
        paket="Ja",
        Bemerkung="Ruft  zurück.",
    )
    assert (richtige.stand, richtige.besuchskraft, richtige.sprache) == (Altstand.BESUCHT, MIRIAM, "tr")
    assert (richtige.themen, richtige.dauer, richtige.paket) == (("kita", "schlafen"), 50, True)
    assert (richtige.bemerkung, richtige.ereignisdatum) == ("Ruft zurück.", date(2026, 8, 1))


def test_a_family_that_was_visited_may_live_elsewhere_and_its_visitor_may_have_left():
    richtige = gelesen(**BESUCHT | {"Besuchskraft": "Erna Fort"}, plz="50667")
    assert (richtige.plz, richtige.besuchskraft) == ("50667", FORT)


def test_the_example_of_the_empty_table_is_never_taken_over():
    (fehler, *_) = erste(leere_tabelle(profile()[0]))
    assert fehler.grund == "Das ist die Beispielzeile der Vorlage. Bitte löschen Sie sie."
