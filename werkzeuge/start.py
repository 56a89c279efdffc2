"""`make run`: services, database, demonstration data, then web, worker and beat until Ctrl-C."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from string import Template

from werkzeuge import umgebung
from werkzeuge.aufsicht import Aufsicht, Prozess, mit_den_eltern_sterben
from werkzeuge.dienste import adressen, dienste_starten
from werkzeuge.orte import (
    CHECKOUT,
    LAUFEND,
    PYTHON,
    Abbruch,
    Ort,
    bleibender_ort,
    einer_nach_dem_anderen,
    mit_satz,
    privat,
    sage,
)

SPERRE = LAUFEND / "start.sperre"


class LaeuftSchon(Abbruch):
    """The demonstration of this checkout is running."""


@contextmanager
def einziger_start() -> Iterator[None]:
    """Hold the checkout for one demonstration; the kernel lets go when we die."""
    with (privat(LAUFEND) / SPERRE.name).open("w") as sperre:
        try:
            fcntl.flock(sperre, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            adresse = umgebung.lesen().get("PORT", umgebung.ERSTER_PORT)
            raise LaeuftSchon(f"Das Familienbüro läuft hier schon: http://127.0.0.1:{adresse}") from None
        yield


def stichtag() -> str:
    """The day that the clock shall show, from STICHTAG; empty for today."""
    tag = os.environ.get("STICHTAG", "")
    try:
        return date.fromisoformat(tag).isoformat() if tag else ""
    except ValueError:
        raise Abbruch(f"STICHTAG ist ein Tag wie 2018-12-31, nicht „{tag}“.") from None


def gewuenschter_port() -> int:
    """PORT from the environment, else the port of the last start, else 8000."""
    gewuenscht = os.environ.get("PORT") or umgebung.lesen().get("PORT") or str(umgebung.ERSTER_PORT)
    if not gewuenscht.isdecimal() or not 1024 <= int(gewuenscht) <= 65535:
        raise Abbruch(f"PORT ist eine Zahl von 1024 bis 65535, nicht „{gewuenscht}“.")
    return int(gewuenscht)


def werte_dieses_starts(ort: Ort, port: int) -> dict[str, str]:
    """Keys of the first start, everything else of this one; kept for commands in other terminals."""
    werte = umgebung.bleibende_schluessel(ort.daten / "schluessel.env")
    werte |= umgebung.gemeinsame(ort.daten / "dateien", LAUFEND / "statisch") | adressen(ort)
    adresse = f"http://127.0.0.1:{port}"
    werte |= {"PORT": str(port), "OEFFENTLICHE_ADRESSE": adresse, "STICHTAG": stichtag()}
    umgebung.schreiben(werte)
    return werte


def manage(werte: Mapping[str, str], *befehl: str, still: bool = True) -> None:
    """Run a management command to its end; its output goes to the log, or to the terminal."""
    with (LAUFEND / "manage.log").open("a") as protokoll:
        ergebnis = subprocess.run(
            [str(PYTHON), "manage.py", *befehl],
            cwd=CHECKOUT,
            env=umgebung.fuer_prozesse(werte),
            stdin=subprocess.DEVNULL,
            stdout=protokoll if still else None,
            stderr=protokoll if still else None,
            check=False,
            preexec_fn=partial(mit_den_eltern_sterben, signal.SIGTERM),
        )
    if ergebnis.returncode:
        zeilen = (LAUFEND / "manage.log").read_text().splitlines()[-12:] if still else []
        raise Abbruch("\n".join([*zeilen, f"manage.py {befehl[0]} ist gescheitert."]))


def statischer_stand() -> str:
    """What the collected static files depend on: our own, those of the packages, and the settings."""
    feste = ("package-lock.json", "requirements/demo.lock", "familienbuero/settings.py")
    dateien = [CHECKOUT / name for name in feste] + sorted((CHECKOUT / "static").rglob("*"))
    stand = "\n".join(f"{datei} {datei.stat().st_size} {datei.stat().st_mtime_ns}" for datei in dateien)
    return hashlib.sha256(stand.encode()).hexdigest()


def statisches_sammeln(werte: Mapping[str, str]) -> None:
    """Collect and compress the static files (3 s), again only when something changed."""
    ziel, stand = Path(werte["STATIC_ROOT"]), statischer_stand()
    stempel = ziel.with_suffix(".stand")
    with einer_nach_dem_anderen(ziel.with_suffix(".sperre")):
        if not (ziel.exists() and stempel.exists() and stempel.read_text() == stand):
            manage(werte, "collectstatic", "--no-input", "--clear")
            stempel.write_text(stand)


def vorbereiten(ort: Ort, werte: Mapping[str, str]) -> None:
    """Tables, static files and, the first time, demonstration data."""
    sage("Datenbank und Dateien werden vorbereitet …")
    manage(werte, "migrate", "--no-input")
    statisches_sammeln(werte)
    gefuellt = ort.daten / "demo-gefuellt"
    if not gefuellt.exists():
        sage("Beispieldaten werden einmalig angelegt …")
        manage(werte, "demo_fuellen")
        gefuellt.touch()


def procfile(werte: Mapping[str, str], tuer: int) -> list[Prozess]:
    """The processes that the Procfile names; who names $TUER inherits the open socket."""
    kinder = umgebung.fuer_prozesse(werte)
    prozesse = []
    for zeile in (CHECKOUT / "Procfile").read_text().splitlines():
        name, befehl = zeile.split(":", 1)
        worte = shlex.split(Template(befehl).substitute(TUER=tuer))
        prozesse.append(Prozess(name, worte, CHECKOUT, kinder, erbt=(tuer,) if "$TUER" in befehl else ()))
    return prozesse


def antwortet(port: int) -> bool:
    """Whether our web server answers, whatever it says; asked directly, past any proxy."""
    leitung = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        leitung.request("GET", "/livez")
        return leitung.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        leitung.close()


def starten() -> int:
    """Start everything, say where it is, and watch until it is stopped."""
    beginn = time.monotonic()
    mit_den_eltern_sterben(signal.SIGTERM)  # with make, too
    stichtag()
    with (
        einziger_start(),
        Aufsicht(LAUFEND) as aufsicht,
        umgebung.tuer_oeffnen(gewuenschter_port()) as tuer,
    ):
        ort = bleibender_ort()
        sage("PostgreSQL und Valkey starten …")
        dienste_starten(aufsicht, ort)
        werte = werte_dieses_starts(ort, tuer.getsockname()[1])
        vorbereiten(ort, werte)
        for prozess in procfile(werte, tuer.fileno()):
            aufsicht.starte(prozess)
        adresse = werte["OEFFENTLICHE_ADRESSE"]
        aufsicht.warte(lambda: antwortet(int(werte["PORT"])), auf="web")
        sage(f"\nDas Familienbüro läuft (nach {time.monotonic() - beginn:.0f} s): {adresse}")
        if werte["STICHTAG"]:
            sage(f"Die Uhr steht auf {werte['STICHTAG']}.")
        manage(werte, "demo_zugaenge", still=False)
        sage("Beenden mit Strg-C; Protokolle liegen in .laufend/.")
        try:
            aufsicht.laufe()
        except SystemExit:
            sage("\nWird beendet …")
    return 0


if __name__ == "__main__":
    mit_satz(starten)
