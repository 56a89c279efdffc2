"""F9: two beats ring at once, one is killed, none rings for a while: each planned time counts once."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.db import connections
from django.utils import timezone

from familienbuero.wecker.auskunft import ist_wach
from familienbuero.wecker.dienste import einmal
from familienbuero.wecker.models import Wecker
from familienbuero.wecker.regeln import Weckzeit
from tests.stoerung.groesse import groesse
from tests.stoerung.prozesse import bis, umgebung_des_tests

pytestmark = pytest.mark.django_db(transaction=True)
ALLE = tuple(settings.WECKER)
TAKT = timedelta(seconds=0.2)
SCHLAEGE = groesse(10, 150)


@pytest.fixture(autouse=True)
def probe(settings: Any) -> Weckzeit:
    """The only work by the clock: a fast one."""
    zeit = Weckzeit("Probe", TAKT)
    settings.WECKER = {"probe": zeit}
    return zeit


class Arbeit:
    """Notes for which planned time it was done."""

    def __init__(self, zeit: Weckzeit) -> None:
        self.zeit, self.getan, self.schloss = zeit, Counter[datetime](), Lock()

    def __call__(self) -> None:
        with self.schloss:
            self.getan[self.zeit.geplant(timezone.now())] += 1


def _laeuten(arbeit: Any, schlaege: int = SCHLAEGE) -> None:
    """One beat: a ring early in each planned time."""
    try:
        for _ in range(schlaege):
            takt = TAKT.total_seconds()
            time.sleep(takt - time.time() % takt + takt / 10)
            arbeit()
    finally:
        connections.close_all()


def _zwei_taktgeber(arbeit: Any) -> None:
    with ThreadPoolExecutor(2) as taktgeber:
        list(taktgeber.map(_laeuten, [arbeit, arbeit]))


def test_zwei_taktgeber_wirken_wie_einer(probe: Weckzeit) -> None:
    arbeit = Arbeit(probe)
    _zwei_taktgeber(lambda: einmal("probe", arbeit))
    assert set(arbeit.getan.values()) == {1}
    assert len(arbeit.getan) >= SCHLAEGE - 1


def test_gegenprobe_ohne_wecker_tun_zwei_taktgeber_alles_doppelt(probe: Weckzeit) -> None:
    arbeit = Arbeit(probe)
    _zwei_taktgeber(arbeit)
    assert max(arbeit.getan.values()) == 2


def test_wer_dreissig_mal_verschlafen_hat_holt_einmal_nach(probe: Weckzeit, settings: Any) -> None:
    settings.WECKER = {"probe": Weckzeit("Probe", timedelta(days=1))}
    lange_her = timezone.now() - timedelta(days=30)
    Wecker.objects.create(name="probe", geplant_fuer=lange_her, beendet_am=lange_her)
    arbeit = Arbeit(probe)
    assert [einmal("probe", arbeit) for _ in range(3)] == [True, False, False]
    assert arbeit.getan.total() == 1


def test_gegenprobe_ohne_geplanten_zeitpunkt_holt_jedes_laeuten_noch_einmal_nach(
    probe: Weckzeit, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WECKER = {"probe": Weckzeit("Probe", timedelta(days=1))}
    monkeypatch.setattr(Weckzeit, "geplant", lambda self, jetzt: jetzt)
    arbeit = Arbeit(probe)
    assert [einmal("probe", arbeit) for _ in range(30)] == [True] * 30
    assert arbeit.getan.total() == 30


def test_was_scheitert_gilt_als_nicht_getan_und_verraet_keinen_namen(probe: Weckzeit) -> None:
    def scheitern() -> None:
        raise ValueError("Familie Merkwürdig")

    assert not einmal("probe", scheitern)
    assert Wecker.objects.get().fehler == "ValueError"
    assert einmal("probe", Arbeit(probe))
    assert Wecker.objects.get().fehler == ""


TRAEGE = """
import django
django.setup()
import time
from datetime import timedelta
from django.conf import settings
from familienbuero.wecker.dienste import einmal
from familienbuero.wecker.regeln import Weckzeit
settings.WECKER = {"probe": Weckzeit("Probe", timedelta(days=1))}
einmal("probe", lambda: (print("drin", flush=True), time.sleep(60)))
"""


def test_wer_mitten_in_der_arbeit_stirbt_haelt_niemanden_auf(probe: Weckzeit, settings: Any) -> None:
    settings.WECKER = {"probe": Weckzeit("Probe", timedelta(days=1))}
    arbeit = Arbeit(probe)
    with subprocess.Popen(
        [sys.executable, "-c", TRAEGE], env=umgebung_des_tests(), stdout=subprocess.PIPE
    ) as traege:
        assert traege.stdout
        assert traege.stdout.readline() == b"drin\n"
        assert not einmal("probe", arbeit)  # somebody is at it
        traege.send_signal(signal.SIGKILL)
    bis(lambda: einmal("probe", arbeit), 10, satz="Die Sperre des Toten hält noch.")
    assert arbeit.getan.total() == 1


def test_ohne_taktgeber_wird_die_gesundheit_nach_zwei_takten_rot(probe: Weckzeit) -> None:
    einmal("probe", Arbeit(probe))
    assert ist_wach()
    bis(lambda: not ist_wach(), 10, satz="Niemand läutet, und keiner merkt es.")
    beendet = Wecker.objects.get().beendet_am
    assert beendet
    assert timezone.now() - beendet < 3 * TAKT


def test_gegenprobe_wer_nur_fragt_ob_es_je_getan_wurde_merkt_nicht_dass_niemand_laeutet(
    probe: Weckzeit, monkeypatch: pytest.MonkeyPatch
) -> None:
    einmal("probe", Arbeit(probe))
    bis(lambda: not ist_wach(), 10)
    monkeypatch.setattr(Weckzeit, "ist_ueberfaellig", lambda self, **wann: wann["beendet_am"] is None)
    assert ist_wach()


# A number of the broker that nobody else uses.
LEER = 14


@contextmanager
def beat_auf_leerem_broker(ordner: Path) -> Iterator[redis.Redis]:
    """Beat itself, and the broker that it rings at."""
    if settings.REDIS_URL.startswith("redis+socket:"):
        glocke = f"{settings.REDIS_URL}?virtual_host={LEER}"
        broker = redis.Redis(unix_socket_path=urlsplit(settings.REDIS_URL).path, db=LEER)
    else:
        glocke = urlunsplit(urlsplit(settings.REDIS_URL)._replace(path=f"/{LEER}"))
        broker = redis.Redis.from_url(glocke)
    broker.flushdb()
    befehl = [sys.executable, "-m", "celery", "-A", "familienbuero", "-b", glocke, "beat", "-l", "error"]
    dateien = ["--pidfile=", "--schedule", str(ordner / "beat")]
    with subprocess.Popen([*befehl, *dateien], env=umgebung_des_tests(), stdout=subprocess.DEVNULL) as beat:
        yield broker
        beat.terminate()
    broker.flushdb()


def test_beim_start_wird_fuer_alles_gelaeutet(tmp_path: Path) -> None:
    with beat_auf_leerem_broker(tmp_path) as broker:
        bis(lambda: broker.llen("celery") >= len(ALLE))
        nachrichten = [json.loads(nachricht) for nachricht in broker.lrange("celery", 0, -1)]
    assert {nachricht["headers"]["task"] for nachricht in nachrichten} == set(ALLE)
