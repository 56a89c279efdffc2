"""`make bench`: fill a database of its own, measure, print the table for docs/leistung.md."""

import argparse
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familienbuero.settings")
django.setup()

from django.db import connection  # noqa: E402 - only after django.setup()
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

KLARE_STATISCHE_DATEIEN = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def main() -> None:
    """Run all benchmarks with `--familien` families (20,000 unless told)."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("--familien", type=int, default=20_000)
    angaben = leser.parse_args()
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with override_settings(
            STORAGES=KLARE_STATISCHE_DATEIEN, ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False
        ):
            _messen(angaben.familien)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _messen(familien: int) -> None:
    from benchmarks import briefe, seiten
    from benchmarks.bestand import besuch_fuer_brief, familien_anlegen

    familien_anlegen(familien)
    print(f"{familien} Familien, CPU-Zeit, Median der Runden\n")
    print("| Was | Zeit | Maßstab | Verhältnis | Ziel |")
    print("|---|---:|---:|---:|---|")
    messungen = [briefe.messen(besuch_fuer_brief(timedelta(days=9))), *seiten.messen()]
    for messung in messungen:
        print(messung.zeile())


main()
