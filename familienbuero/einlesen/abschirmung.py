"""Files from outside are read in a process of their own, so that none of them stops the office.

`lesen` here is `regeln.lesen` with a wall around it: the same list, or the same sentence. The process is
described in `kind`.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from familienbuero.einlesen.regeln import GRENZEN, Fehler, Grenzen, Importprofil, Liste, Rohzeile
from familienbuero.einlesen.regeln.kalenderdatei import Kalenderinhalt, Kalendertermin
from familienbuero.fehler import Ablehnung

logger = logging.getLogger(__name__)
KIND = Path(__file__).with_name("kind.py")
# Nothing of our environment, which holds the keys; and one reader of XML is enough.
UMGEBUNG = {"OPENPYXL_LXML": "False"}
AUFWENDIG = (
    "Die Datei ist zu aufwendig: Sie zu lesen, braucht mehr Zeit oder Speicher, als wir einer Liste geben. "
    "Bitte speichern Sie sie neu als „CSV UTF-8“."
)
KALENDER_AUFWENDIG = (
    "Der Kalender ist zu aufwendig: Ihn zu lesen, braucht mehr Zeit oder Speicher, als wir geben. Bitte "
    "fragen Sie den Partner nach einem kleineren."
)
# A calendar is small beside a registry list.
KALENDERGRENZEN = Grenzen(sekunden=10)


def kalender_lesen(
    inhalt: bytes, *, von: date, bis: date, grenzen: Grenzen = KALENDERGRENZEN
) -> Kalenderinhalt:
    """The dates of a calendar from outside; Ablehnung with one German sentence."""
    auftrag = {"von": von.isoformat(), "bis": bis.isoformat(), "grenzen": asdict(grenzen)}
    antworten = _antworten(json.dumps(auftrag).encode() + b"\n", inhalt, aufwendig=KALENDER_AUFWENDIG)
    termine, ausgelassen, leer = next(antworten)
    return Kalenderinhalt([_termin(werte) for werte in termine], ausgelassen, leer)


def _termin(werte: dict[str, Any]) -> Kalendertermin:
    zeiten = {name: datetime.fromisoformat(werte[name]) for name in ("beginn", "ende")}
    return Kalendertermin(**werte | zeiten)


def lesen(inhalt: bytes, profile: Sequence[Importprofil], *, grenzen: Grenzen = GRENZEN) -> Liste:
    """Read a list row by row; Ablehnung with one German sentence, also while `zeilen` are being read."""
    auftrag = {"profile": [asdict(profil) for profil in profile], "grenzen": asdict(grenzen)}
    antworten = _antworten(json.dumps(auftrag, default=list).encode() + b"\n", inhalt)
    nummer, spalten = next(antworten)
    return Liste(profile[nummer], spalten, _rohzeilen(antworten, tuple(spalten)))


def _rohzeilen(antworten: Iterator[Any], felder: Sequence[str]) -> Iterator[Rohzeile]:
    for zeilen in antworten:
        for nummer, werte, abdruck, fehler in zeilen:
            einwaende = tuple(Fehler(*einer) for einer in fehler)
            # A row of the wrong width has no values.
            yield Rohzeile(nummer, dict(zip(felder, werte, strict=False)), abdruck, einwaende)


def _antworten(auftrag: bytes, inhalt: bytes, *, aufwendig: str = AUFWENDIG) -> Iterator[Any]:
    """What the process says, until it is done; Ablehnung when it refuses or dies."""
    with subprocess.Popen(
        [sys.executable, "-I", str(KIND)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback could hold names
        env=UMGEBUNG,
    ) as kind:
        assert kind.stdin
        assert kind.stdout
        try:
            with suppress(BrokenPipeError):
                kind.stdin.write(auftrag)
                kind.stdin.write(inhalt)
                kind.stdin.close()
            for zeile in kind.stdout:
                if not zeile.endswith(b"\n"):  # cut off
                    break
                antwort = json.loads(zeile)
                if antwort is None:
                    return
                if isinstance(antwort, str):
                    raise Ablehnung(antwort)
                yield antwort
        finally:
            kind.kill()
    logger.warning("Lesen abgebrochen, Ende des Prozesses: %s", kind.returncode)
    raise Ablehnung(aufwendig)
