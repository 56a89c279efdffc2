"""A15: words about people reach no log of worker, PostgreSQL or web server, no message, no key of Valkey."""

import base64
import json
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.log import AdminEmailHandler

from familienbuero.konten.enums import Rolle
from tests.bestand import Bestand
from tests.daten.meldelisten import liste, zeile
from tests.protokoll import KANARIE
from tests.stoerung.arbeiter import WORKER
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import angemeldet
from tests.stoerung.haus import Haus, haus
from tests.stoerung.prozesse import bis

__all__ = ["stadt"]
CELERY = ("-m", "celery", "-A", "familienbuero")
# A word in every field about people; then each letter that is set breaks a constraint of the database, whose
# error repeats the row. `Weg` is the street by which letters are sorted.
EINRICHTEN = """
import django
django.setup()
from datetime import date
from django.db import connection
from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie
from tests import fabriken
from tests.angriff.test_protokolle import kanarien_setzen
from tests.conftest import HEUTE
with kalender.stichtag(HEUTE):
    for tag in (5, 6, 7, 8, 9):
        fabriken.geplanter_besuch(Benutzer.objects.get(vorname="Miriam"), date(2026, 10, tag))
print(kanarien_setzen())
"""
KAPUTT = """
import sys, django
django.setup()
from django.db import connection
with connection.cursor() as zeiger:
    for tabelle, regel in [
        ("schreiben_schreiben", "stand <> 'in_arbeit'"),
        ("stammdaten_familie", "telefon <> '0271 666'"),
    ]:
        zeiger.execute(f"ALTER TABLE {tabelle} DROP CONSTRAINT IF EXISTS kaputt")
        if sys.argv[1:]:
            zeiger.execute(f"ALTER TABLE {tabelle} ADD CONSTRAINT kaputt CHECK ({regel}) NOT VALID")
"""
WORKER_WIE_CELERY_ES_TAETE = f"""
from celery.signals import setup_logging
from familienbuero.celery import app, protokollieren
setup_logging.disconnect(protokollieren)
app.worker_main({list(WORKER[4:])!r})
"""
ALLE_WECKEN = """
from django.conf import settings
from familienbuero.celery import app
for name in settings.WECKER:
    app.send_task(name)
"""
FERTIG = "SELECT count(*) FROM schreiben_schreiben WHERE stand = 'erledigt' AND seiten > 0"


@pytest.fixture(scope="module")
def meins() -> Iterator[Haus]:
    with haus() as eines:
        assert int(eines.python("-c", EINRICHTEN).split()[-1]) >= 20
        yield eines


def inhalt(valkey: redis.Redis) -> str:
    """All keys and what lies in them, the bodies of Celery's messages unpacked."""
    lesen: dict[bytes, Any] = {
        b"string": valkey.get,
        b"list": lambda key: valkey.lrange(key, 0, -1),
        b"hash": valkey.hgetall,
        b"set": valkey.smembers,
        b"zset": lambda key: valkey.zrange(key, 0, -1),
    }
    texte = [f"{key!r} {lesen[valkey.type(key)](key)!r}" for key in valkey.scan_iter()]
    koerper = [koerper for text in texte for koerper in re.findall(r'"body": "([\w+/=]+)"', text)]
    return "\n".join([*texte, *(base64.b64decode(eins).decode() for eins in koerper)])


def _valkey(meins: Haus) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(meins.ort.sockel / "valkey.sock"))


def _briefe_wuenschen(meins: Haus, tag: str) -> None:
    jana = meins.besucher("koordination")
    felder = jana.formular("/willkommensbesuche/einladungen/")
    assert felder is not None
    weg = "/willkommensbesuche/einladungen/anlegen/"
    assert jana.fragen(weg, felder | {"von": tag, "bis": tag}).status == 302


def test_was_in_valkey_wartet_nennt_nur_kennungen(meins: Haus) -> None:
    _briefe_wuenschen(meins, "2026-10-05")
    meins.python("-c", ALLE_WECKEN)
    wartendes = inhalt(_valkey(meins))
    assert wartendes.count('"lang": "py"') >= 2 + len(settings.WECKER)
    assert "[[" in wartendes  # arguments of a message, unpacked
    assert KANARIE not in wartendes


