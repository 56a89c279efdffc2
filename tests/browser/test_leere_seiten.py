"""The first day: nothing is there yet, and each page says what will stand on it."""

import pytest
from django.urls import reverse

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests import bestand
from tests.browser.ansichten import RASTER, ansichten, maengel
from tests.browser.conftest import DEUTSCH, Fenster
from tests.browser.test_barrierefrei import KEINE_SEITEN
from tests.test_zugriff import ERLAUBT, MUSTER

# Pages of the staff that name no row.
SEITEN = [
    (name, next(rolle for rolle in reversed(Rolle) if wer[rolle] == 200))
    for (methode, name), wer in ERLAUBT.items()
    if methode == "GET"
    and not MUSTER[name].pattern.regex.groupindex
    and {200, 403} <= set(wer.values())
    and name not in KEINE_SEITEN
]


@pytest.fixture(scope="module")
def personen(server: str) -> dict[Rolle, Benutzer]:
    return bestand.personen_anlegen()


@pytest.mark.parametrize(
    ("nummer", "name", "rolle"),
    [(nummer, *zeile) for nummer, zeile in enumerate(SEITEN) if RASTER or nummer % 4 == 0],
)
def test_auch_ohne_zeilen_ist_eine_seite_ohne_maengel(
    nummer: int, name: str, rolle: Rolle, personen: dict[Rolle, Benutzer], fenster: Fenster
):
    seite = fenster(personen[rolle], bypass_csp=True, **DEUTSCH).new_page()
    antwort = seite.goto(reverse(name))
    assert antwort
    assert antwort.status == 200
    assert maengel(seite, ansichten(nummer)) == []
