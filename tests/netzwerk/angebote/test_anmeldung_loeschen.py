"""The end of sign-ups: no name, no address, no word is left; numbers are the same as before."""

from collections import Counter
from datetime import date, timedelta

import pytest

from familienbuero import kalender
from familienbuero.datenschutz import dienste as datenschutz
from familienbuero.datenschutz.models import Loeschung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Nachricht
from netzwerk.angebote import dienste
from netzwerk.angebote.models import Angebot, Anmeldung
from tests import fabriken
from tests.conftest import HEUTE
from tests.test_loeschen import alles

pytestmark = pytest.mark.django_db
# The last date is on 13 October 2026.
ENDE = date(2026, 10, 13)
FAELLIG = date(2027, 4, 13)
KANARIEN = ("Kanarowski", "kanari@nest.example", "0271 4711815", "Zitronella", "zitro@nest.example")


@pytest.fixture(autouse=True)
def _fristen(leitung: Benutzer) -> None:
    datenschutz.fristen_setzen({"angebote.anmeldungen": 6, "angebote.gefoerderte": 9}, durch=leitung)


@pytest.fixture
def kurs(netzwerk: Benutzer) -> Angebot:
    """One was there, one waited in vain, one has cancelled."""
    kurs = fabriken.kurs(durch=netzwerk, plaetze=1)
    da = fabriken.anmeldung(kurs, "Kanarowski", email="kanari@nest.example", telefon="0271 4711815")
    fabriken.anmeldung(kurs, "Zitronella", email="zitro@nest.example")
    dienste.anmeldung_stornieren(fabriken.anmeldung(kurs, "Weg").pk)
    with kalender.stichtag(HEUTE + timedelta(days=9)):
        dienste.teilnahme_vermerken(da.pk, teilgenommen=True, durch=netzwerk)
    return kurs


def am(tag: date) -> datenschutz.Loeschlauf:
    with kalender.stichtag(tag):
        return datenschutz.loeschlauf(tag)


def zahlen(kurs: Angebot) -> Counter[tuple[str, int]]:
    return Counter(kurs.anmeldungen.values_list("status", "kinder"))


def test_sechs_monate_nach_dem_letzten_termin_ist_niemand_mehr_zu_finden(kurs: Angebot) -> None:
    assert all(kanarie in alles() for kanarie in KANARIEN)
    vorher = zahlen(kurs)
    assert am(FAELLIG - timedelta(days=1)).vorgemerkt == 1  # who cancelled in September
    assert am(FAELLIG).vorgemerkt == 2
    assert am(FAELLIG + timedelta(days=14)).vernichtet == 3
    rest = alles()
    assert [kanarie for kanarie in KANARIEN if kanarie in rest] == []
    assert Nachricht.objects.count() == 0
    assert zahlen(kurs) == vorher
    assert set(Anmeldung.objects.values_list("token", "sprache")) == {("", "")}
    assert {zeile.wann.day for eine in kurs.anmeldungen.all() for zeile in eine.verlauf.all()} <= {1, 31}
    assert am(FAELLIG + timedelta(days=15)) == datenschutz.Loeschlauf(0, 0)


def test_der_nachweis_nennt_zeilen_und_keine_familie(kurs: Angebot) -> None:
    am(FAELLIG)
    assert set(Loeschung.objects.values_list("familie", flat=True)) == {None}
    am(FAELLIG + timedelta(days=14))
    assert Loeschung.objects.nachweise().count() == 3
    assert {"Anmeldung", "AnmeldungVerlauf", "Nachricht"} <= set(Loeschung.objects.all()[0].zeilen)


def test_gefoerderte_kurse_warten_auf_ihren_nachweis(kurs: Angebot) -> None:
    Angebot.objects.update(mittel="pauschale")
    assert am(FAELLIG).vorgemerkt == 0
    assert am(date(2027, 7, 13)).vorgemerkt == 3


def test_solange_es_laeuft_bleiben_alle_die_kommen(kurs: Angebot) -> None:
    kurs.reihen.update(bis=None)
    dienste.termine_nachfuehren(kurs)
    assert am(ENDE + timedelta(days=20)).vorgemerkt == 0
    with kalender.stichtag(FAELLIG):
        dienste.termine_nachfuehren(kurs)
    assert am(FAELLIG).vorgemerkt == 1  # who has cancelled


def test_die_seite_hinter_dem_verweis_gibt_es_nicht_mehr(kurs: Angebot) -> None:
    for tag in (FAELLIG, FAELLIG + timedelta(days=14)):
        am(tag)
    assert not Anmeldung.objects.exclude(token="")
