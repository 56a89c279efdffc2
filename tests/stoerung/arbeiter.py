"""Worker and beat as production starts them, on a broker of their own, to be killed."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from familienbuero.celery import app
from familienbuero.wecker.models import Wecker
from tests.conftest import HEUTE
from tests.glocke import eigene_glocke, valkey
from tests.stoerung.prozesse import bis, umgebung_des_tests


def zeile_des_procfile(name: str) -> list[str]:
    """The words with which `make run` starts a process, without the name of Python."""
    for zeile in Path(settings.BASE_DIR, "Procfile").read_text().splitlines():
        if zeile.startswith(f"{name}: python "):
            return shlex.split(zeile.removeprefix(f"{name}: python "))
    raise AssertionError(f"Im Procfile steht kein {name}.")


WORKER = zeile_des_procfile("worker")
# Without the file in which it remembers the last rings; each beat needs its own.
BEAT = [wort for wort in zeile_des_procfile("beat") if wort not in ("--schedule", ".laufend/beat")]


@dataclass
class Baum:
    """A process that was started here and all that came of it."""

    prozess: subprocess.Popen[bytes]
    protokoll: Path

    @property
    def kinder(self) -> list[int]:
        haupt = self.prozess.pid
        return [int(pid) for pid in Path(f"/proc/{haupt}/task/{haupt}/children").read_text().split()]

    def toeten(self) -> None:
        """kill -9 of the main process and of all its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.prozess.pid, signal.SIGKILL)
        self.prozess.wait(30)


@contextmanager
def laufend(befehl: list[str], protokoll: Path, **umgebung: str) -> Iterator[Baum]:
    """Run Python on the database of the test and the bells of this process; killed at the end."""
    eigene = {"REDIS_URL": eigene_glocke(), "STICHTAG": HEUTE.isoformat()} | umgebung
    with protokoll.open("ab") as ausgabe:
        prozess = subprocess.Popen(
            [sys.executable, *befehl],
            env=umgebung_des_tests(**eigene),
            cwd=settings.BASE_DIR,
            stdout=ausgabe,
            stderr=ausgabe,
            start_new_session=True,
        )
    baum = Baum(prozess, protokoll)
    try:
        yield baum
    finally:
        baum.toeten()


@contextmanager
def leere_glocke() -> Iterator[None]:
    """Nobody has rung yet, and nothing stays behind."""
    valkey(eigene_glocke()).flushdb()
    yield
    valkey(eigene_glocke()).flushdb()


def laeuten(name: str, *args: str) -> None:
    """Ring at the broker of this process."""
    with app.connection_for_write(url=eigene_glocke()) as leitung:
        app.send_task(name, args, connection=leitung)


def wecken(name: str) -> None:
    """Ring for work by the clock, as if its time had come again."""
    Wecker.objects.filter(name=name).delete()
    laeuten(name)


def gehoert_haben(sekunden: float = 60) -> None:
    """Wait until a worker has done something else that was rung for later than all else."""
    name = "konten.abgelaufenes_loeschen"
    wecken(name)
    bis(lambda: Wecker.objects.filter(name=name, beendet_am__isnull=False).exists(), sekunden)
