"""Base of our management commands: `--json`, `--stichtag`, and refusals as one sentence on stderr."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.regeln import ERSTER_TAG, LETZTER_TAG


def tag(text: str) -> date:
    """Read a day given as 2018-12-31, from 1900 to 2100."""
    try:
        gelesen = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"„{text}“ ist kein Tag in der Form 2018-12-31.") from None
    if not ERSTER_TAG <= gelesen <= LETZTER_TAG:
        raise ArgumentTypeError(f"„{text}“ liegt nicht zwischen {ERSTER_TAG} und {LETZTER_TAG}.")
    return gelesen


class Befehl(BaseCommand):
    """A command returns one dictionary: printed as JSON with `--json`, else as sentences.

    Subclasses write `ausfuehren` (the work) and `als_text` (the sentences). The exit code is 0, or 1
    with one German sentence on stderr.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Ergebnis als ein JSON-Objekt")
        parser.add_argument("--stichtag", type=tag, help="Tag, der als heute gilt, z. B. 2018-12-31")

    def handle(self, *args: Any, **optionen: Any) -> None:
        uhr = kalender.stichtag(optionen["stichtag"]) if optionen["stichtag"] else nullcontext()
        try:
            with uhr:
                ergebnis = self.ausfuehren(**optionen)
        except Ablehnung as ablehnung:
            raise CommandError(ablehnung.satz) from None
        except OperationalError:
            raise CommandError(
                "Die Datenbank ist nicht erreichbar. Läuft „make run“, oder stimmt DATABASE_URL?"
            ) from None
        except ProgrammingError as fehler:
            if not isinstance(fehler.__cause__, UndefinedTable | UndefinedColumn):
                raise
            raise CommandError(
                "Die Datenbank ist nicht auf dem Stand des Programms. Bitte zuerst: manage.py migrate"
            ) from None
        als_json = json.dumps(ergebnis, ensure_ascii=False, default=str)
        self.stdout.write(als_json if optionen["json"] else self.als_text(ergebnis))

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        """Do the work; raise Ablehnung to refuse."""
        raise NotImplementedError

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        """The result in sentences for a person at the terminal."""
        return "\n".join(f"{name}: {wert}" for name, wert in ergebnis.items())
