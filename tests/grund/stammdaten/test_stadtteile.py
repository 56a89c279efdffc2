"""Where the districts lie: typed as map programs show it, and nobody has to."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import kommune, stadtteil_nennen
from familienbuero.stammdaten.models import Stadtteil

pytestmark = pytest.mark.django_db
ADRESSE = reverse("stammdaten:stadtteile")


@pytest.fixture
def mitte() -> Stadtteil:
    stadtteil = stadtteil_nennen("Mitte")
    assert stadtteil
    return stadtteil


@pytest.mark.parametrize(
    ("text", "ort"),
    [
        ("50,8748 8,0243", (50.8748, 8.0243)),
        ("50.8748, 8.0243", (50.8748, 8.0243)),
        ("50.8748,8.0243", (50.8748, 8.0243)),
        ("51;-8", (51.0, -8.0)),
        ("", (None, None)),
    ],
)
def test_ein_ort_wird_gelesen_wie_karten_ihn_zeigen(
    als: Any, verwaltung: Benutzer, mitte: Stadtteil, text: str, ort: tuple[float | None, float | None]
) -> None:
    antwort = als(verwaltung).post(ADRESSE, {"buero": "50,87 8,02", str(mitte.pk): text})
    assert antwort.status_code == 302
    mitte.refresh_from_db()
    assert (mitte.breite, mitte.laenge) == ort
    assert (kommune().breite, kommune().laenge) == (50.87, 8.02)


@pytest.mark.parametrize("text", ["in der Mitte", "50,8748", "91 8", "50 181", "50,8 8,0 7"])
def test_was_kein_ort_ist_wird_mit_einem_satz_abgelehnt(
    als: Any, verwaltung: Benutzer, mitte: Stadtteil, text: str
) -> None:
    antwort = als(verwaltung).post(ADRESSE, {str(mitte.pk): text})
    assert antwort.status_code == 200
    assert antwort.context["form"].errors.keys() == {str(mitte.pk)}
    mitte.refresh_from_db()
    assert mitte.breite is None


def test_die_seite_zeigt_was_eingetragen_ist(als: Any, verwaltung: Benutzer, mitte: Stadtteil) -> None:
    Stadtteil.objects.filter(pk=mitte.pk).update(breite=50.8748, laenge=8.0243)
    assert "50,8748 8,0243" in als(verwaltung).get(ADRESSE).content.decode()


@pytest.mark.parametrize(("breite", "laenge"), [(50.8, None), (None, 8.0), (91.0, 8.0), (50.8, 181.0)])
def test_einen_halben_ort_gibt_es_nicht(mitte: Stadtteil, breite: float | None, laenge: float | None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Stadtteil.objects.filter(pk=mitte.pk).update(breite=breite, laenge=laenge)
