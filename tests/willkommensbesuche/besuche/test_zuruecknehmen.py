"""The last booking step can be taken back for half an hour by whoever made it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from statistik.kennzahlen.abfragen import Ausschnitt, zaehlen
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch, BesuchVerlauf

pytestmark = pytest.mark.django_db
TAG = HEUTE + timedelta(days=9)
UEBERMORGEN = TAG + timedelta(days=1)
Schritt = Callable[[Besuch, Benutzer, Benutzer], object]

SCHRITTE: list[tuple[str, Schritt]] = [
    ("absagen", lambda besuch, wer, _: dienste.besuch_absagen(besuch.pk, durch=wer)),
    ("bestätigen", lambda besuch, wer, _: dienste.besuch_bestaetigen(besuch.pk, durch=wer)),
    ("ausfallen", lambda besuch, wer, _: dienste.besuch_ausfallen_lassen(besuch.pk, durch=wer)),
    ("herausnehmen", lambda besuch, wer, _: dienste.besuch_herausnehmen(besuch.pk, durch=wer)),
    (
        "verschieben",
        lambda besuch, wer, kraft: dienste.besuch_verschieben(
            besuch.pk,
            fenster=fabriken.fenster(kraft, UEBERMORGEN, 11),
            vereinbart=True,
            durch=wer,
        ),
    ),
    (
        "umplanen",
        lambda besuch, wer, kraft: dienste.besuch_verschieben(
            besuch.pk, fenster=fabriken.fenster(kraft, TAG, 13), vereinbart=False, durch=wer
        ),
    ),
]


def zustand(besuch: Besuch) -> tuple[Any, ...]:
    besuch.refresh_from_db()
    termin = besuch.termin and (besuch.termin.beginn, besuch.termin.ende, besuch.termin.stand)
    return besuch.status, besuch.tag, besuch.besuchskraft_id, termin


@pytest.fixture
def besuch(besuchsdienst: Benutzer) -> Besuch:
    return fabriken.geplanter_besuch(besuchsdienst, TAG)


@pytest.mark.parametrize(("name", "schritt"), SCHRITTE, ids=[name for name, _ in SCHRITTE])
def test_jeder_schritt_laesst_sich_zuruecknehmen_und_zaehlt_dann_nicht(
    besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer, name: str, schritt: Schritt
) -> None:
    ausschnitt = Ausschnitt(HEUTE, HEUTE + timedelta(days=60))
    vorher, zahlen = zustand(besuch), zaehlen(ausschnitt)
    schritt(besuch, koordination, besuchsdienst)
    assert zustand(besuch) != vorher
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert (zustand(besuch), zaehlen(ausschnitt)) == (vorher, zahlen)
    assert besuch.verlauf.filter(zurueckgenommen=True).count() == (2 if name == "verschieben" else 1)


def test_auch_die_buchung_selbst(besuchsdienst: Benutzer, koordination: Benutzer) -> None:
    besuch = fabriken.besuch()
    vorher = zustand(besuch)
    dienste.besuch_buchen(besuch.pk, fenster=fabriken.fenster(besuchsdienst, TAG), durch=koordination)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert zustand(besuch) == vorher


def nicht_mehr(besuch: Besuch, wer: Benutzer) -> None:
    vorher = zustand(besuch)
    with pytest.raises(Ablehnung, match="nicht mehr zurücknehmen"):
        dienste.schritt_zuruecknehmen(besuch.pk, durch=wer)
    assert zustand(besuch) == vorher


def test_zweimal_geht_nicht(besuch: Besuch, koordination: Benutzer) -> None:
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    nicht_mehr(besuch, koordination)


def test_was_jemand_anderes_tat_bleibt(besuch: Besuch, koordination: Benutzer, leitung: Benutzer) -> None:
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    nicht_mehr(besuch, leitung)


def test_nach_einer_halben_stunde_bleibt_es(besuch: Besuch, koordination: Benutzer) -> None:
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    letzte = besuch.verlauf.latest("wann")
    BesuchVerlauf.objects.filter(pk=letzte.pk).update(wann=letzte.wann - timedelta(minutes=31))
    nicht_mehr(besuch, koordination)


def test_was_die_post_mitgenommen_hat_bleibt(besuch: Besuch, koordination: Benutzer) -> None:
    dienste.besuch_einladen(besuch.pk, durch=koordination)
    nicht_mehr(besuch, koordination)


def test_ist_das_fenster_inzwischen_vergeben_bleibt_alles_wie_es_ist(
    besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    fabriken.geplanter_besuch(besuchsdienst, TAG, "Schneller")
    with pytest.raises(Ablehnung, match="inzwischen vergeben"):
        dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert zustand(besuch)[0] == BesuchStatus.ABGESAGT
    assert not besuch.verlauf.filter(zurueckgenommen=True).exists()


def test_das_fenster_ist_danach_dasselbe_damit_sein_brief_wieder_stimmt(
    besuch: Besuch, koordination: Benutzer
) -> None:
    vorher = besuch.termin_id
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    besuch.refresh_from_db()
    assert besuch.termin_id == vorher


def test_wer_keinen_kontakt_mehr_moechte_bekommt_keinen_termin_zurueck(
    besuch: Besuch, koordination: Benutzer
) -> None:
    assert besuch.familie_id
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    dienste.kein_kontakt(besuch.familie_id, durch=koordination)
    nicht_mehr(besuch, koordination)


def test_festlegen_nimmt_man_durch_loesen_zurueck(besuch: Besuch, koordination: Benutzer) -> None:
    dienste.besuch_festlegen(besuch.pk, festgelegt=True, durch=koordination)
    nicht_mehr(besuch, koordination)


def test_die_seite_bietet_es_an(als: Any, besuch: Besuch, koordination: Benutzer, leitung: Benutzer) -> None:
    seite = f"/willkommensbesuche/besuche/{besuch.pk}/"
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    assert "„abgesagt“ zurücknehmen" in als(koordination).get(seite).content.decode()
    assert "zurücknehmen" not in als(leitung).get(seite).content.decode()
    antwort = als(koordination).post(f"{seite}zuruecknehmen/", follow=True)
    assert "Der letzte Schritt ist zurückgenommen." in antwort.content.decode()
