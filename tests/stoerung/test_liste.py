"""F5: the same registry list many times at once, re-encoded, shuffled, killed half-way: it comes in once."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.stammdaten.models import Familie, Kind, Kommune
from tests.conftest import HEUTE
from tests.daten.meldelisten import KOPF_2019, liste, zeile
from tests.stoerung.groesse import groesse
from tests.stoerung.prozesse import umgebung_des_tests
from tests.stoerung.pruefen import alles_gut
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.meldungen import dienste
from willkommensbesuche.meldungen.models import Meldeliste, Meldung

pytestmark = pytest.mark.django_db(transaction=True)
GLEICHZEITIG = groesse(8, 20)
ZEILEN = groesse(60, 600)
TODE = groesse(2, 10)
SAAT = int(os.environ.get("SAAT") or random.randrange(10**6))


@pytest.fixture(autouse=True)
def hier(kommune: Kommune, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def zeilen(anzahl: int = ZEILEN) -> list[dict[str, str]]:
    return [
        zeile(merkmal=f"57{nummer:011}", strasse=f"Weg {nummer // 90}", Hausnummer=str(nummer % 90 + 1))
        for nummer in range(anzahl)
    ]


def fassungen(anzahl: int) -> list[bytes]:
    """The same list over and over: rows shuffled, with and without BOM, with both ends of lines."""
    zufall, gefunden = random.Random(SAAT), []
    print(f"SAAT={SAAT}")
    for nummer in range(anzahl):
        gemischt = zeilen()
        zufall.shuffle(gemischt)
        inhalt = liste(*gemischt, kopf=KOPF_2019)
        ohne_bom = inhalt.removeprefix(b"\xef\xbb\xbf")
        gefunden.append((inhalt, ohne_bom, ohne_bom.replace(b"\r\n", b"\n"))[nummer % 3])
    return gefunden


def entschieden(inhalt: bytes) -> Meldeliste:
    neue = dienste.liste_pruefen(inhalt=inhalt, dateiname="liste.csv", wer=None)
    return dienste.liste_uebernehmen_lassen(neue.pk, wer=None)


def gleichzeitig(kennungen: list[UUID]) -> None:
    def in_eigener_verbindung(kennung: UUID) -> None:
        try:
            with kalender.stichtag(HEUTE):
                dienste.uebernehmen(kennung)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(kennungen)) as faeden:
        list(faeden.map(in_eigener_verbindung, kennungen))


def bestand() -> list[int]:
    return [menge.objects.count() for menge in (Familie, Kind, Besuch)]


def test_dieselbe_liste_vielmals_zugleich_kommt_einmal_herein() -> None:
    listen = [entschieden(inhalt) for inhalt in fassungen(GLEICHZEITIG)]
    gleichzeitig([eine.pk for eine in listen])
    ergebnisse = sorted(Meldeliste.objects.values_list("status", "neu", "unveraendert"))
    assert ergebnisse == [("uebernommen", 0, ZEILEN)] * (GLEICHZEITIG - 1) + [("uebernommen", ZEILEN, 0)]
    assert bestand() == [ZEILEN, ZEILEN, ZEILEN]
    assert Meldung.objects.count() == GLEICHZEITIG * ZEILEN
    alles_gut()


def test_umkodiert_wird_sie_mit_der_stelle_abgelehnt_und_nichts_bleibt() -> None:
    umkodiert = liste(*zeilen()).removeprefix(b"\xef\xbb\xbf").decode().encode("iso-8859-1")
    with pytest.raises(Ablehnung, match=r"Zeile 1, Spalte \d+: Das Byte 0xDF gehört nicht zu UTF-8"):
        entschieden(umkodiert)
    assert Meldeliste.objects.count() == 0


@contextmanager
def _ohne_sperre(monkeypatch: pytest.MonkeyPatch, listen: int) -> Iterator[None]:
    """Take the lock away that lets lists in one by one; all have read the stock before the first writes."""
    ort = import_module("willkommensbesuche.meldungen.dienste.uebernehmen")
    abgleichen, alle_haben_gelesen = ort.abgleichen, Barrier(listen, timeout=60)

    def zusammen_abgleichen(*argumente: Any) -> Any:
        abgleich = abgleichen(*argumente)
        alle_haben_gelesen.wait()
        return abgleich

    with monkeypatch.context() as stelle:
        stelle.setattr(ort, "connection", _OhneSperre())
        stelle.setattr(ort, "abgleichen", zusammen_abgleichen)
        yield


class _OhneSperre:
    """A connection that says nothing of the lock to the database."""

    def cursor(self) -> Any:
        return nullcontext(self)

    def execute(self, *_: Any) -> None:
        pass


def test_gegenprobe_ohne_sperre_kommen_sich_die_listen_in_die_quere(monkeypatch: pytest.MonkeyPatch) -> None:
    listen = [entschieden(inhalt) for inhalt in fassungen(GLEICHZEITIG)]
    with _ohne_sperre(monkeypatch, GLEICHZEITIG):
        gleichzeitig([eine.pk for eine in listen])
    ergebnisse = sorted(Meldeliste.objects.values_list("status", "neu", "unveraendert"))
    assert ergebnisse != [("uebernommen", 0, ZEILEN)] * (GLEICHZEITIG - 1) + [("uebernommen", ZEILEN, 0)]


# Takes a list over and is killed after so many households; with "halb" every piece is committed before.
SCHREIBER = """
import os, signal, sys, django
django.setup()
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from uuid import UUID
from django.db import connection
from familienbuero import kalender
from willkommensbesuche.meldungen import dienste
liste, heute, haushalte, *halb = sys.argv[1:]
import_module("willkommensbesuche.meldungen.dienste.abgleich").HAUSHALTE_JE_STUECK = 10
ort = import_module("willkommensbesuche.meldungen.dienste.uebernehmen")
fortschritt = ort.fortschritt
@contextmanager
def toedlich(liste):
    with fortschritt(liste) as anzeigen:
        def zeigen(erledigt):
            anzeigen(erledigt)
            if halb:
                connection.connection.commit()
            if erledigt >= int(haushalte):
                os.kill(os.getpid(), signal.SIGKILL)
        yield zeigen
