"""Which rows are one visit, what is known already, what stands against one."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from familienbuero.termine.regeln import Dienst, Fehlzeit
from tests.conftest import HEUTE
from willkommensbesuche.altbestand.enums import Altstand
from willkommensbesuche.altbestand.regeln.vorgaenge import (
    LAEUFT_SCHON,
    LEITUNG_ENTSCHEIDET,
    STEHT_ANDERS,
    Fallspur,
    Lage,
    Vorgang,
    doppelt_belegte,
    einwand,
    fensterhindernis,
    gespeicherte,
    vorgaenge_bilden,
    widerspruch,
)
from willkommensbesuche.altbestand.regeln.zeile import Bestandszeile
from willkommensbesuche.besuche.dienste.nachtragen import WERDEGANG, WERDEGANG_OHNE_TAG
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.regeln import Zuzugsgrenzen

MIRIAM = UUID(int=1)
GEBOREN = date(2026, 8, 1)
DIENSTAG = HEUTE + timedelta(days=1)


def bestandszeile(nummer: int = 2, **anders: object) -> Bestandszeile:
    felder: dict[str, object] = {
        "familienname": "Beispiel", "eltern": (("Beispiel", "Rosina"),), "strasse": "Rosenstraße",
        "hausnummer": "7", "zusatz": "", "plz": "57076", "ort": "Siegen", "ortsteil": "", "telefon": "",
        "email": "", "sprache": "", "kind_vorname": "Mika", "kind_geburtsdatum": GEBOREN, "anlass": "geburt",
        "ereignisdatum": GEBOREN, "stand": Altstand.OFFEN, "besuchskraft": None, "tag": None,
        "uhrzeit": None, "dauer": 0, "themen": (), "paket": False, "bemerkung": "",
    }  # fmt: skip
    return Bestandszeile(nummer=nummer, **(felder | anders))  # type: ignore[arg-type]


def vorgang(**anders: object) -> Vorgang:
    eine = bestandszeile(**anders)  # type: ignore[arg-type]
    return Vorgang(eine.haushalt, [eine])


BESUCHT = {"stand": Altstand.BESUCHT, "tag": date(2026, 9, 3), "besuchskraft": MIRIAM}
ZWILLING = {"kind_vorname": "Ida"}


@pytest.mark.parametrize(
    ("zweite", "faelle", "wiederholungen", "widersprueche"),
    [
        (ZWILLING, 1, 0, 0),
        (ZWILLING | {"eltern": (("Beispiel", "Rosina"), ("Muster", "Jonas"))}, 1, 0, 0),
        ({}, 1, 1, 0),
        ({"kind_vorname": "Mika Jonas"}, 1, 1, 0),
        ({"eltern": (("Muster", "Jonas"),)}, 1, 1, 0),
        ({"stand": Altstand.EINGELADEN, "tag": DIENSTAG, "besuchskraft": MIRIAM}, 0, 0, 2),
        (BESUCHT | {"ereignisdatum": date(2024, 5, 1), "tag": date(2024, 6, 1)}, 2, 0, 0),
        (ZWILLING | {"hausnummer": "8"}, 2, 0, 0),
        ({"kind_vorname": "Ida", "eltern": (("Beispiel", "Ada"),)}, 2, 0, 0),
    ],
)
def test_rows_of_one_household_about_one_visit_are_one_case(
    zweite: dict[str, object], faelle: int, wiederholungen: int, widersprueche: int
):
    gefunden = vorgaenge_bilden([bestandszeile(2), bestandszeile(3, **zweite)])
    assert [len(menge) for menge in gefunden] == [faelle, wiederholungen, widersprueche]


def test_all_visits_of_a_household_share_it_however_its_parents_are_named():
    erste, zweite = vorgaenge_bilden(
        [bestandszeile(2), bestandszeile(3, eltern=(("Muster", "Jonas"), ("Beispiel", "Rosina")), **BESUCHT)]
    )[0]
    assert erste.haushalt == zweite.haushalt


WARTET = Fallspur(GEBOREN, BesuchStatus.GEPRUEFT, offen=True)
UM_ZEHN = datetime.combine(DIENSTAG, time(10), BERLIN)
VEREINBART = Fallspur(GEBOREN, BesuchStatus.BESTAETIGT, UM_ZEHN, DIENSTAG, offen=True)
BESUCHT_IM_SEPTEMBER = Fallspur(date(2026, 8, 5), BesuchStatus.ABGESCHLOSSEN, tag=date(2026, 9, 3))
ABGESAGT = Fallspur(GEBOREN, BesuchStatus.ABGESAGT)
TERMIN = {"stand": Altstand.VEREINBART, "tag": DIENSTAG, "uhrzeit": time(10), "besuchskraft": MIRIAM}


@pytest.mark.parametrize(
    ("anders", "fall", "da"),
    [
        ({}, WARTET, True),
        ({}, Fallspur(GEBOREN, BesuchStatus.ABGESCHLOSSEN, tag=date(2026, 9, 30)), True),
        ({}, Fallspur(date(2024, 5, 1), BesuchStatus.GEPRUEFT, offen=True), False),
        (BESUCHT, BESUCHT_IM_SEPTEMBER, True),
        (BESUCHT, Fallspur(date(2024, 5, 1), BesuchStatus.ABGESCHLOSSEN, tag=date(2024, 6, 1)), False),
    ],
)
def test_a_stored_visit_is_known_by_its_occasion_or_its_day(
    anders: dict[str, object], fall: Fallspur, da: bool
):
    assert bool(gespeicherte(vorgang(**anders), Lage(faelle=(fall,)))) is da


@pytest.mark.parametrize(
    ("anders", "fall", "steht"),
    [
        ({}, WARTET, ""),
        ({}, VEREINBART, ""),  # the table is behind
        ({}, ABGESAGT, ""),
        (TERMIN, VEREINBART, ""),
        (TERMIN | {"stand": Altstand.EINGELADEN}, VEREINBART, ""),
        (BESUCHT, BESUCHT_IM_SEPTEMBER, ""),
        (BESUCHT, ABGESAGT, ""),
        (TERMIN, WARTET, "ohne Termin"),
        (TERMIN | {"uhrzeit": time(14)}, VEREINBART, "bestätigt, am 08.09.2026 um 10:00 Uhr"),
        (TERMIN | {"tag": DIENSTAG + timedelta(days=1)}, VEREINBART, "bestätigt, am 08.09.2026 um 10:00 Uhr"),
        (TERMIN, ABGESAGT, "abgesagt"),
        (TERMIN | {"tag": HEUTE - timedelta(days=1)}, ABGESAGT, ""),
        (BESUCHT, WARTET, "ohne Termin"),
        ({"stand": Altstand.ABGESAGT}, VEREINBART, "bestätigt, am 08.09.2026 um 10:00 Uhr"),
        ({"stand": Altstand.NICHT_ERREICHT}, WARTET, "ohne Termin"),
    ],
)
def test_a_known_visit_that_stands_otherwise_is_not_passed_over(
    anders: dict[str, object], fall: Fallspur, steht: str
):
    satz = widerspruch(vorgang(**anders), [fall], HEUTE)
    erwartet = f"{STEHT_ANDERS}: {steht}. Was gilt, tragen Sie bitte dort ein."
    assert satz == (erwartet if steht else "")


@pytest.mark.parametrize(
    ("anders", "lage", "satz"),
    [
        ({}, Lage(), ""),
        ({}, Lage(faelle=(Fallspur(date(2024, 5, 1), BesuchStatus.GEPRUEFT, offen=True),)), LAEUFT_SCHON),
        ({}, Lage(weggezogen=True), "Diese Familie wird nicht besucht: weggezogen."),
        ({}, Lage(verstorben=True), "Diese Familie wird nicht besucht: Ein Kind ist verstorben."),
        ({}, Lage(gesperrt=True), ""),
        ({"stand": Altstand.VEREINBART, "tag": DIENSTAG}, Lage(gesperrt=True), LEITUNG_ENTSCHEIDET),
        (
            {"anlass": "zuzug", "kind_geburtsdatum": date(2024, 1, 1)},
            Lage(),
            "Diese Familie wird nicht besucht: zu alt für eine Einladung nach § 10a MeldDÜV NRW.",
        ),
        (BESUCHT, Lage(weggezogen=True, gesperrt=True, faelle=(WARTET,)), ""),
    ],
)
def test_what_is_still_to_come_asks_whether_it_may(anders: dict[str, object], lage: Lage, satz: str):
    assert einwand(vorgang(**anders), lage, Zuzugsgrenzen()) == satz


def fenster(tag: date = DIENSTAG, stunde: int = 10, minuten: int = 90) -> Fenster:
    beginn = datetime.combine(tag, time(stunde), BERLIN)
    return Fenster(person=MIRIAM, beginn=beginn, ende=beginn + timedelta(minutes=minuten))


AUSSERHALB = "Der Termin liegt außerhalb der Dienstzeit der Besuchskraft."
KEIN_TAG = "An diesem Tag besucht das Büro nicht (Wochenende, Feiertag oder Schließtag)."


@pytest.mark.parametrize(
    ("eines", "satz"),
    [
        (fenster(), ""),
        (fenster(stunde=7), AUSSERHALB),
        (fenster(stunde=15), AUSSERHALB),
        (fenster(stunde=14, minuten=120), ""),
        (fenster(tag=HEUTE), AUSSERHALB),
        (fenster(tag=date(2026, 9, 12)), KEIN_TAG),
        (fenster(tag=date(2026, 9, 15)), KEIN_TAG),
        (fenster(tag=date(2026, 9, 22)), "An diesem Tag ist die Besuchskraft nicht da."),
    ],
)
def test_a_date_to_come_lies_in_the_hours_of_service(eines: Fenster, satz: str):
    dienste = [Dienst(MIRIAM, 1, time(8), time(16))]
    fort = [Fehlzeit(MIRIAM, date(2026, 9, 21), date(2026, 9, 25))]
    assert fensterhindernis(eines, dienste, fort, {date(2026, 9, 15)}) == satz


def test_of_two_visits_at_the_same_time_the_first_stays():
    erster, zweiter, dritter = (vorgang(kind_vorname=name) for name in ("A", "B", "C"))
    paare = [(erster, fenster()), (zweiter, fenster(stunde=11)), (dritter, fenster(stunde=13))]
    assert doppelt_belegte(paare, []) == [zweiter]
    assert doppelt_belegte(paare, [fenster(stunde=14)]) == [zweiter, dritter]


@pytest.mark.parametrize("stand", Altstand)
def test_every_state_of_the_table_becomes_a_case_on_permitted_ways(stand: Altstand):
    wege = [gang[stand.wird] for gang in (WERDEGANG, WERDEGANG_OHNE_TAG) if stand.wird in gang]
    assert wege
    for weg in wege:
        von = BesuchStatus.GEPRUEFT
        for nach in weg:
            assert nach in von.danach
            von = nach
        assert von == stand.wird
