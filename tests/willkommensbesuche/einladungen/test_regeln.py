"""Rules of invitations."""

from datetime import date

import pytest

from willkommensbesuche.einladungen.regeln import anschriftzeilen, ist_verspaetet, sortierung

WOHNT = {"strasse": "Rosenstraße 3", "plz": "57076", "ort": "Siegen"}


@pytest.mark.parametrize(
    ("versandt", "spaet"), [(date(2026, 10, 7), False), (date(2026, 10, 8), True), (date(2026, 9, 7), False)]
)
def test_hinweis_nach_art_14_ist_nach_einem_monat_verspaetet(versandt: date, spaet: bool) -> None:
    assert ist_verspaetet(date(2026, 9, 7), versandt) is spaet


@pytest.mark.parametrize(
    ("vertreter", "zusatz", "zeilen"),
    [
        ([("Anna", "Öztürk"), ("Can", "Öztürk")], "", ("Familie", "Öztürk", "Rosenstraße 3", "57076 Siegen")),
        (
            [("Monica", "Diaconescu"), ("Norbert", "Wilms")],
            "c/o Meier",
            ("Monica Diaconescu", "Norbert Wilms", "c/o Meier", "Rosenstraße 3", "57076 Siegen"),
        ),
        ([], "", ("Familie", "Beispiel", "Rosenstraße 3", "57076 Siegen")),
    ],
)
def test_anschrift_hat_hoechstens_sechs_zeilen_und_nennt_kein_kind(
    vertreter: list[tuple[str, str]], zusatz: str, zeilen: tuple[str, ...]
) -> None:
    gesetzt = anschriftzeilen(vertreter=vertreter, familienname="Beispiel", zusatz=zusatz, **WOHNT)
    assert gesetzt == zeilen


def test_druckdatei_liegt_nach_postleitzahl_strasse_und_nummer() -> None:
    anschriften = [
        ("57076", "Am Hang", "10"),
        ("57074", "Zeile", "1"),
        ("57076", "Am Hang", "9b"),
        ("57076", "Am Hang", "9"),
    ]
    assert [nummer for *_, nummer in sorted(anschriften, key=lambda teile: sortierung(*teile))] == [
        "1",
        "9",
        "9b",
        "10",
    ]