def test_gegenprobe_ein_name_in_einer_nachricht_wird_gefunden(meins: Haus) -> None:
    meins.python(*CELERY, "call", "einladungen.stapel_bearbeiten", "--args", json.dumps([KANARIE]))
    assert KANARIE in inhalt(_valkey(meins))
    _valkey(meins).flushall()


def _alles_geschieht(meins: Haus, tag: int, worker: Sequence[str] = WORKER) -> dict[str, str]:
    """A worker sets the letters of one day and fails at those of the next, and so does the web server at the
    phone of a family; what was logged meanwhile.
    """
    vorher = {name: len(meins.protokoll(name)) for name in ("web", "postgres")}
    fertig = meins.zahl(FERTIG)
    meins.laufen_lassen(f"worker-{tag}", *worker)
    _briefe_wuenschen(meins, f"2026-10-{tag:02}")
    bis(lambda: meins.zahl(FERTIG) > fertig, 90)
    meins.python("-c", KAPUTT, "ja")
    _briefe_wuenschen(meins, f"2026-10-{tag + 1:02}")
    bis(lambda: "CheckViolation" in meins.protokoll(f"worker-{tag}"), 90)
    meins.beenden(f"worker-{tag}")
    jana, weg = meins.besucher("koordination"), f"/familien/{meins.angaben['familie']}/kontakt/"
    felder = jana.formular(weg)
    assert felder is not None
    assert jana.fragen(weg, felder | {"telefon": "0271 666", "email": ""}).status == 500
    meins.python("-c", KAPUTT)
    texte = {name: meins.protokoll(name)[ab:] for name, ab in vorher.items()}
    assert texte["postgres"].count('violates check constraint "kaputt"') >= 2
    assert "IntegrityError" in texte["web"]
    return texte | {"worker": meins.protokoll(f"worker-{tag}")}


def test_weder_worker_noch_postgres_noch_web_schreiben_was_in_einer_zeile_steht(meins: Haus) -> None:
    texte = _alles_geschieht(meins, 6)
    assert [name for name, text in texte.items() if KANARIE in text] == []


def test_gegenprobe_ohne_unsere_form_der_protokolle_steht_die_zeile_darin(meins: Haus) -> None:
    meins.anhalten("postgres")
    meins.starten("postgres", "-c", "log_error_verbosity=default")
    texte = _alles_geschieht(meins, 8, ["-c", WORKER_WIE_CELERY_ES_TAETE])
    meins.anhalten("postgres")
    meins.starten("postgres")
    assert [name for name, text in texte.items() if KANARIE in text] == ["postgres", "worker"]


@pytest.mark.django_db
@pytest.mark.parametrize("geschuetzt", [True, False], ids=["mit Schutz", "Gegenprobe"])
def test_ein_fehler_verschickt_nicht_was_jemand_getippt_hat(
    geschuetzt: bool, stadt: Bestand, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django mails errors to ADMINS by itself, with all fields of the form."""
    settings.ADMINS = [("Vera", "vera@buero.example")]
    settings.MEDIA_ROOT = tmp_path / "datei"
    settings.MEDIA_ROOT.write_text("")  # a file where a folder should be
    if not geschuetzt:
        von_django = AdminEmailHandler()
        von_django.setLevel(logging.ERROR)
        monkeypatch.setattr(logging.getLogger("django"), "handlers", [von_django])
    jana = angemeldet(stadt.personen[Rolle.KOORDINATION], raise_request_exception=False)
    liste_mit_namen = SimpleUploadedFile("liste.csv", liste(zeile(Familienname=KANARIE)))
    weg = "/willkommensbesuche/meldungen/neu/"
    antwort = jana.post(weg, {"datei": liste_mit_namen, "liste_vom": "", "anmerkung": KANARIE})
    assert antwort.status_code == 500
    briefe = [f"{brief.subject} {brief.body}" for brief in mail.outbox]
    assert any(KANARIE in brief for brief in briefe) is not geschuetzt
