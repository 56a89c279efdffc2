"""Processes of our own on the database of the test, to be killed."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection


def datenbank_des_tests() -> str:
    """The address of the database that the test uses: only its name differs."""
    name = connection.settings_dict["NAME"]
    assert name.startswith("test_")
    return urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))


def umgebung_des_tests(ablage: Path | str | None = None, **weitere: str) -> dict[str, str]:
    """Environment of a process that works on the database and the files of the test."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "familienbuero.settings",
        "DATABASE_URL": datenbank_des_tests(),
        "MEDIA_ROOT": str(ablage or settings.MEDIA_ROOT),
        **weitere,
    }


def bis(
    bedingung: Callable[[], object], sekunden: float = 60, *, satz: str = "Das hat zu lange gedauert."
) -> None:
    """Wait until something is so."""
    ende = time.monotonic() + sekunden
    while not bedingung():
        assert time.monotonic() < ende, satz
        time.sleep(0.02)
