"""A whole house of its own for one test: PostgreSQL, Valkey and web server, each of which can be killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.conf import settings

from tests.conftest import HEUTE
from tests.stoerung.formulare import Felder
from tests.stoerung.prozesse import bis
from werkzeuge.dienste import adressen, postgres, postgres_antwortet, valkey, valkey_antwortet
from werkzeuge.orte import Ort, fluechtiger_ort

# Fills the empty house and tells how to come in: session keys by role, and ids.
EINRICHTEN = """
import json, django
django.setup()
from datetime import date
from django.conf import settings
from django.test import Client
from familienbuero import kalender
from tests import bestand
with kalender.stichtag(date.fromisoformat(settings.STICHTAG)):
    stadt = bestand.anlegen()
def sitzung(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps({
    "sitzungen": {rolle: sitzung(person) for rolle, person in stadt.personen.items()},
    "familie": str(stadt.eigene.familie.pk),
}))
"""


@dataclass
class Haus:
    """The running processes by name, and what one needs to come in."""

    ort: Ort
    umgebung: dict[str, str]
    port: int
    prozesse: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    angaben: dict[str, Any] = field(default_factory=dict)

    def starten(self, name: str, *schalter: str) -> None:
        """Start one of the two services and wait until it answers."""
        prozess = (postgres if name == "postgres" else valkey)(self.ort)
        konto = prozess.konto
        with (self.ort.protokolle / f"{name}.log").open("ab") as ausgabe:
            self.prozesse[name] = subprocess.Popen(
                [*prozess.befehl, *schalter],
                cwd=prozess.ordner,
                env=prozess.umgebung,
                stdout=ausgabe,
                stderr=ausgabe,
                start_new_session=True,
                **(konto.rechte if konto else {}),
            )
        antwortet = postgres_antwortet if name == "postgres" else valkey_antwortet
        bis(lambda: antwortet(self.ort), 60, satz=f"{name} antwortet nicht.")

    def anhalten(self, name: str) -> None:
        """End a service in good order: everything is on the disk."""
        prozess = self.prozesse.pop(name)
        prozess.send_signal(signal.SIGINT)
        prozess.wait(30)

    def toeten(self, name: str) -> None:
        """Valkey by kill -9; PostgreSQL as `stop -m immediate` does it, without any goodbye."""
        prozess = self.prozesse.pop(name)
        prozess.send_signal(signal.SIGQUIT if name == "postgres" else signal.SIGKILL)
        prozess.wait(30)

    def beenden(self, *namen: str) -> None:
        """End processes and all their children, if they run."""
        for name in namen:
            if prozess := self.prozesse.pop(name, None):
                os.killpg(prozess.pid, signal.SIGKILL)
                prozess.wait(30)

    def python(self, *befehl: str) -> str:
        """Run Python in the house to its end; what it printed."""
        lauf = subprocess.run(
            [sys.executable, *befehl],
            env=self.umgebung,
            cwd=settings.BASE_DIR,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert lauf.returncode == 0, lauf.stderr.decode()
        return lauf.stdout.decode()

    def zahl(self, frage: str, *werte: Any) -> int:
        """The number that a question to the database answers: at once, where Python would take seconds."""
        with psycopg.connect(self.umgebung["DATABASE_URL"]) as leitung:
            (zahl,) = leitung.execute(frage, werte).fetchone() or (0,)
        return int(zahl)

    def laufen_lassen(self, name: str, *befehl: str) -> None:
        """Start a process of the house that runs until its end."""
        with (self.ort.protokolle / f"{name}.log").open("ab") as ausgabe:
            self.prozesse[name] = subprocess.Popen(
                [sys.executable, *befehl],
                env=self.umgebung,
                cwd=settings.BASE_DIR,
                stdout=ausgabe,
                stderr=ausgabe,
                start_new_session=True,
            )

    def besucher(self, rolle: str = "", frist: float = 30) -> Besucher:
        return Besucher(self.port, self.angaben["sitzungen"].get(rolle, ""), frist)

    def protokoll(self, name: str) -> str:
        return (self.ort.protokolle / f"{name}.log").read_text(errors="replace")


@dataclass
class Antwort:
    """Status, headers and page; status 0 when the line broke."""

    status: int
    kopf: dict[str, str]
    seite: str


@dataclass
class Besucher:
    """Somebody with a browser: cookies, forms, and patience for `frist` seconds."""

    port: int
    sitzung: str
    frist: float
    csrf: str = ""

    def fragen(self, weg: str, daten: dict[str, Any] | None = None) -> Antwort:
        kekse = {"sitzung": self.sitzung, "csrf": self.csrf}
        kopf = {"Cookie": "; ".join(f"{name}={wert}" for name, wert in kekse.items() if wert)}
        koerper = None
        if daten is not None:
            koerper = urlencode(daten, doseq=True)
            kopf["Content-Type"] = "application/x-www-form-urlencoded"
        leitung = HTTPConnection("127.0.0.1", self.port, timeout=self.frist)
        try:
            leitung.request("GET" if daten is None else "POST", weg, koerper, kopf)
            antwort = leitung.getresponse()
            seite = antwort.read().decode(errors="replace")
        except (OSError, HTTPException):
            return Antwort(0, {}, "")
        finally:
            leitung.close()
        for keks in antwort.headers.get_all("Set-Cookie") or ():
            name, _, wert = keks.partition(";")[0].partition("=")
            if name in ("sitzung", "csrf"):
                setattr(self, name, wert)
        return Antwort(antwort.status, dict(antwort.headers), seite)

    def formular(self, weg: str) -> dict[str, Any] | None:
        """The fields of a page as it came; None when it did not come."""
        antwort = self.fragen(weg)
        return Felder(antwort.seite).werte if antwort.status == 200 else None


@contextmanager
def haus() -> Iterator[Haus]:
    """Start everything, fill in one row of each kind, and leave nothing behind."""
    with fluechtiger_ort() as ort, socket.create_server(("127.0.0.1", 0)) as tuer:
        ablage = ort.protokolle / "dateien"
        umgebung = os.environ | adressen(ort)
        umgebung |= {"MEDIA_ROOT": str(ablage), "STICHTAG": HEUTE.isoformat(), "NUR_HTTPS": "false"}
        umgebung |= {"DJANGO_SETTINGS_MODULE": "familienbuero.settings", "DEBUG": "false"}
        meins = Haus(ort, umgebung, tuer.getsockname()[1])
        try:
            meins.starten("postgres")
            meins.starten("valkey")
            meins.python("manage.py", "migrate", "--no-input", "-v", "0")
            meins.angaben = json.loads(meins.python("-c", EINRICHTEN).splitlines()[-1])
            _web(meins, tuer)
            yield meins
        finally:
            for prozess in meins.prozesse.values():
                with suppress(ProcessLookupError):
                    os.killpg(prozess.pid, signal.SIGKILL)
                prozess.wait()


def _web(meins: Haus, tuer: socket.socket) -> None:
    """The web server as `make run` starts it, with more hands."""
    befehl = [sys.executable, "-m", "gunicorn", "familienbuero.wsgi", "--bind", f"fd://{tuer.fileno()}"]
    with (meins.ort.protokolle / "web.log").open("ab") as ausgabe:
        meins.prozesse["web"] = subprocess.Popen(
            [*befehl, "--workers", "2", "--threads", "16", "--no-control-socket"],
            env=meins.umgebung,
            cwd=settings.BASE_DIR,
            stdout=ausgabe,
            stderr=ausgabe,
            pass_fds=(tuer.fileno(),),
            start_new_session=True,
        )
    bis(lambda: meins.besucher(frist=5).fragen("/livez").status == 200, satz="Der Webserver antwortet nicht.")
