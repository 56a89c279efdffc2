"""`altbestand_einlesen` works in the name of an account and prints no value of a refused cell."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from familienbuero.konten.models import Benutzer
from tests.daten.bestandstabellen import tabelle, zeile
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.besuche.models import Besuch

pytestmark = pytest.mark.usefixtures("miriam")


@pytest.fixture
def datei(tmp_path: Path) -> Path:
    datei = tmp_path / "besuche.csv"
    datei.write_bytes(tabelle(zeile(), zeile(nummer="8", email="geheim(at)web")))
    return datei


def befehl(datei: Path, *optionen: str) -> Any:
    ausgabe = io.StringIO()
    call_command("altbestand_einlesen", str(datei), "--json", *optionen, stdout=ausgabe)
    return json.loads(ausgabe.getvalue())


def test_a_table_is_taken_over_in_the_name_of_an_account(datei: Path, leitung: Benutzer):
    ergebnis = befehl(datei, "--durch", leitung.email.upper())
    assert (ergebnis["gelesen"], ergebnis["neu"], ergebnis["zurueckgewiesen"]) == (2, 1, 1)
    assert ergebnis["fehler"] == [{"zeile": 3, "spalte": "E-Mail", "grund": "Das ist keine E-Mail-Adresse."}]
    assert Bestandstabelle.objects.get().status == "uebernommen"
    assert Besuch.objects.get().verlauf.filter(wer=leitung).count() == 2


def test_with_pruefen_nothing_is_stored(datei: Path):
    assert befehl(datei, "--pruefen")["neu"] == 1
    assert (Bestandstabelle.objects.count(), Besuch.objects.count()) == (0, 0)


def test_the_sentences_name_line_and_column_and_no_value(datei: Path):
    ausgabe = io.StringIO()
    call_command("altbestand_einlesen", str(datei), "--pruefen", stdout=ausgabe)
    assert ausgabe.getvalue().splitlines() == [
        "2 Zeilen gelesen: 1 neu, 0 schon bekannt, 1 zurückgewiesen; Besuche: 1 laufend, 0 beendet.",
        "Zeile 3, E-Mail: Das ist keine E-Mail-Adresse.",
    ]


@pytest.mark.parametrize("optionen", [(), ("--durch", "miriam@nirgends.example"), ("--durch", "MIRIAM")])
def test_without_an_account_that_may_nothing_is_taken_over(
    optionen: tuple[str, ...], datei: Path, miriam: Benutzer
):
    fertige = [miriam.email if option == "MIRIAM" else option for option in optionen]
    with pytest.raises(CommandError, match="--durch"):
        befehl(datei, *fertige)
    assert Besuch.objects.count() == 0


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="lässt sich nicht öffnen"):
        befehl(tmp_path / "fehlt.csv", "--pruefen")
