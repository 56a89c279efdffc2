"""The search finds visits and visitors as well, and only what one may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from familienbuero.konten.models import Benutzer, Lesezugriff
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import besuch_buchen, besuch_eintragen
from willkommensbesuche.besuche.enums import Anlass, BesuchStatus
from willkommensbesuche.besuche.models import Besuch

pytestmark = pytest.mark.django_db
MORGEN = HEUTE + timedelta(days=1)


def gesucht(als: Any, person: Benutzer, wort: str) -> list[tuple[str, str]]:
    """Group and title of each hit."""
    antwort = als(person).post("/suche/", {"wort": wort}, follow=True)
    return [(fund.gruppe, fund.titel) for fund in antwort.context["treffer"]]


def test_zu_einer_familie_kommen_ihre_besuche(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Abrakadabra")
    assert gesucht(als, koordination, "abrakadabr") == [
        ("Familien", "Familie Abrakadabra"),
        ("Besuche", "Familie Abrakadabra: Geburt"),
    ]
    assert Lesezugriff.objects.count() == 1


def test_besuchskraefte_findet_wer_plant(als: Any, koordination: Benutzer, besuchsdienst: Benutzer) -> None:
    assert gesucht(als, koordination, "sommer") == [("Besuchskräfte", "Miriam Sommer")]
    assert gesucht(als, besuchsdienst, "sommer") == []


def test_eine_besuchskraft_findet_nur_die_eigenen_familien(
    als: Any, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Abrakadabra")
    fabriken.geplanter_besuch(zweite_besuchskraft, MORGEN, "Abrakadabra")
    assert [gruppe for gruppe, _ in gesucht(als, besuchsdienst, "Abrakadabra")] == ["Familien", "Besuche"]


def test_von_der_eigenen_familie_findet_eine_besuchskraft_nur_den_eigenen_besuch(
    als: Any, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer
) -> None:
    familie = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Abrakadabra").familie
    Besuch.objects.update(status=BesuchStatus.ABGESCHLOSSEN)
    weiterer = besuch_eintragen(
        familie=familie,
        kinder=[],
        anlass=Anlass.EIGENER_WUNSCH,
        ereignisdatum=HEUTE,
        durch=zweite_besuchskraft,
    )
    fenster = fabriken.fenster(zweite_besuchskraft, MORGEN)
    besuch_buchen(weiterer.pk, fenster=fenster, durch=zweite_besuchskraft)
    assert gesucht(als, besuchsdienst, "Abrakadabra") == [
        ("Familien", "Familie Abrakadabra"),
        ("Besuche", "Familie Abrakadabra: Geburt"),
    ]


def test_die_zahl_der_fragen_haengt_nicht_an_der_zahl_der_treffer(
    als: Any, koordination: Benutzer, besuchsdienst: Benutzer, django_assert_num_queries: Any
) -> None:
    client = als(koordination)
    fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Abrakadabra")
    client.post("/suche/", {"wort": "Abrakadabra"}, follow=True)  # settings are made at the first question
    with CaptureQueriesContext(connection) as gezaehlt:
        client.post("/suche/", {"wort": "Abrakadabra"}, follow=True)
    for stunde in (11, 13):
        fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Abrakadabra", stunde=stunde)
    with django_assert_num_queries(len(gezaehlt)):
        client.post("/suche/", {"wort": "Abrakadabra"}, follow=True)
