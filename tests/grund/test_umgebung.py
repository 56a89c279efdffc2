"""An impossible setting stops the start with a sentence that names the variable, and does not repeat it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

KURZ = "a3VyeiB1bmQgZ2VoZWlt"


@pytest.mark.parametrize(
    ("name", "wert", "satz"),
    [
        ("DATABASE_URL", "murks", "DATABASE_URL: erwartet wird eine Adresse wie postgres://"),
        ("DATABASE_URL", "sqlite:///geheim.db", "DATABASE_URL: erwartet wird eine Adresse wie postgres://"),
        (
            "DATABASE_URL",
            "postgres://a:b@c:geheim/d",
            "DATABASE_URL: erwartet wird eine Adresse wie postgres://",
        ),
        ("REDIS_URL", "murks", "REDIS_URL: erwartet wird eine Adresse wie redis://"),
        ("REDIS_URL", "http://geheim", "REDIS_URL: erwartet wird eine Adresse wie redis://"),
        ("CODESCHLUESSEL", "murks", "CODESCHLUESSEL: erwartet werden 32 zufällige Bytes in Base64"),
        ("CODESCHLUESSEL", KURZ, "CODESCHLUESSEL: erwartet werden 32 zufällige Bytes in Base64"),
        ("TEXTSCHLUESSEL", KURZ, "TEXTSCHLUESSEL: erwartet wird <Kennung>:<32 zufällige Bytes in Base64>"),
        ("TEXTSCHLUESSEL", "ä:ö", "TEXTSCHLUESSEL: erwartet wird <Kennung>:<32 zufällige Bytes in Base64>"),
        ("TEXTSCHLUESSEL", "", "TEXTSCHLUESSEL ist leer"),
    ],
)
def test_eine_unmoegliche_einstellung_haelt_den_start_mit_einem_satz_an(
    name: str, wert: str, satz: str
) -> None:
    laden = [sys.executable, "-c", "import familienbuero.settings"]
    start = subprocess.run(
        laden, env=os.environ | {name: wert}, cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    letzte = start.stderr.strip().splitlines()[-1]
    assert satz in letzte
    assert not wert or wert not in letzte
    assert start.returncode == 1
