"""Environment of the processes: keys made once, addresses and port of this start.

`make run` writes all of it to `.laufend/umgebung.env`, where commands in other terminals find it.
"""

from __future__ import annotations

import base64
import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from werkzeuge.orte import LAUFEND, VENV, Abbruch

DATEI = LAUFEND / "umgebung.env"
ERSTER_PORT = 8000


def lesen(datei: Path = DATEI) -> dict[str, str]:
    """The lines NAME=value of the file; nothing where there is none."""
    if not datei.exists():
        return {}
    return dict(zeile.split("=", 1) for zeile in datei.read_text().splitlines() if "=" in zeile)


def schreiben(werte: Mapping[str, str], datei: Path = DATEI) -> None:
    """Replace the file at once, readable for nobody else."""
    neu = datei.with_suffix(".neu")
    neu.unlink(missing_ok=True)
    with os.fdopen(os.open(neu, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as ausgabe:
        ausgabe.writelines(f"{name}={wert}\n" for name, wert in werte.items())
    neu.replace(datei)


def schluessel() -> dict[str, str]:
    """Fresh keys of an installation."""

    def zufall() -> str:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TEXTSCHLUESSEL": f"s1:{zufall()}",
        "CODESCHLUESSEL": zufall(),
    }


def bleibende_schluessel(datei: Path) -> dict[str, str]:
    """Keys made once; they lie beside the data that they encrypt, and live and die with them."""
    if not datei.exists():
        schreiben(schluessel(), datei)
    return lesen(datei)


def tuer_oeffnen(gewuenscht: int = ERSTER_PORT) -> socket.socket:
    """Listen on the wanted port or the next free one; the web server inherits this socket.

    So nobody can take the port between the choice and the start, and who calls while the web server is
    started again waits instead of being refused.
    """
    for port in range(gewuenscht, min(gewuenscht + 200, 65536)):
        with suppress(OSError):
            return socket.create_server(("127.0.0.1", port), backlog=2048)
    raise Abbruch(f"Ab {gewuenscht} ist kein Port frei; einen anderen wählen: make run PORT=9000")


def gemeinsame(dateien: Path, statisch: Path) -> dict[str, str]:
    """What is the same for the demonstration and the tests: this machine only, no TLS."""
    return {
        "DEBUG": "false",
        "NUR_HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "MEDIA_ROOT": str(dateien),
        "STATIC_ROOT": str(statisch),
    }


def fuer_prozesse(werte: Mapping[str, str]) -> dict[str, str]:
    """Environment of a child: ours, these values, and `python` is the one of `.venv`.

    What Python has compiled is kept, even where containers forbid it (PYTHONDONTWRITEBYTECODE): we start the
    same thousand modules dozens of times, and to compile them takes each process five seconds.
    """
    unsere = {name: wert for name, wert in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return unsere | dict(werte) | {"PATH": f"{VENV / 'bin'}{os.pathsep}{unsere.get('PATH', os.defpath)}"}
