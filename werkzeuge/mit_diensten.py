"""Runs a command with services of its own, or with those of the demonstration.

    python -m werkzeuge.mit_diensten [--demo|--statisch] BEFEHL …

Without `--demo` the services are fresh and gone afterwards: for tests, checks and benchmarks; with
`--statisch` the static files are collected before, as pages need them.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import partial

from werkzeuge import umgebung
from werkzeuge.aufsicht import Aufsicht, mit_den_eltern_sterben
from werkzeuge.dienste import adressen, dienste_starten
from werkzeuge.orte import CHECKOUT, LAUFEND, bleibender_ort, fluechtiger_ort, mit_satz, privat
from werkzeuge.start import (
    LaeuftSchon,
    einziger_start,
    gewuenschter_port,
    statisches_sammeln,
    vorbereiten,
    werte_dieses_starts,
)


def ausfuehren(aufsicht: Aufsicht | None, befehl: list[str], werte: Mapping[str, str]) -> int:
    """Run the command to its end while somebody watches over the services; its exit code."""
    kind = subprocess.Popen(
        befehl,
        cwd=CHECKOUT,
        env=umgebung.fuer_prozesse(werte),
        preexec_fn=partial(mit_den_eltern_sterben, signal.SIGTERM),
    )
    try:
        if aufsicht:
            aufsicht.laufe(solange=lambda: kind.poll() is None)
        return kind.wait()
    finally:
        kind.terminate()
        kind.wait()


def mit_demo(befehl: list[str]) -> int:
    """Against the running demonstration, or its services started for the while."""
    try:
        with einziger_start(), Aufsicht(LAUFEND) as aufsicht:
            ort = bleibender_ort()
            dienste_starten(aufsicht, ort)
            werte = werte_dieses_starts(ort, gewuenschter_port())
            vorbereiten(ort, werte)
            return ausfuehren(aufsicht, befehl, werte)
    except LaeuftSchon:
        return ausfuehren(None, befehl, umgebung.lesen())


def mit_eigenen(befehl: list[str], *, statisches: bool) -> int:
    """With fresh services; DIENSTE names the folder of their logs and pid files, for tests of faults."""
    with fluechtiger_ort() as ort, Aufsicht(ort.protokolle) as aufsicht:
        dienste_starten(aufsicht, ort)
        ordner = umgebung.gemeinsame(ort.protokolle / "dateien", privat(LAUFEND) / "statisch-tests")
        werte = umgebung.schluessel() | ordner | adressen(ort)
        werte |= {"STICHTAG": "", "DIENSTE": str(ort.protokolle)}
        if statisches:
            statisches_sammeln(werte)
        return ausfuehren(aufsicht, befehl, werte)


def main() -> int:
    """Read the command line."""
    mit_den_eltern_sterben(signal.SIGTERM)  # with make, too
    match sys.argv[1:]:
        case ["--demo", *befehl]:
            return mit_demo(befehl)
        case ["--statisch", *befehl]:
            return mit_eigenen(befehl, statisches=True)
        case befehl:
            return mit_eigenen(befehl, statisches=False)


if __name__ == "__main__":
    mit_satz(main)
