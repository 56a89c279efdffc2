"""F2, F3: PostgreSQL or Valkey is gone for a while: nothing is lost, nothing is doubled, limits hold."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from typing import Any
from uuid import UUID

import pytest
import redis
from allauth.core import ratelimit
from django.test import RequestFactory

from familienbuero.konten.models import Benutzer
from familienbuero.termine.regeln import code_wuerfeln
from tests.glocke import eigene_glocke, valkey
from tests.stoerung.arbeiter import BEAT, WORKER
from tests.stoerung.formulare import angemeldet
from tests.stoerung.groesse import HAERTE, groesse
from tests.stoerung.haus import Antwort, Haus, haus
from tests.stoerung.prozesse import bis

SCHREIBENDE = groesse(12, 160)
LESENDE = groesse(4, 40)
ABSTUERZE = groesse(1, 10)
# What is stored in the end, opened again.
NACHSEHEN = """
import json, django
django.setup()
from willkommensbesuche.besuche.models import Anrufnotiz
print(json.dumps([notiz.text for notiz in Anrufnotiz.objects.all()]))
"""


ABWESEND = groesse(1, 600)  # seconds
VERSUCHE = 20  # at the code page, for an address and an hour
CELERY = ("-m", "celery", "-A", "familienbuero")
FERTIG = "SELECT count(*) FROM schreiben_stapel WHERE stand = 'erledigt' AND seiten > 0 AND id = %s"
GEWECKT = "SELECT count(*) FROM wecker_wecker WHERE beendet_am IS NOT NULL AND name = %s"
# One more visit, whose letter nobody has set, and bells that have not rung for long.
NEUER_BESUCH = """
import sys, django
django.setup()
from datetime import date
from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.wecker.models import Wecker
from tests import fabriken
from tests.conftest import HEUTE
Wecker.objects.all().delete()
with kalender.stichtag(HEUTE):
    fabriken.geplanter_besuch(Benutzer.objects.get(vorname="Miriam"), date.fromisoformat(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def meins() -> Iterator[Haus]:
    with haus() as eines:
        yield eines


@dataclass
class Last:
    """People who write and read without pause, and what they were answered."""

    haus: Haus
    ende: Event = field(default_factory=Event)
    bestaetigt: list[str] = field(default_factory=list)
    antworten: list[tuple[float, Antwort]] = field(default_factory=list)

    def schreiben(self, nummer: int) -> None:
        """Write call notes one after the other; repeat each, as it is, until it is acknowledged."""
        weg = f"/willkommensbesuche/familien/{self.haus.angaben['familie']}/anruf/"
        jana = self.haus.besucher("koordination")
        for laufend in count():
            if self.ende.is_set():
                return
            felder = jana.formular(weg)
            if felder is None:
                continue
            text = f"Notiz {nummer}.{laufend}"
            while (status := self._fragen(jana.fragen(weg, felder | {"text": text}))) in (0, 503):
                time.sleep(0.05)
            if status == 302:
                self.bestaetigt.append(text)

    def lesen(self, nummer: int) -> None:
        miriam = self.haus.besucher("leitung")
        while not self.ende.is_set():
            self._fragen(miriam.fragen(("/heute/", "/familien/", "/")[nummer % 3]))

    def _fragen(self, antwort: Antwort) -> int:
        self.antworten.append((time.monotonic(), antwort))
        return antwort.status

    def gespeichert(self) -> Counter[str]:
        return Counter(json.loads(self.haus.python("-c", NACHSEHEN).splitlines()[-1]))


def abstuerze(meins: Haus, *schalter: str) -> tuple[Last, float]:
    """Load, and crashes within it; how long after its return the database was of use, at worst."""
    last, laengste = Last(meins), 0.0
    with ThreadPoolExecutor(SCHREIBENDE + LESENDE) as leute:
        for nummer in range(SCHREIBENDE):
            leute.submit(last.schreiben, nummer)
        for nummer in range(LESENDE):
            leute.submit(last.lesen, nummer)
        try:
            for _ in range(ABSTUERZE):
                vorher = len(last.bestaetigt)
                bis(lambda vorher=vorher: len(last.bestaetigt) > vorher + SCHREIBENDE)
                meins.toeten("postgres")
                weg = time.monotonic()
                bis(lambda seit=weg: any(a.status == 503 for t, a in last.antworten if t > seit))
                meins.starten("postgres", *schalter)
                wieder_da = time.monotonic()
                bis(lambda seit=wieder_da: any(a.status == 302 for t, a in last.antworten if t > seit), 30)
                laengste = max(laengste, time.monotonic() - wieder_da)
        finally:
            last.ende.set()
    return last, laengste


def test_ein_harter_halt_verliert_nichts_bestaetigtes_und_verdoppelt_nichts(meins: Haus) -> None:
    last, laengste = abstuerze(meins)
    status = Counter(antwort.status for _, antwort in last.antworten)
    print(f"{status}, {len(last.bestaetigt)} bestätigt, nach {laengste:.2f} s wieder von Nutzen")
    assert len(last.bestaetigt) > SCHREIBENDE * ABSTUERZE
    assert last.gespeichert() == Counter(last.bestaetigt)
    assert set(status) <= {200, 302, 503}
    assert status[503] > 0
    for _, antwort in last.antworten:
        if antwort.status == 503:
            assert antwort.kopf["Retry-After"] == "10"
            assert "Wir sind gleich wieder da" in antwort.seite
            assert "Traceback" not in antwort.seite
    assert laengste <= 10
    meins.python("manage.py", "selbstpruefung")


def test_gegenprobe_wer_vor_dem_schreiben_bestaetigt_verliert(meins: Haus) -> None:
    """PostgreSQL says yes before the write is on the disk: what was acknowledged is missing."""
    meins.anhalten("postgres")
    spaet = ("-c", "synchronous_commit=off", "-c", "wal_writer_delay=10s")
    meins.starten("postgres", *spaet)
    vorher = Last(meins).gespeichert()
    last, _ = abstuerze(meins, *spaet)
    fehlt = Counter(last.bestaetigt) - (last.gespeichert() - vorher)
    meins.anhalten("postgres")
    meins.starten("postgres")
    assert fehlt


def _raten(meins: Haus, anzahl: int) -> list[int]:
    """Guess codes from one address; how each guess was answered."""
    jemand, antworten = meins.besucher(), []
    for _ in range(anzahl):
        felder = jemand.formular("/termin/")
        assert felder is not None
        geraten = {"code": code_wuerfeln(), "geburtsdatum": "2026-08-01"}
        antworten.append(jemand.fragen("/termin/", felder | geraten).status)
    return antworten


def _valkey(meins: Haus) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(meins.ort.sockel / "valkey.sock"))


def test_ohne_valkey_geht_alles_weiter_und_nichts_ist_verloren(meins: Haus) -> None:
    jana = meins.besucher("koordination")
    davor = VERSUCHE // 2
    assert _raten(meins, davor) == [200] * davor
    _valkey(meins).flushall()
    meins.toeten("valkey")
    # Signed in, reading, and with the limits that were there before.
    assert [jana.fragen(weg).status for weg in ("/heute/", "/familien/", "/", "/readyz")] == [200] * 4
    assert jana.fragen("/healthz").status == 503
    assert _raten(meins, VERSUCHE - davor + 1) == [200] * (VERSUCHE - davor) + [429]
    stapel = _wuenschen(meins, "2026-09-07", "2026-09-30")
    time.sleep(ABWESEND)
    meins.starten("valkey")
    meins.laufen_lassen("worker", *WORKER)
    if HAERTE:
        meins.laufen_lassen("beat", *BEAT, "--schedule", str(meins.ort.protokolle / "beat"))
    else:  # beat rings every thirty seconds
        meins.python(*CELERY, "call", "einladungen.stapel_nachholen")
    beginn = time.monotonic()
    bis(lambda: meins.zahl(FERTIG, stapel), 90, satz="Niemand hat nachgeholt.")
    print(f"nachgeholt nach {time.monotonic() - beginn:.1f} s")
    meins.beenden("worker", "beat")
    meins.python("manage.py", "selbstpruefung")
    assert jana.fragen("/heute/").status == 200


def _wuenschen(meins: Haus, von: str, bis: str) -> UUID:
    """A wish whose bell cannot be rung is answered all the same; the batch of letters."""
    jana = meins.besucher("koordination")
    felder = jana.formular("/willkommensbesuche/einladungen/")
    assert felder is not None
    beginn = time.monotonic()
    antwort = jana.fragen("/willkommensbesuche/einladungen/anlegen/", felder | {"von": von, "bis": bis})
    dauer = time.monotonic() - beginn
    print(f"ohne Glocke beantwortet nach {dauer:.2f} s")
    assert antwort.status == 302
    assert dauer < 5
    return UUID(antwort.kopf["Location"].rstrip("/").rpartition("/")[2])


def test_gegenprobe_ohne_nachholen_wartet_ein_wunsch_ohne_glocke_fuer_immer(meins: Haus) -> None:
    """Valkey is back, a worker is awake and hears other bells: nobody tells it of this one."""
    meins.python("-c", NEUER_BESUCH, "2026-10-05")
    meins.toeten("valkey")
    stapel = _wuenschen(meins, "2026-10-05", "2026-10-05")
    meins.starten("valkey")
    meins.laufen_lassen("worker", *WORKER)
    meins.python(*CELERY, "call", "konten.abgelaufenes_loeschen")
    bis(lambda: meins.zahl(GEWECKT, "konten.abgelaufenes_loeschen"), 90)
    meins.beenden("worker")
    assert not meins.zahl(FERTIG, stapel)


def _ablage_in_valkey(settings: Any) -> dict[str, str]:
    """A cache in the broker of these tests."""
    adresse = eigene_glocke().replace("redis+socket://", "unix://", 1).replace("?virtual_host=", "?db=")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": adresse}


@pytest.fixture(params=["datenbank", "valkey"])
def ort(request: pytest.FixtureRequest, settings: Any) -> str:
    """Where sessions and limits are kept: as the settings say, or, as the control run, in Valkey."""
    _valkey_leeren()
    if request.param == "valkey":
        settings.CACHES = {**settings.CACHES, "default": _ablage_in_valkey(settings)}
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    return str(request.param)


def _valkey_leeren() -> None:
    """Valkey is empty, as after a start without its file."""
    valkey(eigene_glocke()).flushdb()


def test_nur_in_der_datenbank_ueberlebt_eine_sitzung_das_leeren(ort: str, koordination: Benutzer) -> None:
    jana = angemeldet(koordination)
    assert jana.get("/heute/").status_code == 200
    _valkey_leeren()
    assert jana.get("/heute/").status_code == (200 if ort == "datenbank" else 302)


def test_nur_in_der_datenbank_ueberlebt_eine_grenze_das_leeren(ort: str, db: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    anfrage = RequestFactory().post("/", REMOTE_ADDR="198.51.100.7")

    def erlaubt() -> bool:
        return bool(ratelimit.consume(anfrage, action="login"))

    assert [erlaubt() for _ in range(4)] == [True, True, True, False]
    _valkey_leeren()
    assert erlaubt() == (ort == "valkey")
