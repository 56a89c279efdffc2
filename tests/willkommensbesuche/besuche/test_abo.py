"""The calendar feed: read by two independent readers, nothing about families in it."""

from datetime import timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import besuch_absagen, besuch_bestaetigen, besuch_verschieben
from willkommensbesuche.besuche.models import Besuch

pytestmark = pytest.mark.django_db
MORGEN = HEUTE + timedelta(days=1)
SEITE = "/willkommensbesuche/kalender/"


@pytest.fixture
def besuch(besuchsdienst: Benutzer) -> Besuch:
    return fabriken.geplanter_besuch(
        besuchsdienst, MORGEN, "Abrakadabra", strasse="Zauberweg", telefon="0271 4711815"
    )


def adresse(client: Client) -> str:
    """A new address, as the page shows it this one time."""
    antwort = client.post(SEITE, follow=True)
    return str(antwort.context["adresse"]).removeprefix("http://localhost:8000")


def geholt(weg: str) -> bytes:
    """What a calendar program gets, without any sign-in."""
    antwort = Client().get(weg)
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return antwort.content


def test_zwei_leser_finden_denselben_termin(als: Any, besuchsdienst: Benutzer, besuch: Besuch) -> None:
    datei = geholt(adresse(als(besuchsdienst)))
    (eins,) = icalendar.Calendar.from_ical(datei).walk("VEVENT")
    (zwei,) = vobject.readOne(datei.decode()).vevent_list
    assert besuch.termin
    assert eins["dtstart"].dt == zwei.dtstart.value == besuch.termin.beginn
    assert eins["dtend"].dt == zwei.dtend.value == besuch.termin.ende
    assert str(eins["uid"]) == zwei.uid.value
    assert (str(eins["summary"]), str(eins["status"])) == ("Willkommensbesuch", "TENTATIVE")


def test_ueber_die_familie_steht_nichts_darin(als: Any, besuchsdienst: Benutzer, besuch: Besuch) -> None:
    text = geholt(adresse(als(besuchsdienst))).decode()
    assert "Willkommensbesuch" in text
    verraeter = ("Abrakadabra", "Rosina", "Mika", "Zauberweg", "57076", "Siegen", "Weidenau", "4711815")
    assert [wort for wort in (*verraeter, str(besuch.familie_id)) if wort in text] == []


def test_der_termin_behaelt_seine_kennung_wenn_er_wandert(
    als: Any, besuchsdienst: Benutzer, besuch: Besuch
) -> None:
    weg = adresse(als(besuchsdienst))
    (vorher,) = icalendar.Calendar.from_ical(geholt(weg)).walk("VEVENT")
    besuch_bestaetigen(besuch.pk, durch=besuchsdienst)
    neues = fabriken.fenster(besuchsdienst, MORGEN + timedelta(days=2), 11)
    besuch_verschieben(besuch.pk, fenster=neues, vereinbart=True, durch=besuchsdienst)
    (nachher,) = icalendar.Calendar.from_ical(geholt(weg)).walk("VEVENT")
    assert (vorher["uid"], nachher["dtstart"].dt) == (nachher["uid"], neues.beginn)


def test_ein_abgesagter_besuch_verschwindet(als: Any, besuchsdienst: Benutzer, besuch: Besuch) -> None:
    weg = adresse(als(besuchsdienst))
    besuch_absagen(besuch.pk, durch=besuchsdienst)
    assert icalendar.Calendar.from_ical(geholt(weg)).walk("VEVENT") == []


def test_eine_neue_adresse_beendet_die_alte(als: Any, besuchsdienst: Benutzer) -> None:
    client = als(besuchsdienst)
    alte, neue = adresse(client), adresse(client)
    assert [Client().get(weg).status_code for weg in (alte, neue)] == [404, 200]
    client.post(f"{SEITE}beenden/")
    assert Client().get(neue).status_code == 404


def test_die_adresse_wird_nur_einmal_gezeigt(als: Any, besuchsdienst: Benutzer) -> None:
    client = als(besuchsdienst)
    weg = adresse(client)
    assert weg.rpartition("/")[2] not in client.get(SEITE).content.decode()


@pytest.mark.parametrize("seither", [{"is_active": False}, {"rollen": [Rolle.KOORDINATION]}])
def test_wer_keine_besuche_mehr_macht_hat_keinen_feed(
    als: Any, besuchsdienst: Benutzer, seither: dict[str, Any]
) -> None:
    weg = adresse(als(besuchsdienst))
    Benutzer.objects.filter(pk=besuchsdienst.pk).update(**seither)
    assert Client().get(weg).status_code == 404


def test_fremde_besuche_stehen_nicht_darin(als: Any, zweite_besuchskraft: Benutzer, besuch: Besuch) -> None:
    assert icalendar.Calendar.from_ical(geholt(adresse(als(zweite_besuchskraft)))).walk("VEVENT") == []
