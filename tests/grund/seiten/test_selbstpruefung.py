"""The self-check is green on sound data and red for each rule that is broken."""

import io
import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from familienbuero.datenschutz import dateien
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import BRIEFE, Schreiben
from familienbuero.termine.models import Termin
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten


@pytest.fixture(autouse=True)
def _bestand(besuchsdienst: Benutzer, settings: Any, tmp_path: Any) -> None:
    """Two planned visits with their letters."""
    settings.MEDIA_ROOT = tmp_path
    for stunde in (9, 12):
        fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=8), f"Um{stunde}", stunde=stunde)
    stapel = stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=20), durch=None)
    while stapel_bearbeiten(stapel.pk):
        pass


def _pruefen() -> dict[str, bool]:
    puffer = io.StringIO()
    with suppress(CommandError):
        call_command("selbstpruefung", "--json", stdout=puffer)
    return {regel["name"][:2]: regel["ok"] for regel in json.loads(puffer.getvalue())["regeln"]}


def test_gute_daten_sind_gruen() -> None:
    assert _pruefen() == {"I1": True, "I2": True, "I4": True, "I5": True}


def test_fehlende_briefdatei_ist_rot_mit_exit_code_1() -> None:
    dateien.vernichten(BRIEFE, Schreiben.objects.fertig()[0].pk)
    with pytest.raises(CommandError, match="Selbstprüfung"):
        call_command("selbstpruefung", stdout=io.StringIO())
    assert _pruefen()["I2"] is False


def test_veraenderte_briefdatei_ist_rot() -> None:
    dateien.ablegen(BRIEFE, Schreiben.objects.fertig()[0].pk, b"untergeschoben")
    assert _pruefen()["I2"] is False


def test_doppelt_gebuchte_besuchskraft_ist_rot() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # what waits for the end of the test would be in the way
        cursor.execute("ALTER TABLE termine_termin DROP CONSTRAINT termin_person_nicht_doppelt")
    erster = Termin.objects.first()
    assert erster is not None
    Termin.objects.update(beginn=erster.beginn, ende=erster.ende)
    assert _pruefen()["I4"] is False
