"""F1, F4: a worker is killed in the middle of its letters, or before anybody has rung: nothing is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from familienbuero import auftrag
from familienbuero.auftrag import Auftragsstand
from familienbuero.kalender.regeln import besuchstage
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import NICHT_GESETZT
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.termine.models import Zugang
from tests import fabriken
from tests.conftest import HEUTE
from tests.glocke import eigene_glocke
from tests.stoerung.arbeiter import WORKER, gehoert_haben, laeuten, laufend, leere_glocke, wecken
from tests.stoerung.groesse import groesse
from tests.stoerung.prozesse import bis, umgebung_des_tests
from tests.stoerung.pruefen import alles_gut
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten

BRIEFE = groesse(16, 500)
TODE = groesse(2, 20)
TAGE = besuchstage(HEUTE + timedelta(days=7), HEUTE + timedelta(days=30 + BRIEFE))
NACHHOLEN = "einladungen.stapel_nachholen"
# How often the poisonous letter kills; the other tries are entered beforehand.
GIFTIG = groesse(1, auftrag.HOECHSTVERSUCHE)
SAAT = int(os.environ.get("SAAT") or random.randrange(10**6))
# A process of its own that works on the batch until it is killed; with a third argument, the letter of that
# visit kills it, and with a fourth one nobody counts the tries.
ARBEITER = """
import os, signal, sys, django
django.setup()
from datetime import date
from uuid import UUID
from familienbuero import kalender
from familienbuero.schreiben import dienste as schreiben
from willkommensbesuche.einladungen import dienste
if sys.argv[3:]:
    setzen = dienste.briefe.einladungsbrief
    def giftig(besuch, *args, **kwargs):
        if str(besuch.pk) == sys.argv[3]:
            os.kill(os.getpid(), signal.SIGKILL)
        return setzen(besuch, *args, **kwargs)
    dienste.briefe.einladungsbrief = giftig
if sys.argv[4:]:
    schreiben.briefe.HOECHSTVERSUCHE = 1000
with kalender.stichtag(date.fromisoformat(sys.argv[2])):
    while dienste.stapel_bearbeiten(UUID(sys.argv[1]), hoechstens=1):
        pass
