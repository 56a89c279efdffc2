"""A2: guessing codes. What counts are rows of the database, where an honest family is not in the way."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from statistics import median
from threading import Barrier
from time import perf_counter
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from familienbuero.celery import app
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.termine import dienste, views
from familienbuero.termine.dienste import zugang_ausstellen
from familienbuero.termine.models import Zugang, Zugangsversuch
from familienbuero.termine.regeln import (
    ALPHABET,
    CODESEITE,
    JE_ADRESSE_UND_STUNDE,
    JE_KENNUNG_UND_TAG,
    JE_MINUTE,
    abdruck,
    code_lesen,
    code_wuerfeln,
)
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.formulare import formular
from tests.stoerung.groesse import groesse
from tests.stoerung.rennen import inzwischen
from willkommensbesuche.besuche.models import TERMINART, Besuch

pytestmark = pytest.mark.django_db
TAG = HEUTE + timedelta(days=9)
GEBURTSTAG = (HEUTE - timedelta(days=40)).isoformat()


@pytest.fixture
def besuch(besuchsdienst: Benutzer) -> Besuch:
    fabriken.besuchskraft(besuchsdienst)
    return fabriken.geplanter_besuch(besuchsdienst, TAG, "Öztürk")


@pytest.fixture
def code(besuch: Besuch) -> str:
    return zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)[0]


def raten(
    code: str, adresse: str, *, geburtstag: str = GEBURTSTAG, client: Client | None = None, **kopf: Any
) -> HttpResponse:
    """`client` for who guesses often: each new one sets up the middleware anew."""
    daten = {"code": code, "geburtsdatum": geburtstag}
    return (client or Client()).post(reverse("termine:anmelden"), daten, REMOTE_ADDR=adresse, **kopf)


@pytest.fixture
def gepruefte(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every code that reached the comparison with its hash."""
    bis_zum_abdruck: list[str] = []
    eigentlich = dienste.abdruck

    def zaehlend(geheim: str, schluessel: bytes) -> str:
        if len(geheim) == 8 and set(geheim) <= set(ALPHABET):
            bis_zum_abdruck.append(geheim)
        return eigentlich(geheim, schluessel)

    monkeypatch.setattr(dienste, "abdruck", zaehlend)
    return bis_zum_abdruck


def test_eine_adresse_kommt_mit_zwanzig_versuchen_bis_zum_vergleich(code: str, gepruefte: list[str]):
    assert (JE_ADRESSE_UND_STUNDE, JE_KENNUNG_UND_TAG, JE_MINUTE) == (20, 10, 600)
    gepruefte.clear()
    client = Client()
    antworten = [
        raten(code_wuerfeln(), "192.0.2.1", client=client).status_code for _ in range(groesse(120, 10_000))
    ]
    assert len(gepruefte) == JE_ADRESSE_UND_STUNDE
    assert antworten == [200] * JE_ADRESSE_UND_STUNDE + [429] * (len(antworten) - JE_ADRESSE_UND_STUNDE)
    assert raten(code, "192.0.2.2").status_code == 302  # the family, from another address
    assert raten(code, "192.0.2.1").status_code == 429


def test_ein_teil_des_codes_wird_zehnmal_am_tag_verglichen(code: str, gepruefte: list[str]):
    gepruefte.clear()
    client = Client()
    for nummer in range(groesse(40, 10_000)):
        raten(code[:4] + code_wuerfeln()[4:], _einzeln(nummer), client=client)
    assert len(gepruefte) == JE_KENNUNG_UND_TAG


def test_alle_zusammen_haben_sechshundert_versuche_in_der_minute(code: str, gepruefte: list[str]):
    eben = timezone.now()
    Zugangsversuch.objects.bulk_create(
        Zugangsversuch(absender=f"{nummer}", kennung="", wann=eben) for nummer in range(JE_MINUTE - 1)
    )
    gepruefte.clear()
    assert [raten(code, f"10.0.0.{nummer}").status_code for nummer in range(3)] == [302, 429, 429]
    assert len(gepruefte) == 1


def test_wer_abgewiesen_wird_verbraucht_nicht_die_minute_der_anderen(code: str):
    for _ in range(JE_ADRESSE_UND_STUNDE + 30):
        raten(code_wuerfeln(), "192.0.2.1")
    assert Zugangsversuch.objects.count() == JE_ADRESSE_UND_STUNDE


def _einzeln(nummer: int) -> str:
    return f"10.{nummer >> 16}.{nummer >> 8 & 255}.{nummer & 255}"


