"""A worker is killed in the middle of a batch of letters: all are made, none twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from familienbuero import auftrag
from familienbuero.auftrag import Auftragsstand
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.termine.models import Zugang
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten
from willkommensbesuche.einladungen.raum import briefe_vollzaehlig

BRIEFE = 12
# A process of its own that works on the batch until it is killed.
ARBEITER = """
import os, sys, django
django.setup()
from datetime import date
from uuid import UUID
from familienbuero import kalender
from willkommensbesuche.einladungen.dienste import stapel_bearbeiten
with kalender.stichtag(date.fromisoformat(sys.argv[2])):
    while stapel_bearbeiten(UUID(sys.argv[1]), hoechstens=1):
        pass
"""


@pytest.fixture
def stapel(transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path) -> Stapel:
    settings.MEDIA_ROOT = tmp_path
    for nummer in range(BRIEFE):
        tag, stunde = HEUTE + timedelta(days=7 + nummer // 4), 8 + 2 * (nummer % 4)
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Familie{nummer}", stunde=stunde)
    return stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30), durch=None)


def _arbeiter(stapel: Stapel, ablage: Path) -> subprocess.Popen[bytes]:
    umgebung = os.environ | {
        "DJANGO_SETTINGS_MODULE": "familienbuero.settings",
        "DATABASE_URL": _testdatenbank(),
        "MEDIA_ROOT": str(ablage),
    }
    befehl = [sys.executable, "-c", ARBEITER, str(stapel.pk), HEUTE.isoformat()]
    return subprocess.Popen(befehl, env=umgebung, cwd=settings.BASE_DIR)


def _testdatenbank() -> str:
    """The address of the database that the test uses: only the name behind the last slash differs."""
    adresse, _, angaben = settings.DATABASE_URL.partition("?")
    return f"{adresse.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{angaben}"


def _bis(bedingung: Any, sekunden: float = 60) -> None:
    ende = time.monotonic() + sekunden
    while not bedingung():
        assert time.monotonic() < ende, "Das hat zu lange gedauert."
        time.sleep(0.02)


def _fertig() -> int:
    return Schreiben.objects.filter(stand=Auftragsstand.ERLEDIGT).count()


@pytest.mark.parametrize("nach_briefen", [1, 5, 9])
def test_nach_kill_9_macht_ein_anderer_weiter_alle_briefe_keiner_doppelt(
    stapel: Stapel, tmp_path: Path, nach_briefen: int
) -> None:
    with _arbeiter(stapel, tmp_path) as arbeiter:
        try:
            _bis(lambda: _fertig() >= nach_briefen)
        finally:
            arbeiter.send_signal(signal.SIGKILL)
    assert _fertig() < BRIEFE
    # The lease of the letter that was being made runs out.
    Schreiben.objects.filter(stand=Auftragsstand.IN_ARBEIT).update(pacht_bis="2000-01-01T00:00Z")
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel.refresh_from_db()
    assert (_fertig(), Zugang.objects.count(), stapel.seiten) == (BRIEFE, BRIEFE, BRIEFE)
    assert stapel.stand == Auftragsstand.ERLEDIGT
    assert briefe_vollzaehlig().ok


def test_gegenprobe_ohne_ablauf_der_pacht_bleibt_der_brief_liegen(stapel: Stapel) -> None:
    erster = stapel.schreiben.order_by("sortierung").first()
    assert erster is not None
    assert Schreiben.objects.beanspruchen(erster.pk)
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel.refresh_from_db()
    assert _fertig() == BRIEFE - 1
    assert stapel.stand == Auftragsstand.OFFEN
    assert timedelta(minutes=1) < auftrag.PACHT < timedelta(minutes=10)


def test_zwei_arbeiter_nebeneinander_machen_jeden_brief_einmal(stapel: Stapel, tmp_path: Path) -> None:
    arbeiter = [_arbeiter(stapel, tmp_path) for _ in range(2)]
    for einer in arbeiter:
        assert einer.wait(timeout=90) == 0
    stapel.refresh_from_db()
    assert (_fertig(), Zugang.objects.count(), stapel.stand) == (BRIEFE, BRIEFE, Auftragsstand.ERLEDIGT)
    assert list(stapel.schreiben.values_list("versuche", flat=True)) == [1] * BRIEFE
