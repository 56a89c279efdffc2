"""A family that phones is found, however its name is typed."""

from datetime import date

import pytest

from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie
from tests.fabriken import familie


@pytest.fixture
def familien(db: None) -> None:
    for name in ("Müller", "Weber", "Öztürk", "Schmidt"):
        familie(name, strasse="Bismarckstraße" if name == "Weber" else "Rosenstraße")
    familie("Yılmaz", telefon="+49 271 404-2234", geburtsdatum=date(2026, 7, 2))


@pytest.mark.parametrize(
    ("eingabe", "gefunden"),
    [
        ("Müller", "Müller"), ("mueller", "Müller"), ("muler", "Müller"), ("Oeztuerk", "Öztürk"),
        ("ozturk", "Öztürk"), ("bismarkstr", "Weber"), ("Schmitt", "Schmidt"), ("0271 4042234", "Yılmaz"),
        ("4042234", "Yılmaz"), ("02.07.2026", "Yılmaz"), (" 2.7.2026", "Yılmaz"),
    ],
)  # fmt: skip
def test_familie_wird_trotz_schreibweise_gefunden(familien: None, eingabe: str, gefunden: str) -> None:
    treffer = Familie.objects.gesucht(eingabe)
    assert next(iter(treffer)).name == gefunden


@pytest.mark.parametrize("eingabe", ["", "   ", "-", "Brandenburger", "03.07.2026", "31.02.2026"])
def test_unsinn_findet_niemanden(familien: None, eingabe: str) -> None:
    assert list(Familie.objects.gesucht(eingabe)) == []


def test_koordination_sieht_keine_gesperrte_familie_leitung_schon(
    familien: None, koordination: Benutzer, leitung: Benutzer, verwaltung: Benutzer
) -> None:
    Familie.objects.filter(name="Weber").update(auskunftssperre=True)
    assert Familie.objects.sichtbar_fuer(koordination).filter(name="Weber").count() == 0
    assert Familie.objects.sichtbar_fuer(leitung).count() == 5
    assert Familie.objects.sichtbar_fuer(verwaltung).count() == 0


@pytest.mark.parametrize("eingabe", ["muler", "Müller", "mueller"])
def test_treffer_im_familiennamen_stehen_vor_denen_im_uebrigen(familien: None, eingabe: str) -> None:
    familie("Schüler", strasse="Mulerweg")
    familie("Abel", strasse="Müllerstraße", vorname="Muler")
    assert next(iter(Familie.objects.gesucht(eingabe))).name == "Müller"