"""


@pytest.fixture
def stapel(transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path) -> Stapel:
    settings.MEDIA_ROOT = tmp_path
    for nummer in range(BRIEFE):
        tag, stunde = TAGE[nummer // 4], 8 + 2 * (nummer % 4)
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Familie{nummer}", stunde=stunde)
    return stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30 + BRIEFE), durch=None)


def _arbeiter(stapel: Stapel, *mehr: str) -> subprocess.Popen[bytes]:
    befehl = [sys.executable, "-c", ARBEITER, str(stapel.pk), HEUTE.isoformat(), *mehr]
    return subprocess.Popen(befehl, env=umgebung_des_tests(), cwd=settings.BASE_DIR)


def _fertig() -> int:
    return Schreiben.objects.filter(stand=Auftragsstand.ERLEDIGT).count()


def _stand(stapel: Stapel) -> str:
    stapel.refresh_from_db()
    return stapel.stand


def _pacht_ablaufen_lassen() -> None:
    """Two minutes go by."""
    Schreiben.objects.filter(stand=Auftragsstand.IN_ARBEIT).update(pacht_bis="2000-01-01T00:00Z")


def _zu_ende(stapel: Stapel) -> Stapel:
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel.refresh_from_db()
    return stapel


def _worker_toeten(protokoll: Path, zufall: random.Random) -> int:
    """Let a worker set some letters, then kill it with all its children; how many letters are done.

    More than it takes up from the dead before it: a letter that dies three times would be parked.
    """
    ziel = _fertig() + zufall.randint(3, max(4, BRIEFE // (2 * TODE + 1)))
    with laufend(WORKER, protokoll) as worker:
        bis(lambda: _fertig() >= ziel, 60 + BRIEFE)
        assert len(worker.kinder) >= 2
        worker.toeten()
    _pacht_ablaufen_lassen()
    return _fertig()


def test_nach_kill_9_machen_andere_weiter_alle_briefe_keiner_doppelt(stapel: Stapel, tmp_path: Path) -> None:
    """Main process and children at once, as production starts them."""
    zufall = random.Random(SAAT)
    print(f"SAAT={SAAT}")
    protokoll = tmp_path / "worker.log"
    with leere_glocke():
        for _ in range(2):
            laeuten("einladungen.stapel_bearbeiten", str(stapel.pk))
        for _ in range(TODE):
            assert _worker_toeten(protokoll, zufall) < BRIEFE
            wecken(NACHHOLEN)
        beginn = time.monotonic()
        with laufend(WORKER, protokoll):
            bis(lambda: _stand(stapel) == Auftragsstand.ERLEDIGT, 60 + BRIEFE)
    print(f"nach {TODE} Toden fertig in {time.monotonic() - beginn:.1f} s")
    assert (_fertig(), Zugang.objects.count(), stapel.seiten) == (BRIEFE, BRIEFE, BRIEFE)
    alles_gut()


def test_gegenprobe_ohne_nachholen_bleibt_nach_kill_9_alles_liegen(stapel: Stapel, tmp_path: Path) -> None:
    """The broker keeps the message of the dead for ten minutes, and nobody asks the rows."""
    protokoll = tmp_path / "worker.log"
    with leere_glocke():
        laeuten("einladungen.stapel_bearbeiten", str(stapel.pk))
        fertig = _worker_toeten(protokoll, random.Random(SAAT))
        with laufend(WORKER, protokoll):
            gehoert_haben()
    assert _fertig() == fertig < BRIEFE
    assert _stand(stapel) == Auftragsstand.OFFEN


def test_ein_worker_dessen_kinder_sterben_macht_mit_neuen_weiter(stapel: Stapel, tmp_path: Path) -> None:
    """As the kernel does it when memory runs out: the main process stays and sees it."""
    with leere_glocke(), laufend(WORKER, tmp_path / "worker.log") as worker:
        laeuten("einladungen.stapel_bearbeiten", str(stapel.pk))
        bis(lambda: _fertig() >= 2, 60)
        for kind in (alte := worker.kinder):
            os.kill(kind, signal.SIGKILL)
        bis(lambda: _fertig() >= BRIEFE - 1, 60 + BRIEFE)  # all but the letter of the dead, without the sweep
        assert not set(alte) & set(worker.kinder)
        _pacht_ablaufen_lassen()
        wecken(NACHHOLEN)
        bis(lambda: _stand(stapel) == Auftragsstand.ERLEDIGT, 60)
    assert (_fertig(), Zugang.objects.count(), stapel.seiten) == (BRIEFE, BRIEFE, BRIEFE)
    alles_gut()


def test_gegenprobe_ohne_ablauf_der_pacht_bleibt_der_brief_liegen(stapel: Stapel) -> None:
    erster = stapel.schreiben.order_by("sortierung").first()
    assert erster is not None
    assert Schreiben.objects.beanspruchen(erster.pk)
    assert _zu_ende(stapel).stand == Auftragsstand.OFFEN
    assert _fertig() == BRIEFE - 1
    assert timedelta(minutes=1) < auftrag.PACHT < timedelta(minutes=10)


def _sterben_lassen(stapel: Stapel, *mehr: str) -> Schreiben:
    """Workers die one after the other of the same letter; that letter."""
    giftig = stapel.schreiben.order_by("sortierung")[2]
    Schreiben.objects.filter(pk=giftig.pk).update(versuche=auftrag.HOECHSTVERSUCHE - GIFTIG)
    for _ in range(GIFTIG):
        with _arbeiter(stapel, str(giftig.einladung.besuch_id), *mehr) as arbeiter:
            assert arbeiter.wait(60 + BRIEFE) == -signal.SIGKILL
        _pacht_ablaufen_lassen()
    with _arbeiter(stapel, str(giftig.einladung.besuch_id), *mehr) as arbeiter:
        arbeiter.wait(60 + BRIEFE)
    giftig.refresh_from_db()
    stapel.refresh_from_db()
    return giftig


def test_ein_brief_der_seinen_worker_dreimal_toetet_wird_geparkt_und_benannt(stapel: Stapel) -> None:
    giftig = _sterben_lassen(stapel)
    assert (giftig.stand, giftig.versuche) == (Auftragsstand.GESCHEITERT, auftrag.HOECHSTVERSUCHE)
    assert giftig.fehler == giftig.zurueckgestellt == NICHT_GESETZT
    assert (_fertig(), stapel.stand, stapel.seiten) == (BRIEFE - 1, Auftragsstand.ERLEDIGT, BRIEFE - 1)
    alles_gut()


def test_gegenprobe_wer_versuche_nicht_zaehlt_stirbt_ohne_ende(stapel: Stapel) -> None:
    giftig = _sterben_lassen(stapel, "ohne zu zaehlen")
    assert giftig.stand == Auftragsstand.IN_ARBEIT
    assert stapel.stand == Auftragsstand.OFFEN
    assert _fertig() < BRIEFE - 1


def test_zwei_arbeiter_nebeneinander_machen_jeden_brief_einmal(stapel: Stapel) -> None:
    arbeiter = [_arbeiter(stapel) for _ in range(2)]
    for einer in arbeiter:
        assert einer.wait(timeout=90 + BRIEFE) == 0
    stapel.refresh_from_db()
    assert (_fertig(), Zugang.objects.count(), stapel.stand) == (BRIEFE, BRIEFE, Auftragsstand.ERLEDIGT)
    assert list(stapel.schreiben.values_list("versuche", flat=True)) == [1] * BRIEFE


# Presses the button for letters and is killed where the bell would ring, in a process of its own each time.
OHNE_GLOCKE = """
import os, signal, sys, django
django.setup()
from datetime import date
from django.test import Client
from django.test.utils import setup_test_environment
from familienbuero import kalender
from familienbuero.kalender.regeln import besuchstage
from familienbuero.konten.models import Benutzer
from willkommensbesuche.einladungen import tasks
tasks.stapel_bearbeiten.delay = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
setup_test_environment()
with kalender.stichtag(date.fromisoformat(sys.argv[1])):
    client = Client()
    client.force_login(Benutzer.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(sys.argv[2], {"von": sys.argv[3], "bis": sys.argv[3]})
"""
UNGEHOERT = groesse(2, 40)


def _druecken_und_sterben(besuchsdienst: Benutzer, wie_oft: int) -> None:
    Benutzer.objects.update(rollen=["koordination", "besuchsdienst"])
    adresse = reverse("einladungen:anlegen")
    for nummer in range(wie_oft):
        tag = TAGE[nummer]
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Familie{nummer}")
        befehl = [sys.executable, "-c", OHNE_GLOCKE, HEUTE.isoformat(), adresse, tag.isoformat()]
        tod = subprocess.run(
            befehl, env=umgebung_des_tests(REDIS_URL=eigene_glocke()), cwd=settings.BASE_DIR, check=False
        )
        assert tod.returncode == -signal.SIGKILL


def test_wer_vor_dem_laeuten_stirbt_hat_nichts_verloren(
    transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    _druecken_und_sterben(besuchsdienst, UNGEHOERT)
    assert _fertig() == 0  # nobody has heard of it
    with leere_glocke(), laufend(WORKER, tmp_path / "worker.log"):
        wecken(NACHHOLEN)
        fertige = Stapel.objects.filter(stand=Auftragsstand.ERLEDIGT)
        bis(lambda: fertige.count() == UNGEHOERT, 60 + UNGEHOERT)
    assert _fertig() == UNGEHOERT
    alles_gut()


def test_gegenprobe_ohne_nachholen_hoert_niemand_von_dem_wunsch(
    transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path
) -> None:
    """As if the message were the queue: there is none, and a worker that is awake has nothing to do."""
    settings.MEDIA_ROOT = tmp_path
    with leere_glocke():
        _druecken_und_sterben(besuchsdienst, 2)
        with laufend(WORKER, tmp_path / "worker.log"):
            gehoert_haben()
    assert list(Stapel.objects.values_list("stand", flat=True)) == [Auftragsstand.OFFEN] * 2
    assert _fertig() == 0
