"""The file `.laufend/umgebung.env`: keys made once and kept, addresses and port of the last start."""

from __future__ import annotations

import base64
import os
import secrets
import socket
from collections.abc import Mapping
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


def ist_frei(port: int) -> bool:
    """Whether a web server could listen there."""
    with socket.socket() as sockel:
        sockel.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sockel.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def freier_port(gewuenscht: int = ERSTER_PORT) -> int:
    """The wanted port or the next free one."""
    for port in range(gewuenscht, min(gewuenscht + 200, 65536)):
        if ist_frei(port):
            return port
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
    """Environment of a child: ours, these values, and `python` is the one of `.venv`."""
    return (
        os.environ | dict(werte) | {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    )
