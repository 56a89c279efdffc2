"""Rules of offers: when series take place, what is said of an offer, how it is found."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from familienbuero.kalender.regeln import monat_lesen, woche_lesen, woche_schreiben
from netzwerk.angebote.enums import Rhythmus
from netzwerk.angebote.regeln import (
    Auswahl,
    Reihe,
    adressname,
    alter_in_worten,
    kosten_in_worten,
    passt_zum_alter,
    suchworte,
    tage_der_reihe,
    wortmenge,
    zeit_am,
)

MONTAG = date(2026, 9, 7)
HERBSTFERIEN = (date(2026, 10, 17), date(2026, 10, 31))


def reihe(rhythmus: Rhythmus = Rhythmus.WOECHENTLICH, **werte: Any) -> Reihe:
    zeiten = {"von": MONTAG, "bis": None, "beginn": time(9, 30), "ende": time(11)}
    return Reihe(rhythmus=rhythmus, **{**zeiten, **werte})


def tage(eine: Reihe, bis: date = date(2026, 11, 30), von: date = MONTAG) -> list[str]:
    return [f"{tag:%d.%m.}" for tag in tage_der_reihe(eine, von=von, bis=bis, ferien=[HERBSTFERIEN])]


@pytest.mark.parametrize(
    ("eine", "erwartet"),
    [
        (reihe(bis=date(2026, 9, 28)), ["07.09.", "14.09.", "21.09.", "28.09."]),
        (reihe(wochentage=(2, 4), bis=date(2026, 9, 18)), ["08.09.", "10.09.", "15.09.", "17.09."]),
        (reihe(Rhythmus.ZWEIWOECHENTLICH, bis=date(2026, 10, 10)), ["07.09.", "21.09.", "05.10."]),
        (reihe(Rhythmus.MONATLICH, wochentage=(1,)), ["07.09.", "05.10.", "02.11."]),
        (reihe(Rhythmus.MONATLICH, wochentage=(3,), monatswoche=-1), ["30.09.", "25.11."]),
        (
            reihe(Rhythmus.TAEGLICH, von=date(2026, 9, 30), bis=date(2026, 10, 6)),
            ["30.09.", "01.10.", "02.10.", "05.10.", "06.10."],
        ),
        (reihe(Rhythmus.EINMALIG, von=date(2026, 10, 3)), ["03.10."]),
    ],
    ids=[
        "jede Woche",
        "zweimal die Woche",
        "alle 14 Tage",
        "erster Montag",
        "letzter Mittwoch",
        "täglich",
        "ein Tag",
    ],
)
def test_eine_reihe_folgt_ihrem_rhythmus(eine: Reihe, erwartet: list[str]) -> None:
    assert tage(eine) == erwartet


def test_schulferien_fallen_aus_ausser_wo_es_weitergeht() -> None:
    oktober = {"von": date(2026, 10, 12), "bis": date(2026, 11, 2)}
    assert tage(reihe(**oktober)) == ["12.10.", "02.11."]
    assert tage(reihe(in_ferien=True, **oktober)) == ["12.10.", "19.10.", "26.10.", "02.11."]


def test_an_feiertagen_ist_nichts() -> None:
    """In 2027 All Saints' Day is a Monday, Whit Monday as well."""
    eine = reihe(von=date(2027, 5, 10), bis=date(2027, 5, 24))
    assert tage(eine, bis=date(2027, 6, 1)) == ["10.05.", "24.05."]


def test_wer_mitten_in_der_reihe_fragt_bekommt_denselben_takt() -> None:
    eine = reihe(Rhythmus.ZWEIWOECHENTLICH)
    assert tage(eine, von=date(2026, 9, 15), bis=date(2026, 10, 6)) == ["21.09.", "05.10."]


@pytest.mark.parametrize("umstellung", [date(2027, 3, 28), date(2026, 10, 25)])
def test_halb_zehn_bleibt_halb_zehn_wenn_die_uhr_umgestellt_wird(umstellung: date) -> None:
    vorher, nachher = (zeit_am(umstellung + timedelta(days=n), time(9, 30), time(11)) for n in (-1, 1))
    assert (vorher[0].hour, vorher[0].minute) == (nachher[0].hour, nachher[0].minute) == (9, 30)
    assert vorher[0].utcoffset() != nachher[0].utcoffset()
    assert nachher[1] - nachher[0] == timedelta(hours=1, minutes=30)


