"""Compile `locale/*/LC_MESSAGES/django.po` to what gettext reads; quick when all is there.

.venv/bin/python -m werkzeuge.kataloge
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from werkzeuge.orte import CHECKOUT


def uebersetzen(quelle: Path) -> None:
    """Write the `.mo` beside a `.po`, at one go, where it is missing or older."""
    ziel = quelle.with_suffix(".mo")
    if ziel.exists() and ziel.stat().st_mtime >= quelle.stat().st_mtime:
        return
    with quelle.open("rb") as datei:
        katalog = read_po(datei)
    halb = ziel.with_suffix(".halb")
    with halb.open("wb") as datei:
        write_mo(datei, katalog)
    halb.replace(ziel)


if __name__ == "__main__":
    for katalog in CHECKOUT.glob("locale/*/LC_MESSAGES/django.po"):
        uebersetzen(katalog)
