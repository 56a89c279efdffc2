"""`meldungen_einlesen` does its work itself and prints no value of a refused cell."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from familienbuero.stammdaten.models import Familie
from tests.daten.meldelisten import ORDNER, liste, zeile
from willkommensbesuche.meldungen.models import Meldeliste

pytestmark = pytest.mark.usefixtures("siegen")


def befehl(datei: Path, *optionen: str) -> Any:
    ausgabe = io.StringIO()
    call_command("meldungen_einlesen", str(datei), "--json", *optionen, stdout=ausgabe)
    return json.loads(ausgabe.getvalue())


def test_the_list_of_2018_is_taken_over_on_its_own_day():
    ergebnis = befehl(ORDNER / "geburten_zuzuege_2018.csv", "--stichtag", "2018-12-31")
    fehler = ergebnis.pop("fehler")
    assert ergebnis == {
        "gelesen": 1318,
        "neu": 1310,
        "geaendert": 0,
        "unveraendert": 3,
        "zurueckgewiesen": 5,
        "kinder": 1310,
        "familien": 1284,
        "ueberholte": 0,
    }
    assert [(f["zeile"], f["spalte"], f["grund"]) for f in fehler] == [
        (307, "PLZ", "Diese Postleitzahl liegt nicht in der Kommune."),
        (598, "Geburtsdatum", "Diesen Tag gibt es nicht."),
        (735, "Geburtsdatum", "Das Geburtsdatum fehlt."),
        (1201, "Geburtsdatum", "Das Datum liegt in der Zukunft."),
        (1293, "Familienname", "Der Familienname fehlt."),
    ]
    assert Meldeliste.objects.get().status == "uebernommen"


def test_with_pruefen_nothing_is_stored(tmp_path: Path):
    datei = tmp_path / "mai.csv"
    datei.write_bytes(liste(zeile(plz="50667"), zeile()))
    ergebnis = befehl(datei, "--pruefen")
    assert (ergebnis["neu"], ergebnis["zurueckgewiesen"]) == (1, 1)
    assert "50667" not in str(ergebnis)
    assert (Familie.objects.count(), Meldeliste.objects.count()) == (0, 0)


def test_without_json_it_speaks_in_sentences(tmp_path: Path):
    datei = tmp_path / "mai.csv"
    datei.write_bytes(liste(zeile(plz="50667"), zeile()))
    ausgabe = io.StringIO()
    call_command("meldungen_einlesen", str(datei), "--profil", "meldeamt", stdout=ausgabe)
    assert ausgabe.getvalue().splitlines() == [
        "2 Zeilen gelesen: 1 neu, 0 geändert, 0 unverändert, 1 zurückgewiesen; 1 Kinder in 1 Familien.",
        "Zeile 2, PLZ: Diese Postleitzahl liegt nicht in der Kommune.",
    ]


@pytest.mark.parametrize(
    ("inhalt", "optionen", "satz"),
    [
        (None, (), "lässt sich nicht öffnen."),
        (b"", (), "Die Datei ist leer."),
        (b"x" * 11_000_000, (), "Die Datei ist größer als 10 MiB."),
        (liste(zeile()), ("--profil", "fremd"), "Ein Profil „fremd“ gibt es nicht. Bekannt sind: meldeamt."),
    ],
)
def test_a_refusal_is_one_sentence(
    inhalt: bytes | None, optionen: tuple[str, ...], satz: str, tmp_path: Path
):
    datei = tmp_path / "mai.csv"
    if inhalt is not None:
        datei.write_bytes(inhalt)
    with pytest.raises(CommandError, match=satz):
        befehl(datei, *optionen)
