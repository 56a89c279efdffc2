"""F8: the disk is full while a letter is written: no row has a bad file, and it goes on by itself."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from familienbuero.auftrag import Auftragsstand
from familienbuero.datenschutz.dateien import VOLL
from familienbuero.kalender.regeln import besuchstage
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import BRIEFE, STAPEL, Stapel
from tests import fabriken
from tests.conftest import HEUTE
from tests.stoerung.groesse import groesse
from tests.stoerung.prozesse import umgebung_des_tests
from tests.stoerung.pruefen import alles_gut
from willkommensbesuche.einladungen.dienste import stapel_anlegen

ANZAHL = groesse(2, 50)
TAGE = besuchstage(HEUTE + timedelta(days=7), HEUTE + timedelta(days=30))
# A worker whose files may not grow beyond a size, a quota that every user can have: the second argument says
# at which part of a file it strikes, "schriften" before any letter. "ohne" takes the protection away.
ARBEITER = """
import resource, sys, django
django.setup()
from datetime import date
from uuid import UUID
from familienbuero import kalender
from familienbuero.datenschutz import dateien
from familienbuero.schreiben import pdf
from willkommensbesuche.einladungen import dienste
stapel, heute, wann, ordner, *ohne = sys.argv[1:]
def begrenzen(grenze):
    resource.setrlimit(resource.RLIMIT_FSIZE, (grenze, resource.RLIM_INFINITY))
ablegen = dateien.ablegen
def knapp(wohin, kennung, inhalt):
    ganz = len(dateien.verschluesseln(inhalt, bindung=""))
    begrenzen({"anfang": 0, "mitte": ganz // 2, "ende": ganz - 1}[wann] if wohin == ordner else -1)
    ablegen(wohin, kennung, inhalt)
if ohne:
    dateien.ist_voll = dienste.stapel.ist_voll = lambda fehler: False
if wann == "schriften":
    begrenzen(1000)
elif wann != "nie":
    dateien.ablegen = knapp
with kalender.stichtag(date.fromisoformat(heute)):
    while dienste.stapel_bearbeiten(UUID(stapel)):
        pass
"""


@pytest.fixture
def stapel(transactional_db: None, besuchsdienst: Benutzer, settings: Any, tmp_path: Path) -> Stapel:
    settings.MEDIA_ROOT = tmp_path
    for nummer in range(ANZAHL):
        tag = TAGE[nummer // 4]
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Familie{nummer}", stunde=8 + 2 * (nummer % 4))
    return stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30), durch=None)


def _arbeiten(stapel: Stapel, wann: str = "nie", ordner: str = BRIEFE, *ohne: str) -> int:
    befehl = [sys.executable, "-c", ARBEITER, str(stapel.pk), HEUTE.isoformat(), wann, ordner, *ohne]
    umgebung = umgebung_des_tests()
    fertig = subprocess.run(
        befehl, env=umgebung, cwd=settings.BASE_DIR, capture_output=True, timeout=90, check=False
    )
    stapel.refresh_from_db()
    return fertig.returncode


def _dateien(ordner: Path) -> list[Path]:
    return [datei for datei in ordner.rglob("*") if datei.is_file()]


def test_ohne_platz_ist_kein_brief_fertig_und_mit_platz_geht_es_weiter(
    stapel: Stapel, tmp_path: Path
) -> None:
    for wann in ("anfang", "mitte", "ende", "schriften"):  # more often than a letter has tries
        assert _arbeiten(stapel, wann) == 0
        assert not stapel.schreiben.fertig().exists()
        assert _dateien(tmp_path) == []
        erster = stapel.schreiben.order_by("sortierung")[0]
        assert (erster.stand, erster.versuche, erster.fehler) == (Auftragsstand.OFFEN, 0, VOLL)
        alles_gut()
    assert _arbeiten(stapel) == 0
    assert (stapel.stand, stapel.schreiben.fertig().count()) == (Auftragsstand.ERLEDIGT, ANZAHL)
    assert not stapel.schreiben.exclude(fehler="").exists()
    alles_gut()


def test_eine_druckdatei_ohne_platz_wartet_ebenso(stapel: Stapel) -> None:
    assert _arbeiten(stapel, "mitte", STAPEL) == 0
    assert (stapel.stand, stapel.versuche, stapel.fehler) == (Auftragsstand.OFFEN, 0, VOLL)
    assert _arbeiten(stapel) == 0
    assert (stapel.stand, stapel.fehler) == (Auftragsstand.ERLEDIGT, "")
    alles_gut()


def test_gegenprobe_ohne_schutz_bleibt_der_brief_haengen(stapel: Stapel) -> None:
    assert _arbeiten(stapel, "mitte", BRIEFE, "ohne") != 0
    erster = stapel.schreiben.order_by("sortierung")[0]
    assert (erster.stand, erster.versuche, erster.fehler) == (Auftragsstand.IN_ARBEIT, 1, "")
