"""F1, F4: a worker is killed in the middle of its letters, or before anybody has rung: nothing is lost."""

import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from familienbuero import auftrag
from familienbuero.auftrag import Auftragsstand
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import NICHT_GESETZT
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.termine.models import Zugang
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.groesse import groesse
from tests.stoerung.prozesse import bis, umgebung_des_tests
from tests.stoerung.pruefen import alles_gut
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten

BRIEFE = groesse(8, 500)
TODE = groesse(2, 20)
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
    setzen = dienste.einladungsbrief
    def giftig(besuch, *args, **kwargs):
        if str(besuch.pk) == sys.argv[3]:
            os.kill(os.getpid(), signal.SIGKILL)
        return setzen(besuch, *args, **kwargs)
    dienste.einladungsbrief = giftig
if sys.argv[4:]:
    schreiben.HOECHSTVERSUCHE = 1000
with kalender.stichtag(date.fromisoformat(sys.argv[2])):
    while dienste.stapel_bearbeiten(UUID(sys.argv[1]), hoechstens=1):
        pass
"""


@pytest.fixture
def stapel(transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path) -> Stapel:
    settings.MEDIA_ROOT = tmp_path
    for nummer in range(BRIEFE):
        tag, stunde = HEUTE + timedelta(days=7 + nummer // 4), 8 + 2 * (nummer % 4)
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Familie{nummer}", stunde=stunde)
    return stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30 + BRIEFE), durch=None)


def _arbeiter(stapel: Stapel, *mehr: str) -> subprocess.Popen[bytes]:
    befehl = [sys.executable, "-c", ARBEITER, str(stapel.pk), HEUTE.isoformat(), *mehr]
    return subprocess.Popen(befehl, env=umgebung_des_tests(), cwd=settings.BASE_DIR)


def _fertig() -> int:
    return Schreiben.objects.filter(stand=Auftragsstand.ERLEDIGT).count()


def _pacht_ablaufen_lassen() -> None:
    """Two minutes go by."""
    Schreiben.objects.filter(stand=Auftragsstand.IN_ARBEIT).update(pacht_bis="2000-01-01T00:00Z")


def _zu_ende(stapel: Stapel) -> Stapel:
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel.refresh_from_db()
    return stapel


def test_nach_kill_9_machen_andere_weiter_alle_briefe_keiner_doppelt(stapel: Stapel) -> None:
    zufall = random.Random(SAAT)
    print(f"SAAT={SAAT}")
    punkte = sorted(zufall.sample(range(1, BRIEFE - 1), TODE))
    for punkt in punkte:
        with _arbeiter(stapel) as arbeiter:
            try:
                bis(lambda punkt=punkt: _fertig() >= punkt, 60 + BRIEFE)
            finally:
                arbeiter.send_signal(signal.SIGKILL)
        assert arbeiter.returncode == -signal.SIGKILL
        _pacht_ablaufen_lassen()
    assert _fertig() < BRIEFE
    _zu_ende(stapel)
    assert (_fertig(), Zugang.objects.count(), stapel.seiten) == (BRIEFE, BRIEFE, BRIEFE)
    assert stapel.stand == Auftragsstand.ERLEDIGT
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


def _druecken_und_sterben(besuchsdienst: Benutzer) -> None:
    Benutzer.objects.update(rollen=["koordination", "besuchsdienst"])
    adresse = reverse("einladungen:anlegen")
    for nummer in range(UNGEHOERT):
        tag = HEUTE + timedelta(days=7 + nummer)
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Familie{nummer}")
        befehl = [sys.executable, "-c", OHNE_GLOCKE, HEUTE.isoformat(), adresse, tag.isoformat()]
        tod = subprocess.run(befehl, env=umgebung_des_tests(), cwd=settings.BASE_DIR, check=False)
        assert tod.returncode == -signal.SIGKILL


def test_wer_vor_dem_laeuten_stirbt_hat_nichts_verloren(
    transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    _druecken_und_sterben(besuchsdienst)
    assert _fertig() == 0  # nobody has heard of it
    # What the sweep `einladungen.stapel_nachholen` asks for, and what the workers do whom it rings for.
    for stapel in Stapel.objects.zu_tun():
        _zu_ende(stapel)
    assert Stapel.objects.filter(stand=Auftragsstand.ERLEDIGT).count() == UNGEHOERT
    assert _fertig() == UNGEHOERT
    alles_gut()


def test_gegenprobe_ein_stapel_der_nicht_in_der_schlange_steht_ist_verloren(
    transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path
) -> None:
    """The promise is the row that is committed with the wish: without it nothing tells of the letters."""
    settings.MEDIA_ROOT = tmp_path
    _druecken_und_sterben(besuchsdienst)
    Stapel.objects.update(stand=Auftragsstand.ERLEDIGT)  # as if the message were the queue
    for stapel in Stapel.objects.zu_tun():
        _zu_ende(stapel)
    assert _fertig() == 0
