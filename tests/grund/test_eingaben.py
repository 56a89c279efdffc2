"""Days that people and scripts give: between 1900 and 2100, the first one first, else a sentence."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from familienbuero.befehl import Befehl
from familienbuero.eingabe import Zeitraum


@pytest.mark.parametrize(
    ("von", "bis", "fehler"),
    [
        ("2026-01-01", "2026-01-01", {}),
        ("1899-12-31", "2026-01-01", {"von": ["Bitte geben Sie einen Tag ab dem 01.01.1900 an."]}),
        ("2026-01-01", "2101-01-01", {"bis": ["Bitte geben Sie einen Tag bis zum 31.12.2100 an."]}),
        (
            "2026-01-02",
            "2026-01-01",
            {"bis": ["Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage."]},
        ),
    ],
)
def test_ein_zeitraum_liegt_zwischen_1900_und_2100_und_laeuft_vorwaerts(
    von: str, bis: str, fehler: dict[str, list[str]]
) -> None:
    formular = Zeitraum({"von": von, "bis": bis})
    assert formular.errors == fehler


def test_der_browser_kennt_die_grenzen_auch() -> None:
    html = str(Zeitraum()["von"])
    assert 'min="1900-01-01" max="2100-12-31"' in html


@pytest.mark.parametrize("tag", ["1899-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize("angabe", ["--von", "--stichtag"])
def test_ein_befehl_lehnt_unmoegliche_tage_mit_einem_satz_ab(angabe: str, tag: str) -> None:
    tage = {"--von": "2026-01-01", "--bis": "2026-12-31"} | {angabe: tag}
    with pytest.raises(CommandError, match="liegt nicht zwischen 1900-01-01 und 2100-12-31"):
        call_command("kennzahlen", *(teil for paar in tage.items() for teil in paar))


class _Fragend(Befehl):
    """A command of a newer version than the database."""

    frage = ""

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.frage)
        return {"heute": date(2026, 1, 1)}


@pytest.mark.parametrize("frage", ["SELECT 1 FROM gibt_es_noch_nicht", "SELECT neues FROM konten_benutzer"])
def test_eine_datenbank_ohne_migrationen_wird_zum_satz(db: None, frage: str) -> None:
    befehl = _Fragend()
    befehl.frage = frage
    with pytest.raises(CommandError, match=r"Bitte zuerst: manage.py migrate"):
        call_command(befehl)
