"""A take-over that is killed leaves nothing, and two at once are one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from familienbuero import kalender
from familienbuero.stammdaten.models import Familie, Kind
from tests.daten.meldelisten import ORDNER, liste, liste_2018, zeile
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.meldungen import dienste
from willkommensbesuche.meldungen.models import Meldeliste, Meldung

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("siegen")]
STICHTAG = date(2018, 12, 31)


def umgebung(ablage: Path) -> dict[str, str]:
    """Environment of a process that works on the database of the test."""
    adresse = urlsplit(settings.DATABASE_URL)
    datenbank = urlunsplit(adresse._replace(path=f"/{connection.settings_dict['NAME']}"))
    return os.environ | {"DATABASE_URL": datenbank, "MEDIA_ROOT": str(ablage)}


def test_a_killed_take_over_leaves_nothing_and_is_made_up_for(ablage: Path):
    befehl = [sys.executable, "manage.py", "meldungen_einlesen", str(ORDNER / "geburten_zuzuege_2018.csv")]
    prozess = subprocess.Popen(
        [*befehl, "--stichtag", str(STICHTAG)],
        env=umgebung(ablage),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with prozess:
        ende = time.monotonic() + 60
        while not Meldeliste.objects.filter(erledigt__gte=500).exists() and time.monotonic() < ende:
            time.sleep(0.01)
        prozess.send_signal(signal.SIGKILL)
    assert prozess.returncode == -signal.SIGKILL
    halb = Meldeliste.objects.get()
    assert (halb.status, halb.erledigt >= 500) == ("uebernahme", True)
    assert [menge.objects.count() for menge in (Familie, Kind, Besuch, Meldung)] == [0, 0, 0, 0]
    Meldeliste.objects.update(pacht_bis=timezone.now() - timedelta(seconds=1))
    assert dienste.uebernahmen_nachholen() == [halb.pk]
    with kalender.stichtag(STICHTAG):
        dienste.uebernehmen(halb.pk)
    halb.refresh_from_db()
    assert (halb.status, halb.neu) == ("uebernommen", 1310)
    assert [menge.objects.count() for menge in (Familie, Kind, Besuch, Meldung)] == [1284, 1310, 1284, 1318]


def gleichzeitig(arbeit: Callable[[UUID], None], *kennungen: UUID) -> None:
    def in_eigener_verbindung(kennung: UUID) -> None:
        with kalender.stichtag(STICHTAG):
            try:
                arbeit(kennung)
            finally:
                connection.close()

    with ThreadPoolExecutor(len(kennungen)) as faeden:
        list(faeden.map(in_eigener_verbindung, kennungen))


def entschieden(inhalt: bytes) -> Meldeliste:
    with kalender.stichtag(STICHTAG):
        neue = dienste.liste_pruefen(inhalt=inhalt, dateiname="liste.csv", wer=None)
        return dienste.liste_uebernehmen_lassen(neue.pk, wer=None)


def test_two_workers_with_the_same_list_take_it_over_once():
    neue = entschieden(liste_2018())
    gleichzeitig(dienste.uebernehmen, neue.pk, neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.neu, neue.versuche) == ("uebernommen", 1310, 1)
    assert (Familie.objects.count(), Meldung.objects.count()) == (1284, 1318)


def test_the_same_file_in_two_lists_at_once_comes_in_once():
    tag = {"Geburtsdatum": "01.08.2018", "Ereignisdatum": "01.08.2018"}
    inhalt = liste(*(zeile(merkmal=str(nummer), Hausnummer=str(nummer), **tag) for nummer in range(60)))
    beide = [entschieden(inhalt), entschieden(inhalt)]
    gleichzeitig(dienste.uebernehmen, *(neue.pk for neue in beide))
    assert sorted(Meldeliste.objects.values_list("status", "neu", "unveraendert")) == [
        ("uebernommen", 0, 60),
        ("uebernommen", 60, 0),
    ]
    assert Familie.objects.count() == 60