@pytest.mark.parametrize(
    ("grenze", "adresse", "ein_code"),
    [
        ("je_adresse_und_stunde", lambda nummer: "192.0.2.1", False),
        ("je_kennung_und_tag", _einzeln, True),
        ("je_minute", _einzeln, False),
    ],
)
def test_gegenprobe_ohne_diese_grenze_kommt_jeder_versuch_bis_zum_vergleich(
    grenze: str,
    adresse: Callable[[int], str],
    ein_code: bool,
    code: str,
    gepruefte: list[str],
    monkeypatch: pytest.MonkeyPatch,
):
    """Each limit alone: the other two do not notice this attack."""
    weite = replace(CODESEITE, **{grenze: 10**9})
    monkeypatch.setattr(views, "versuch_zaehlen", partial(dienste.versuch_zaehlen, grenzen=weite))
    eben = timezone.now()
    if grenze == "je_minute":
        Zugangsversuch.objects.bulk_create(
            Zugangsversuch(absender=f"{nummer}", kennung="", wann=eben) for nummer in range(JE_MINUTE)
        )
    gepruefte.clear()
    versuche = JE_ADRESSE_UND_STUNDE + 20
    for nummer in range(versuche):
        geraten = code_wuerfeln()
        assert raten(code[:4] + geraten[4:] if ein_code else geraten, adresse(nummer)).status_code == 200
    assert len(gepruefte) == versuche


def test_ein_geleerter_zwischenspeicher_setzt_nichts_zurueck(db: None):
    for _ in range(JE_ADRESSE_UND_STUNDE):
        raten(code_wuerfeln(), "192.0.2.1")
    cache.clear()
    with app.connection_for_write() as valkey:
        valkey.default_channel.client.flushdb()
    assert raten(code_wuerfeln(), "192.0.2.1").status_code == 429


def test_gegenprobe_im_zwischenspeicher_gezaehlt_faengt_nach_dem_leeren_alles_neu_an(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    def im_zwischenspeicher_zaehlen(*, absender: str, kennung: str) -> None:
        cache.add(absender, 0)
        if cache.incr(absender) > JE_ADRESSE_UND_STUNDE:
            raise Ablehnung("Zu viele")

    monkeypatch.setattr(views, "versuch_zaehlen", im_zwischenspeicher_zaehlen)
    antworten = [raten(code_wuerfeln(), "192.0.2.1").status_code for _ in range(JE_ADRESSE_UND_STUNDE + 1)]
    assert antworten == [200] * JE_ADRESSE_UND_STUNDE + [429]
    cache.clear()
    assert raten(code_wuerfeln(), "192.0.2.1").status_code == 200


@pytest.mark.parametrize("proxys", [0, 1, 2])
def test_eine_gefaelschte_herkunft_zaehlt_nicht(proxys: int, db: None, settings: Any):
    settings.VERTRAUTE_PROXYS = proxys
    dahinter = ["198.51.100.7", "203.0.113.1"][:proxys]  # what our own proxies add on the right
    for nummer in range(JE_ADRESSE_UND_STUNDE + 1):
        kette = ", ".join([f"10.9.8.{nummer}", f"172.16.0.{nummer}", *dahinter])
        antwort = raten(code_wuerfeln(), "192.0.2.1", HTTP_X_FORWARDED_FOR=kette, HTTP_X_REAL_IP="10.1.1.1")
    assert antwort.status_code == 429
    assert Zugangsversuch.objects.values("absender").distinct().count() == 1


def test_gegenprobe_wer_einem_proxy_glaubt_den_es_nicht_gibt_zaehlt_die_gefaelschte_herkunft(
    db: None, settings: Any
):
    settings.VERTRAUTE_PROXYS = 1  # and nobody stands in front of us
    for nummer in range(JE_ADRESSE_UND_STUNDE + 1):
        antwort = raten(code_wuerfeln(), "192.0.2.1", HTTP_X_FORWARDED_FOR=f"10.9.8.{nummer}")
        assert antwort.status_code == 200


def test_ein_netz_einer_wohnung_ist_eine_adresse(db: None):
    for nummer in range(JE_ADRESSE_UND_STUNDE):
        assert raten(code_wuerfeln(), f"2001:db8:0:1::{nummer:x}").status_code == 200
    assert raten(code_wuerfeln(), "2001:db8:0:1:ffff:ffff:ffff:ffff").status_code == 429
    assert raten(code_wuerfeln(), "2001:db8:0:2::1").status_code == 200


# Each case so often; how far apart the medians may lie says little about a small number on a busy machine.
PROBEN, UNTERSCHIED = groesse(8, 500), groesse(500, 5)
FAELLE = ("unbekannt", "ersetzt", "abgelaufen", "kein Code")


def vorbereitet(fall: str, besuch: Besuch, code: str) -> str:
    """What somebody types in this case."""
    if fall == "ersetzt":
        zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)
    if fall == "abgelaufen":
        Zugang.objects.update(gueltig_bis=HEUTE - timedelta(days=1))
    return {"unbekannt": code_wuerfeln(), "kein Code": "2" * 12}.get(fall, code)


def antworten(besuch: Besuch, monkeypatch: pytest.MonkeyPatch) -> set[tuple[Any, ...]]:
    """What can be seen of the answer to each case, and the work that it takes: queries and hashes."""
    raten(code_wuerfeln(), "198.51.100.1")  # the first answer of all sets things up
    gehasht: list[str] = []
    monkeypatch.setattr(dienste, "abdruck", lambda *was: gehasht.append(was[0]) or abdruck(*was))
    gesehen = set()
    for nummer, fall in enumerate(FAELLE):
        code = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)[0]
        getippt = vorbereitet(fall, besuch, code)
        gehasht.clear()
        with CaptureQueriesContext(connection) as arbeit:
            antwort = raten(getippt, f"192.0.2.{nummer}")
        seite = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", antwort.content.decode())
        seite = seite.replace(getippt, "")
        gesehen.add((antwort.status_code, seite, tuple(antwort.headers), len(arbeit), len(gehasht)))
    return gesehen


