"""Watches over processes: starts them, starts the fallen again, and leaves none behind.

Four nets catch a process that should be gone: it is stopped in order at the end; its whole group is
killed after it; the kernel signals it when we die without warning; and the next start looks it up by
the pid file. honcho was the first idea: it ends all processes when one falls.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from werkzeuge.orte import Abbruch, Konto, sage

PR_SET_PDEATHSIG = 1
SCHLUSSZEICHEN = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A process that falls this often within a minute will not stand up by itself.
STUERZE_JE_MINUTE = 6
PROTOKOLL_HOECHSTENS = 5_000_000
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Prozess:
    """What to run, as whom, and how to ask it to stop."""

    name: str
    befehl: Sequence[str | Path]
    ordner: Path
    umgebung: Mapping[str, str]
    konto: Konto | None = None
    ende: signal.Signals = signal.SIGTERM
    frist: float = 10
    erbt: tuple[int, ...] = ()
    stuerze: list[float] = field(default_factory=list)


def startzeit(pid: int) -> str:
    """When a process began, in kernel ticks: with the pid, its identity. Empty if it is gone."""
    try:
        felder = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if felder[0] in "ZX" else felder[19]


def signalisiere(pid: int, art: signal.Signals, *, gruppe: bool = False) -> None:
    """Send a signal to a process, or to its group, that may be gone already."""
    try:
        (os.killpg if gruppe else os.kill)(pid, art)
    except ProcessLookupError:
        return


def mit_den_eltern_sterben(art: signal.Signals) -> None:
    """Have the kernel send us this signal when our parent dies, however that happens."""
    _libc.prctl(PR_SET_PDEATHSIG, int(art))


class Aufsicht:
    """Processes in the order of their start; stopped in the opposite order."""

    def __init__(self, ordner: Path) -> None:
        self.ordner = ordner
        self.laufende: dict[str, tuple[Prozess, subprocess.Popen[bytes]]] = {}

    def __enter__(self) -> Aufsicht:
        self.uebrige_beenden()
        self.vorherige = {art: signal.signal(art, self._schluss) for art in SCHLUSSZEICHEN}
        return self

    def __exit__(self, *_: object) -> None:
        for art in SCHLUSSZEICHEN:
            signal.signal(art, signal.SIG_IGN)
        self.beende()
        for art, vorher in self.vorherige.items():
            signal.signal(art, vorher)

    @staticmethod
    def _schluss(art: int, _: object) -> None:
        raise SystemExit(128 + art)

    def uebrige_beenden(self) -> None:
        """End what an earlier run left behind when it was killed."""
        for datei in self.ordner.glob("*.pid"):
            angaben = datei.read_text().split()
            if len(angaben) == 4:  # killed while writing it: the process died with us
                pid, beginn, art, frist = angaben
                self._uebrigen_beenden(int(pid), beginn, signal.Signals(int(art)), float(frist))
            datei.unlink()

    def _uebrigen_beenden(self, pid: int, beginn: str, art: signal.Signals, frist: float) -> None:
        if startzeit(pid) == beginn:
            signalisiere(pid, art)
            self._warte_bis(lambda: startzeit(pid) != beginn, frist)
            signalisiere(pid, signal.SIGKILL, gruppe=True)

    def starte(self, prozess: Prozess) -> None:
        """Start a process in a group of its own, so that Ctrl-C reaches us alone."""
        protokoll = self.ordner / f"{prozess.name}.log"
        if protokoll.exists() and protokoll.stat().st_size > PROTOKOLL_HOECHSTENS:
            protokoll.unlink()
        konto = prozess.konto
        with protokoll.open("ab") as ausgabe:
            kind = subprocess.Popen(
                prozess.befehl,
                cwd=prozess.ordner,
                env=prozess.umgebung,
                stdin=subprocess.DEVNULL,
                stdout=ausgabe,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=prozess.erbt,
                preexec_fn=partial(mit_den_eltern_sterben, prozess.ende),
                **(konto.rechte if konto else {}),
            )
        self.laufende[prozess.name] = (prozess, kind)
        angaben = f"{kind.pid} {startzeit(kind.pid) or 0} {int(prozess.ende)} {prozess.frist}"
        (self.ordner / f"{prozess.name}.pid").write_text(angaben)

    def gestuerzte_neu_starten(self) -> None:
        """Start again what fell; give up on what keeps falling."""
        for name, (prozess, kind) in list(self.laufende.items()):
            if kind.poll() is None:
                continue
            signalisiere(kind.pid, signal.SIGKILL, gruppe=True)
            jetzt = time.monotonic()
            prozess.stuerze = [t for t in prozess.stuerze if t > jetzt - 60] + [jetzt]
            if len(prozess.stuerze) >= STUERZE_JE_MINUTE:
                raise Abbruch(f"{name} stürzt immer wieder ab.\n{self.letzte_zeilen(name)}")
            if len(prozess.stuerze) > 1:
                time.sleep(len(prozess.stuerze) * 0.3)
            sage(f"{name} war beendet ({kind.returncode}) und wird neu gestartet.")
            self.starte(prozess)

    def warte(self, bereit: Callable[[], bool], *, auf: str, frist: float = 60) -> None:
        """Wait until something answers."""
        if not self._warte_bis(bereit, frist, self.gestuerzte_neu_starten):
            raise Abbruch(f"{auf} antwortet nicht.\n{self.letzte_zeilen(auf)}")

    def laufe(self, solange: Callable[[], bool] = lambda: True) -> None:
        """Watch until the condition ends or a signal comes."""
        while solange():
            self.gestuerzte_neu_starten()
            time.sleep(0.2)

    def beende(self) -> None:
        """Stop in the opposite order, each asked first; what stays is killed with its group."""
        for name, (prozess, kind) in reversed(self.laufende.items()):
            if kind.poll() is None:
                kind.send_signal(prozess.ende)
            try:
                kind.wait(prozess.frist)
            except subprocess.TimeoutExpired:
                kind.kill()
            signalisiere(kind.pid, signal.SIGKILL, gruppe=True)
            kind.wait()
            (self.ordner / f"{name}.pid").unlink(missing_ok=True)
        self.laufende.clear()

    def letzte_zeilen(self, name: str) -> str:
        """The end of a process's log, for a sentence about its failure."""
        protokoll = self.ordner / f"{name}.log"
        zeilen = protokoll.read_text(errors="replace").splitlines() if protokoll.exists() else []
        return "\n".join([*zeilen[-12:], f"Mehr dazu in {protokoll}."])

    @staticmethod
    def _warte_bis(
        fertig: Callable[[], bool], frist: float, dabei: Callable[[], None] = lambda: None
    ) -> bool:
        bis = time.monotonic() + frist
        while not fertig():
            if time.monotonic() > bis:
                return False
            dabei()
            time.sleep(0.05)
        return True
