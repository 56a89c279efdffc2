"""Where things lie: the checkout, its private folder `.laufend`, and the folders of the services."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
LAUFEND = CHECKOUT / ".laufend"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"

# The account that runs the services when we are root: PostgreSQL refuses root.
DIENSTKONTO = "familienbuero"
# A Unix socket's address holds 107 bytes; checkouts and TMPDIR may be longer, this never is.
KURZ = Path("/tmp")  # noqa: S108


class Abbruch(Exception):
    """Ends a tool with one German sentence instead of a traceback."""


@dataclass(frozen=True)
class Konto:
    """An account of the operating system."""

    name: str
    uid: int
    gid: int

    @property
    def rechte(self) -> dict[str, Any]:
        """Arguments for `subprocess`: run as this account and with none of our groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Ort:
    """The folders of one pair of services: data, sockets, logs and, for root, a copy of the programs.

    `konto` is the account that runs them; None means our own.
    """

    daten: Path
    sockel: Path
    protokolle: Path
    programme: Path | None = None
    konto: Konto | None = None


def kennung(pfad: Path = CHECKOUT) -> str:
    """Short name of a checkout: two of them side by side do not meet."""
    return hashlib.sha256(str(pfad).encode()).hexdigest()[:10]


def eigener_name() -> str:
    """Our account's name, as PostgreSQL's peer authentication sees it."""
    return pwd.getpwuid(os.geteuid()).pw_name


def privat(ordner: Path, konto: Konto | None = None) -> Path:
    """Make a folder that only its owner can enter; refuse one that somebody else put there."""
    ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
    if konto:
        os.chown(ordner, konto.uid, konto.gid)
    zustand = ordner.lstat()
    if not stat.S_ISDIR(zustand.st_mode) or zustand.st_uid != (konto.uid if konto else os.geteuid()):
        raise Abbruch(f"Der Ordner {ordner} gehört einem anderen Konto; bitte entfernen.")
    ordner.chmod(0o700)
    return ordner


def dienstkonto() -> Konto | None:
    """The account for the services: None for ordinary users, a system account (made once) for root."""
    if os.geteuid() != 0:
        return None
    try:
        eintrag = pwd.getpwnam(DIENSTKONTO)
    except KeyError:
        befehl = ["/usr/sbin/useradd", "--system", "--user-group", "--home-dir", "/nonexistent"]
        subprocess.run(
            [*befehl, "--shell", "/usr/sbin/nologin", DIENSTKONTO], check=False, capture_output=True
        )
        try:
            eintrag = pwd.getpwnam(DIENSTKONTO)
        except KeyError:
            raise Abbruch(f"Das Konto {DIENSTKONTO} lässt sich nicht anlegen: useradd --system.") from None
    return Konto(eintrag.pw_name, eintrag.pw_uid, eintrag.pw_gid)


def _ordner_fuer_root() -> Path:
    """The account cannot enter a checkout below root's home, so its files lie in a system folder."""
    return Path("/var/lib") / f"familienbuero-{kennung()}"


def bleibender_ort() -> Ort:
    """The place of `make run`: data survive from start to start."""
    konto = dienstkonto()
    protokolle = privat(LAUFEND)
    if konto is None:
        sockel = KURZ / f"familienbuero-{os.geteuid()}-{kennung()}"
        return Ort(privat(LAUFEND / "daten"), privat(sockel), protokolle)
    basis = _ordner_fuer_root()
    daten, sockel = privat(basis / "daten", konto), privat(basis / "sockel", konto)
    basis.chmod(0o755)
    return Ort(daten, sockel, protokolle, basis / "programme", konto)


@contextmanager
def einer_nach_dem_anderen(sperre: Path) -> Iterator[None]:
    """Wait until no other process holds this lock; the kernel lets go of it when its holder dies."""
    with sperre.open("w") as datei:
        fcntl.flock(datei, fcntl.LOCK_EX)
        yield


@contextmanager
def fluechtiger_ort() -> Iterator[Ort]:
    """A place for tests, gone afterwards; several can be used at once."""
    konto = dienstkonto()
    basis = Path(tempfile.mkdtemp(prefix="familienbuero-", dir=KURZ))
    try:
        if konto:
            basis.chmod(0o711)
        programme = _ordner_fuer_root() / "programme" if konto else None
        protokolle = privat(basis / "protokolle")
        yield Ort(
            privat(basis / "daten", konto), privat(basis / "sockel", konto), protokolle, programme, konto
        )
    finally:
        shutil.rmtree(basis, ignore_errors=True)


def sage(satz: str) -> None:
    """One line of progress for the person at the terminal."""
    print(satz, flush=True)


def mit_satz(haupt: Callable[[], int]) -> None:
    """Run a tool's `main` and turn an Abbruch into its sentence and exit code 1."""
    try:
        sys.exit(haupt())
    except Abbruch as abbruch:
        sys.exit(str(abbruch))