@pytest.mark.parametrize(
    ("von", "bis", "schwanger", "worte"),
    [
        (None, None, False, "alle Familien"),
        (None, None, True, "Schwangerschaft"),
        (0, 12, True, "Schwangerschaft bis 12 Monate"),
        (6, 18, False, "6 bis 18 Monate"),
        (6, 36, False, "6 Monate bis 3 Jahre"),
        (0, 36, False, "0 bis 3 Jahre"),
        (72, 144, False, "6 bis 12 Jahre"),
        (6, None, False, "ab 6 Monaten"),
        (36, None, False, "ab 3 Jahren"),
        (0, None, False, "ab der Geburt"),
        (0, None, True, "Schwangerschaft und Kinder ab der Geburt"),
        (None, 12, False, "0 bis 12 Monate"),
    ],
)
def test_das_alter_steht_in_worten_da(von: int | None, bis: int | None, schwanger: bool, worte: str) -> None:
    assert alter_in_worten(von, bis, schwanger) == worte


@pytest.mark.parametrize(
    ("cent", "hinweis", "worte"),
    [
        (0, "", "kostenlos"),
        (0, "die Kasse bezahlt", "kostenlos, die Kasse bezahlt"),
        (400, "", "4 Euro"),
        (4550, "5 Termine", "45,50 Euro, 5 Termine"),
        (5, "", "0,05 Euro"),
    ],
)
def test_die_kosten_stehen_in_worten_da(cent: int, hinweis: str, worte: str) -> None:
    assert kosten_in_worten(cent, hinweis) == worte


@pytest.mark.parametrize(
    ("titel", "name"),
    [
        ("Eltern-Frühstück", "eltern-fruehstueck"),
        ("Spiel & Spaß!", "spiel-spass"),
        ("Woche", "woche-angebot"),
        ("العربية", "angebot"),
        ("x" * 99, "x" * 70),
    ],
)
def test_ein_angebot_heisst_in_der_adresse_wie_im_titel(titel: str, name: str) -> None:
    assert adressname(titel) == name


ALTER = [(None, None), (0, 12), (6, None), (None, 36), (36, 72)]


@pytest.mark.parametrize(
    ("auswahl", "passend"),
    [
        (Auswahl(), ALTER),
        (Auswahl(alter=0), [(None, None), (0, 12), (None, 36)]),
        (Auswahl(alter=12), [(None, None), (0, 12), (6, None), (None, 36)]),
        (Auswahl(alter=36), [(None, None), (6, None), (None, 36), (36, 72)]),
        (Auswahl(schwanger=True), [(None, None)]),
    ],
)
def test_das_alter_des_kindes_entscheidet(auswahl: Auswahl, passend: list[Any]) -> None:
    gefunden = [
        (von, bis)
        for von, bis in ALTER
        if passt_zum_alter(auswahl, alter_von=von, alter_bis=bis, schwangerschaft=False)
    ]
    assert gefunden == passend


def test_was_nur_fuer_schwangere_ist_ist_nicht_fuer_alle() -> None:
    nur = {"alter_von": None, "alter_bis": None, "schwangerschaft": True}
    assert passt_zum_alter(Auswahl(schwanger=True), **nur)
    assert not passt_zum_alter(Auswahl(alter=3), **nur)


GRUPPEN = [["Stillcafé", "stillen", "Stillberatung"], ["Krabbelgruppe", "krabbeln"]]


def test_verwandte_worte_finden_einander() -> None:
    assert wortmenge("Offenes Still-Café", GRUPPEN) == [
        "cafe", "offenes", "still", "stillberatung", "stillcafe", "stillen",
    ]  # fmt: skip
    assert "krabbeln" in wortmenge("Krabbelgruppe Nord", GRUPPEN)
    assert wortmenge("Musikmäuse", GRUPPEN) == ["musikmause"]


def test_ein_wort_mitten_in_einem_anderen_zaehlt_nicht() -> None:
    assert wortmenge("abstillend", GRUPPEN) == ["abstillend"]


def test_von_einem_satz_werden_sechs_worte_gesucht() -> None:
    assert suchworte("Wo gibt es ein Still-Café in Weidenau am Montag?") == [
        "Wo",
        "gibt",
        "es",
        "ein",
        "Still",
        "Café",
    ]
    assert suchworte(" ; - ") == []


@pytest.mark.parametrize(
    ("text", "montag"),
    [("2026-W23", date(2026, 6, 1)), ("", MONTAG), ("2026-W60", MONTAG), ("9999-W01", MONTAG), ("x", MONTAG)],
)
def test_eine_woche_steht_als_iso_woche_in_der_adresse(text: str, montag: date) -> None:
    assert woche_lesen(text, MONTAG + timedelta(days=2)) == montag
    assert woche_lesen(woche_schreiben(montag), MONTAG) == montag


@pytest.mark.parametrize(
    ("text", "erster"),
    [("2026-11", date(2026, 11, 1)), ("", date(2026, 9, 1)), ("2026-13", date(2026, 9, 1))],
)
def test_ein_monat_steht_in_der_adresse(text: str, erster: date) -> None:
    assert monat_lesen(text, MONTAG) == erster
