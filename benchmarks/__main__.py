"""`make bench`: measure each thing beside its yardstick, in a database of its own; docs/leistung.md.

Small sizes unless told otherwise; all goals are for `make bench ARGS="--voll"`.
"""

import argparse
import os
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "familienbuero.settings")
django.setup()

from django.db import connection  # noqa: E402 - only after django.setup()
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from benchmarks.messen import Messung  # noqa: E402

KLARE_STATISCHE_DATEIEN = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
THEMEN = ("listen", "planung", "angebote", "seiten", "zahlen", "briefe", "schlange")


def main() -> None:
    """Run the benchmarks that were asked for."""
    leser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    leser.add_argument("--familien", type=int, default=20_000, help="Bestand für Seiten und Zahlen (20000)")
    leser.add_argument("--zeilen", type=int, default=5_000, help="Zeilen der Meldeliste (5000)")
    leser.add_argument("--briefe", type=int, default=100, help="Briefe durch die Schlange (100)")
    leser.add_argument("--angebote", type=int, default=10_000, help="Angebote, je 20 Termine (10000)")
    leser.add_argument("--wochen", type=int, default=2, help="Wochen der Planung neben PyVRP, je 10 s (2)")
    leser.add_argument(
        "--voll", action="store_true", help="1.000.000 Familien, 100.000 Zeilen, 500 Briefe, 8 Wochen"
    )
    leser.add_argument("--nur", nargs="*", choices=THEMEN, default=THEMEN, help="nur diese Messungen")
    angaben = leser.parse_args()
    if angaben.voll:
        angaben.familien, angaben.zeilen, angaben.briefe, angaben.wochen = 1_000_000, 100_000, 500, 8
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with override_settings(
            STORAGES=KLARE_STATISCHE_DATEIEN, ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False
        ):
            with connection.cursor() as cursor:  # what helpers of the database compute could not be counted
                cursor.execute("SET max_parallel_workers_per_gather = 0")
            messungen = []
            for messung in _messen(angaben):
                print(messung.zeile(), flush=True)
                messungen.append(messung)
            print(
                "\n| Was | Zeit | Maßstab | Verhältnis | Ziel | p95 zu p50 |\n|---|---:|---:|---:|---|---:|"
            )
            print("\n".join(messung.zeile() for messung in messungen))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _messen(angaben: argparse.Namespace) -> Iterator[Messung]:
    from benchmarks import angebote, bestand, briefe, listen, planung, schlange, seiten, zahlen

    if "listen" in angaben.nur:  # first, into empty tables
        yield from listen.messen(angaben.zeilen)
    if "planung" in angaben.nur:
        yield from planung.messen(angaben.wochen)
    if "angebote" in angaben.nur:
        yield from angebote.messen(angebote=angaben.angebote)
    if {"seiten", "zahlen", "briefe", "schlange"} & set(angaben.nur):
        bestand.bestand_anlegen(angaben.familien)
    if "seiten" in angaben.nur:
        yield from seiten.messen()
    if "zahlen" in angaben.nur:
        yield from zahlen.messen(seiten.leitung())
    if "briefe" in angaben.nur:
        yield briefe.messen()
    if "schlange" in angaben.nur:
        yield from schlange.messen(angaben.briefe)


main()
