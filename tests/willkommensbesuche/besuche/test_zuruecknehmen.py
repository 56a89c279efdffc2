"""The last booking step can be taken back for half an hour by whoever made it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.termine.dienste import zugang_ausstellen, zugang_finden
from familienbuero.termine.models import Abwesenheit
from statistik.kennzahlen.abfragen import Ausschnitt, zaehlen
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.enums import BesuchStatus, Ergebnis
from willkommensbesuche.besuche.models import TERMINART, Besuch, Besuchsregeln, BesuchVerlauf

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


def test_was_festgelegt_war_ist_es_wieder(
    besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    dienste.besuch_festlegen(besuch.pk, festgelegt=True, durch=besuchsdienst)
    neu = fabriken.fenster(besuchsdienst, UEBERMORGEN)
    dienste.besuch_verschieben(besuch.pk, fenster=neu, vereinbart=True, durch=koordination)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    besuch.refresh_from_db()
    assert (besuch.tag, besuch.festgelegt) == (TAG, True)


def test_ein_ausgefallener_besuch_behaelt_tag_und_besuchskraft(
    besuch: Besuch, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    dienste.besuch_ausfallen_lassen(besuch.pk, durch=besuchsdienst)
    vorher = zustand(besuch)
    neu = fabriken.fenster(zweite_besuchskraft, UEBERMORGEN)
    dienste.besuch_verschieben(besuch.pk, fenster=neu, vereinbart=True, durch=koordination)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert zustand(besuch) == vorher == (BesuchStatus.AUSFALL_DIENST, TAG, besuchsdienst.pk, None)


@pytest.mark.parametrize(("fort", "satz"), [("abwesend", "abwesend"), ("geschlossen", "kein Konto mehr")])
def test_wer_inzwischen_fort_ist_bekommt_keinen_besuch_zurueck(
    besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer, fort: str, satz: str
) -> None:
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    if fort == "abwesend":
        Abwesenheit.objects.create(person=besuchsdienst, von=TAG, bis=TAG)
    else:
        Benutzer.objects.filter(pk=besuchsdienst.pk).update(is_active=False)
    with pytest.raises(Ablehnung, match=satz):
        dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert zustand(besuch)[0] == BesuchStatus.ABGESAGT


@pytest.mark.parametrize("schritt", ["absagen", "bestätigen", "ausfallen", "verschieben"])
def test_auch_eine_eingeladene_familie_steht_wieder_da_und_ihr_code_gilt(
    besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer, schritt: str
) -> None:
    code, _ = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)
    dienste.besuch_einladen(besuch.pk, durch=None)
    vorher, termin = zustand(besuch), besuch.termin_id
    dict(SCHRITTE)[schritt](besuch, koordination, besuchsdienst)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert (zustand(besuch), besuch.termin_id) == (vorher, termin)
    assert vorher[0] == BesuchStatus.EINGELADEN
    assert zugang_finden(code=code)


def test_ist_ein_neuer_brief_faellig_bleibt_es_weil_er_den_alten_code_ersetzt(
    besuch: Besuch, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    dienste.besuch_einladen(besuch.pk, durch=None)
    neu = fabriken.fenster(besuchsdienst, UEBERMORGEN)
    dienste.besuch_verschieben(besuch.pk, fenster=neu, vereinbart=False, durch=koordination)
    nicht_mehr(besuch, koordination)


# --- A log: a wrong tap at the door ---------------------------------------------------------------------


def _eintragen(besuch: Besuch, ergebnis: Ergebnis, wer: Benutzer) -> None:
    angaben = dienste.Protokollangaben()
    dienste.besuch_protokollieren(besuch.pk, ergebnis=ergebnis, angaben=angaben, durch=wer)


@pytest.fixture
def heutiger(besuchsdienst: Benutzer) -> Besuch:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE)
    dienste.besuch_einladen(besuch.pk, durch=None)
    return besuch


@pytest.mark.parametrize("ergebnis", [Ergebnis.NICHT_ANGETROFFEN, Ergebnis.AN_DER_TUER_ABGESAGT])
@pytest.mark.parametrize("rolle", ["besuchsdienst", "koordination"])
@pytest.mark.parametrize("hoechstversuche", [1, 2])
def test_ein_protokoll_ohne_folgen_nimmt_am_selben_tag_zurueck_wer_es_schrieb_oder_plant(
    heutiger: Besuch,
    besuchsdienst: Benutzer,
    request: pytest.FixtureRequest,
    ergebnis: Ergebnis,
    rolle: str,
    hoechstversuche: int,
) -> None:
    Besuchsregeln.objects.update_or_create(pk=True, defaults={"hoechstversuche": hoechstversuche})
    vorher = zustand(heutiger)
    zahlen = zaehlen(Ausschnitt(HEUTE, HEUTE))
    heutiger.verlauf.update(wann=F("wann") - timedelta(days=1))
    _eintragen(heutiger, ergebnis, besuchsdienst)
    seit_mitternacht = timedelta(hours=kalender.jetzt().hour)  # the whole day, not half an hour
    heutiger.verlauf.filter(wann__date=HEUTE).update(wann=F("wann") - seit_mitternacht)
    dienste.schritt_zuruecknehmen(heutiger.pk, durch=request.getfixturevalue(rolle))
    assert (zustand(heutiger), zaehlen(Ausschnitt(HEUTE, HEUTE))) == (vorher, zahlen)
    assert heutiger.versuche == 0
    _eintragen(heutiger, Ergebnis.DURCHGEFUEHRT, besuchsdienst)  # what really happened


def test_am_naechsten_tag_und_fuer_andere_bleibt_das_protokoll(
    heutiger: Besuch, besuchsdienst: Benutzer, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    _eintragen(heutiger, Ergebnis.NICHT_ANGETROFFEN, besuchsdienst)
    nicht_mehr(heutiger, zweite_besuchskraft)
    with kalender.stichtag(HEUTE + timedelta(days=1)):
        nicht_mehr(heutiger, koordination)


def test_ein_protokoll_mit_allem_was_daraus_folgt_bleibt(heutiger: Besuch, besuchsdienst: Benutzer) -> None:
    _eintragen(heutiger, Ergebnis.DURCHGEFUEHRT, besuchsdienst)
    nicht_mehr(heutiger, besuchsdienst)


def test_ein_vergeblicher_besuch_von_gestern_bekommt_sein_fenster_wieder(
    besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    with kalender.stichtag(HEUTE - timedelta(days=3)):
        besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE - timedelta(days=3))
    vorher = zustand(besuch)
    _eintragen(besuch, Ergebnis.AN_DER_TUER_ABGESAGT, koordination)
    dienste.schritt_zuruecknehmen(besuch.pk, durch=koordination)
    assert zustand(besuch) == vorher


def test_die_besuchskraft_findet_den_knopf_beim_besuch(
    als: Any, heutiger: Besuch, besuchsdienst: Benutzer
) -> None:
    seite = f"/willkommensbesuche/besuche/{heutiger.pk}/"
    assert "zurücknehmen" not in als(besuchsdienst).get(seite).content.decode()
    _eintragen(heutiger, Ergebnis.NICHT_ANGETROFFEN, besuchsdienst)
    assert "„nicht angetroffen“ zurücknehmen" in als(besuchsdienst).get(seite).content.decode()
    antwort = als(besuchsdienst).post(f"{seite}zuruecknehmen/", follow=True)
    assert "Der letzte Schritt ist zurückgenommen." in antwort.content.decode()


# --- The page -------------------------------------------------------------------------------------------


def test_nach_einem_tausch_bietet_die_seite_nichts_an_was_nicht_geht(
    als: Any, besuch: Besuch, zweite_besuchskraft: Benutzer, koordination: Benutzer
) -> None:
    anderer = fabriken.geplanter_besuch(zweite_besuchskraft, UEBERMORGEN, "Anderer")
    dienste.besuche_tauschen(besuch.pk, anderer.pk, durch=koordination)
    seite = als(koordination).get(f"/willkommensbesuche/besuche/{besuch.pk}/").content.decode()
    assert "zurücknehmen" not in seite


def test_die_seite_bietet_es_an(als: Any, besuch: Besuch, koordination: Benutzer, leitung: Benutzer) -> None:
    seite = f"/willkommensbesuche/besuche/{besuch.pk}/"
    dienste.besuch_absagen(besuch.pk, durch=koordination)
    assert "„abgesagt“ zurücknehmen" in als(koordination).get(seite).content.decode()
    assert "zurücknehmen" not in als(leitung).get(seite).content.decode()
    antwort = als(koordination).post(f"{seite}zuruecknehmen/", follow=True)
    assert "Der letzte Schritt ist zurückgenommen." in antwort.content.decode()