def test_unbekannt_ersetzt_und_abgelaufen_sind_nicht_zu_unterscheiden(
    besuch: Besuch, monkeypatch: pytest.MonkeyPatch
):
    ((status, *_, anfragen, hashes),) = antworten(besuch, monkeypatch)
    assert (status, anfragen > 0, hashes) == (200, True, 2)  # of the sender and of the secret part


def test_gegenprobe_wer_bei_unbekannten_frueher_aufgibt_verraet_sie(
    besuch: Besuch, monkeypatch: pytest.MonkeyPatch
):
    def frueh_aufgeben(*, code: str, token: str) -> Zugang | None:
        bekannt = Zugang.objects.filter(kennung=code_lesen(code)[:4]).exists()
        return dienste.zugang_finden(code=code, token=token) if bekannt else None

    monkeypatch.setattr(views, "zugang_finden", frueh_aufgeben)
    assert len(antworten(besuch, monkeypatch)) > 1


def test_auch_die_uhr_unterscheidet_sie_nicht(besuch: Besuch):
    """Cases in turn, so that a busy machine is slow for all of them; the median, in milliseconds."""
    dauern: dict[str, list[float]] = {fall: [] for fall in FAELLE}
    for nummer in range(PROBEN):
        for fall in FAELLE:
            code = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=TAG)[0]
            getippt = vorbereitet(fall, besuch, code)
            beginn = perf_counter()
            assert raten(getippt, _einzeln(nummer)).status_code == 200
            dauern[fall].append(1000 * (perf_counter() - beginn))
            Zugangsversuch.objects.all().delete()
    mitten = {fall: median(werte[PROBEN // 10 :]) for fall, werte in dauern.items()}
    print(", ".join(f"{fall} {dauer:.2f} ms" for fall, dauer in mitten.items()), f"über {PROBEN} Proben")
    assert max(mitten.values()) - min(mitten.values()) < UNTERSCHIED


def gleichzeitig_raten(wie_viele: int, je: int) -> None:
    """Each with its token of the form, so that view and count are one transaction."""
    gemeinsam = Barrier(wie_viele, timeout=60)

    def versuchen(_: int) -> None:
        try:
            client = Client(REMOTE_ADDR="192.0.2.1", enforce_csrf_checks=True)
            papier = formular(client, reverse("termine:anmelden"))
            gemeinsam.wait()
            for _ in range(je):
                papier = papier | {"code": code_wuerfeln(), "geburtsdatum": GEBURTSTAG}
                client.post(reverse("termine:anmelden"), papier)
        finally:
            connection.close()

    with ThreadPoolExecutor(wie_viele) as faeden:
        list(faeden.map(versuchen, range(wie_viele)))


@pytest.mark.django_db(transaction=True)
def test_gleichzeitige_versuche_werden_alle_gezaehlt(gepruefte: list[str]):
    gleichzeitig_raten(groesse(8, 24), je=6)
    assert Zugangsversuch.objects.count() == len(gepruefte) == JE_ADRESSE_UND_STUNDE


@pytest.mark.django_db(transaction=True)
def test_den_letzten_versuch_der_minute_hat_nur_einer():
    grenzen = replace(CODESEITE, je_minute=groesse(2, JE_MINUTE))
    for nummer in range(grenzen.je_minute - 1):
        dienste.versuch_zaehlen(absender=_einzeln(nummer), kennung="", grenzen=grenzen)
    einer, anderer = (
        partial(dienste.versuch_zaehlen, absender=absender, kennung="", grenzen=grenzen)
        for absender in ("192.0.2.1", "192.0.2.2")
    )
    assert inzwischen(einer, anderer).startswith("Das waren zu viele Versuche.")
    assert Zugangsversuch.objects.count() == grenzen.je_minute


@pytest.mark.django_db(transaction=True)
def test_gegenprobe_ohne_anstehen_zaehlt_keiner_was_die_anderen_gerade_tun(
    gepruefte: list[str], monkeypatch: pytest.MonkeyPatch
):
    zugleich = JE_ADRESSE_UND_STUNDE + 4
    alle_gezaehlt = Barrier(zugleich, timeout=60)

    def erst_wenn_alle_so_weit_sind(**woran: Any) -> Zugang | None:
        alle_gezaehlt.wait()  # within the transaction of each
        return dienste.zugang_finden(**woran)

    monkeypatch.setattr(dienste, "_anstellen", lambda *spuren: None)
    monkeypatch.setattr(views, "zugang_finden", erst_wenn_alle_so_weit_sind)
    gleichzeitig_raten(zugleich, je=1)
    assert Zugangsversuch.objects.count() == len(gepruefte) == zugleich > JE_ADRESSE_UND_STUNDE
