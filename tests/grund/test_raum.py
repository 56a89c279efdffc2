"""Counting for "Heute": as far as a person can do something about it."""

import pytest

from familienbuero.raum import gezaehlt, zahl_in_worten
from familienbuero.stammdaten.models import Stadtteil

pytestmark = pytest.mark.django_db


def _anlegen(nummern: range) -> None:
    Stadtteil.objects.bulk_create(Stadtteil(name=f"{i}", sortierschluessel=f"{i}") for i in nummern)


def test_gezaehlt_wird_nur_bis_zur_grenze(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("familienbuero.raum.ZAEHLGRENZE", 3)
    _anlegen(range(2))
    assert zahl_in_worten(gezaehlt(Stadtteil.objects.all())) == "2"
    _anlegen(range(2, 9))
    assert zahl_in_worten(gezaehlt(Stadtteil.objects.all())) == "3+"
