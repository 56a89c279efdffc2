"""A batch of letters by two real Celery workers, against two plain processes that call the same function."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from benchmarks.messen import Messung
from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.celery import app
from familienbuero.schreiben.models import Schreiben, Stapel
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.dienste import stapel_anlegen
from willkommensbesuche.einladungen.tasks import stapel_bearbeiten

ARBEITER = 2
HOECHSTENS_MIB = 250
# Sets its share of the letters one after the other, as soon as it is told to begin.
SCHLICHT = """
import sys, django
django.setup()
from familienbuero.schreiben.models import Schreiben
from familienbuero.schreiben.pdf import _schriften
from willkommensbesuche.einladungen.dienste import brief_setzen
_schriften()
anteil = list(Schreiben.objects.filter(stapel=sys.argv[1]).order_by("pk"))[int(sys.argv[2])::int(sys.argv[3])]
print("bereit", flush=True)
sys.stdin.readline()
for schreiben in anteil:
    brief_setzen(schreiben)
print("fertig", flush=True)
"""


def messen(briefe: int, *, runden: int = 3) -> Iterator[Messung]:
    """Time until the last letter of the batch is set; prints how much memory a worker has come to."""
    heute = kalender.heute()
    auswahl = Besuch.objects.anstehend().filter(tag__gt=heute).order_by("tag").values_list("pk", flat=True)
    Besuch.objects.filter(pk__in=list(auswahl[:briefe])).update(status=BesuchStatus.EINGEPLANT)
    stapel = stapel_anlegen(von=heute, bis=heute + timedelta(days=90), durch=None)
    with TemporaryDirectory() as ablage:
        umgebung = os.environ | {"DATABASE_URL": _datenbank(), "MEDIA_ROOT": ablage}
        with _arbeiter(umgebung) as prozesse:
            _durch_die_schlange(stapel)  # warms up
            zeiten = [(_durch_die_schlange(stapel), _schlicht(stapel, umgebung)) for _ in range(runden)]
            speicher = max(_mebibyte(prozess) for prozess in prozesse)
    gut = "" if speicher <= HOECHSTENS_MIB else " **verfehlt**"
    print(
        f"Speicher eines Workers nach {briefe * (runden + 1) // ARBEITER} Briefen: {speicher} MiB, "
        f"Ziel ≤ {HOECHSTENS_MIB} MiB{gut}"
    )
    # 0.95 of the speed is 1.05 times the time.
    yield Messung(f"{briefe} Briefe durch die Schlange, zwei Worker", 1.05, tuple(zeiten), "s")


def _datenbank() -> str:
    return urlunsplit(
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    )


@contextmanager
def _arbeiter(umgebung: dict[str, str]) -> Iterator[list[int]]:
    """Two workers with one process each, ready; the ids of the processes that do the work."""
    befehl = [sys.executable, "-m", "celery", "-A", "familienbuero", "worker", "-c", "1", "-l", "error"]
    with ExitStack() as stapel:
        arbeiter = []
        for nummer in range(ARBEITER):
            prozess = subprocess.Popen(
                [*befehl, "-n", f"bench{nummer}@%h"],
                env=umgebung,
                cwd=settings.BASE_DIR,
                stdout=subprocess.DEVNULL,
            )
            stapel.callback(prozess.wait)
            stapel.callback(prozess.terminate)
            arbeiter.append(prozess)
        while len(app.control.ping(timeout=1) or ()) < ARBEITER:
            pass
        yield [_kind(prozess.pid) for prozess in arbeiter]


def _kind(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def _mebibyte(pid: int) -> int:
    zeile = next(z for z in Path(f"/proc/{pid}/status").read_text().splitlines() if z.startswith("VmHWM"))
    return int(zeile.split()[1]) // 1024


def _von_vorn(stapel: Stapel) -> None:
    offen = {"stand": Auftragsstand.OFFEN, "versuche": 0, "pacht_bis": None}
    stapel.schreiben.filter(zurueckgestellt="").update(**offen)
    Stapel.objects.filter(pk=stapel.pk).update(**offen)


def _durch_die_schlange(stapel: Stapel) -> float:
    _von_vorn(stapel)
    beginn = time.perf_counter()
    for _ in range(ARBEITER):
        stapel_bearbeiten.delay(str(stapel.pk))
    unfertig = Schreiben.objects.filter(
        stapel=stapel, stand__in=(Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT)
    )
    while unfertig.exists():
        time.sleep(0.02)
    ende = time.perf_counter() - beginn
    while Stapel.objects.get(pk=stapel.pk).laeuft:  # the print file is not compared
        time.sleep(0.02)
    return ende


def _schlicht(stapel: Stapel, umgebung: dict[str, str]) -> float:
    _von_vorn(stapel)
    prozesse = [
        subprocess.Popen(
            [sys.executable, "-c", SCHLICHT, str(stapel.pk), str(nummer), str(ARBEITER)],
            env=umgebung | {"DJANGO_SETTINGS_MODULE": "familienbuero.settings"},
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for nummer in range(ARBEITER)
    ]
    for prozess in prozesse:
        assert prozess.stdout
        assert prozess.stdout.readline() == b"bereit\n"
    beginn = time.perf_counter()
    for prozess in prozesse:
        assert prozess.stdin
        prozess.stdin.close()  # the signal to begin
    for prozess in prozesse:
        assert prozess.stdout
        assert prozess.stdout.readline() == b"fertig\n"
    ende = time.perf_counter() - beginn
    for prozess in prozesse:
        prozess.wait()
    return ende