ort.fortschritt = toedlich
with kalender.stichtag(date.fromisoformat(heute)):
    dienste.uebernehmen(UUID(liste))
"""


def _toeten(kennung: UUID, haushalte: int, *halb: str) -> None:
    befehl = [sys.executable, "-c", SCHREIBER, str(kennung), HEUTE.isoformat(), str(haushalte), *halb]
    tod = subprocess.run(befehl, env=umgebung_des_tests(), cwd=settings.BASE_DIR, check=False)
    assert tod.returncode == -signal.SIGKILL
    Meldeliste.objects.update(pacht_bis=timezone.now() - timedelta(seconds=1))


def test_halb_uebernommen_ist_nicht_uebernommen_und_wird_nachgeholt() -> None:
    inhalt = fassungen(1)[0]
    punkte = random.Random(SAAT).sample(range(10, ZEILEN, 10), TODE)
    for punkt in punkte:
        eine = entschieden(inhalt)
        _toeten(eine.pk, punkt)
        eine.refresh_from_db()
        assert (eine.status, eine.erledigt >= punkt) == ("uebernahme", True)
        assert [*bestand(), Meldung.objects.count()] == [0, 0, 0, 0]
    # What was killed is all taken up again, and comes in once.
    faellig = dienste.uebernahmen_nachholen()
    assert len(faellig) == TODE
    gleichzeitig(faellig)
    assert bestand() == [ZEILEN, ZEILEN, ZEILEN]
    alles_gut()


def test_gegenprobe_ohne_eine_transaktion_bleibt_die_haelfte() -> None:
    eine = entschieden(fassungen(1)[0])
    _toeten(eine.pk, ZEILEN // 2, "halb")
    assert 0 < Familie.objects.count() < ZEILEN
