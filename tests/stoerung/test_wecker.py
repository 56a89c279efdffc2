"""F9: two beats ring at once, one is killed, none rings for a while: each planned time counts once."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from familienbuero.wecker.auskunft import ist_wach
from familienbuero.wecker.dienste import einmal
from familienbuero.wecker.models import Wecker
from familienbuero.wecker.regeln import Weckzeit
from tests.stoerung.arbeiter import BEAT, WORKER, Baum, laufend, leere_glocke
from tests.stoerung.groesse import groesse
from tests.stoerung.prozesse import bis, umgebung_des_tests

pytestmark = pytest.mark.django_db(transaction=True)
TAKTGEBER = "tests.stoerung.taktgeber"
ALLE = tuple(settings.WECKER)
TAKT = timedelta(seconds=0.2)
SCHLAEGE = groesse(5, 120)  # of two beats, half a second each


@pytest.fixture(autouse=True)
def probe(settings: Any) -> Weckzeit:
    """The only work by the clock: a fast one."""
    zeit = Weckzeit("Probe", TAKT)
    settings.WECKER = {"probe": zeit}
    return zeit


class Arbeit:
    """Notes how often it was done."""

    def __init__(self) -> None:
        self.getan = 0

    def __call__(self) -> None:
        self.getan += 1


@dataclass
class Lauf:
    """Two beats and a worker as they note what was done, by planned time."""

    ordner: Path
    takte: list[Baum]

    def getan(self, name: str) -> Counter[str]:
        vermerke = self.ordner / name
        return Counter(vermerke.read_text().split()) if vermerke.exists() else Counter()


@contextmanager
def zwei_taktgeber(ordner: Path) -> Iterator[Lauf]:
    """Two processes that ring, and a worker with two children that hears both."""
    umgebung = {"VERMERKE": str(ordner)}
    worker, beat = ([TAKTGEBER if wort == "familienbuero" else wort for wort in b] for b in (WORKER, BEAT))
    with leere_glocke(), ExitStack() as prozesse:
        prozesse.enter_context(laufend(worker, ordner / "worker.log", **umgebung))
        takte = [
            prozesse.enter_context(
                laufend([*beat, "--schedule", str(ordner / name)], ordner / f"{name}.log", **umgebung)
            )
            for name in ("beat-1", "beat-2")
        ]
        yield Lauf(ordner, takte)


@pytest.mark.parametrize("name", ["probe", "ungeschuetzt"], ids=["mit Wecker", "Gegenprobe"])
def test_zwei_taktgeber_wirken_wie_einer(name: str, tmp_path: Path) -> None:
    """Both pieces of work are rung for by both: what asks no Wecker is done twice."""
    with zwei_taktgeber(tmp_path) as lauf:
        bis(lambda: len(lauf.getan(name)) >= SCHLAEGE, 90 + SCHLAEGE)
        getan = lauf.getan(name)
    print(f"{name}: {len(getan)} Zeitpunkte, {getan.total()} mal getan")
    if name == "probe":
        assert set(getan.values()) == {1}
    else:
        assert getan.total() > len(getan)


def test_wenn_ein_taktgeber_stirbt_genuegt_der_andere(tmp_path: Path) -> None:
    with zwei_taktgeber(tmp_path) as lauf:
        bis(lambda: lauf.getan("probe"), 90)
        lauf.takte[0].toeten()
        ziel = len(lauf.getan("probe")) + SCHLAEGE
        bis(lambda: len(lauf.getan("probe")) >= ziel, 90 + SCHLAEGE)
        assert set(lauf.getan("probe").values()) == {1}


def test_wer_dreissig_mal_verschlafen_hat_holt_einmal_nach(probe: Weckzeit, settings: Any) -> None:
    settings.WECKER = {"probe": Weckzeit("Probe", timedelta(days=1))}
    lange_her = timezone.now() - timedelta(days=30)
    Wecker.objects.create(name="probe", geplant_fuer=lange_her, beendet_am=lange_her)
    arbeit = Arbeit()
    assert [einmal("probe", arbeit) for _ in range(3)] == [True, False, False]
    assert arbeit.getan == 1


def test_gegenprobe_ohne_geplanten_zeitpunkt_holt_jedes_laeuten_noch_einmal_nach(
    probe: Weckzeit, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WECKER = {"probe": Weckzeit("Probe", timedelta(days=1))}
    monkeypatch.setattr(Weckzeit, "geplant", lambda self, jetzt: jetzt)
    arbeit = Arbeit()
    assert [einmal("probe", arbeit) for _ in range(30)] == [True] * 30
    assert arbeit.getan == 30


def test_was_scheitert_gilt_als_nicht_getan_und_verraet_keinen_namen(probe: Weckzeit) -> None:
    def scheitern() -> None:
        raise ValueError("Familie Merkwürdig")

    assert not einmal("probe", scheitern)
    assert Wecker.objects.get().fehler == "ValueError"
    assert einmal("probe", Arbeit())
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
    arbeit = Arbeit()
    with subprocess.Popen(
        [sys.executable, "-c", TRAEGE], env=umgebung_des_tests(), stdout=subprocess.PIPE
    ) as traege:
        assert traege.stdout
        assert traege.stdout.readline() == b"drin\n"
        assert not einmal("probe", arbeit)  # somebody is at it
        traege.send_signal(signal.SIGKILL)
    bis(lambda: einmal("probe", arbeit), 10, satz="Die Sperre des Toten hält noch.")
    assert arbeit.getan == 1


def test_ohne_taktgeber_wird_die_gesundheit_nach_zwei_takten_rot(probe: Weckzeit) -> None:
    einmal("probe", Arbeit())
    assert ist_wach()
    bis(lambda: not ist_wach(), 10, satz="Niemand läutet, und keiner merkt es.")
    beendet = Wecker.objects.get().beendet_am
    assert beendet
    assert timezone.now() - beendet < 3 * TAKT


def test_gegenprobe_wer_nur_fragt_ob_es_je_getan_wurde_merkt_nicht_dass_niemand_laeutet(
    probe: Weckzeit, monkeypatch: pytest.MonkeyPatch
) -> None:
    einmal("probe", Arbeit())
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
