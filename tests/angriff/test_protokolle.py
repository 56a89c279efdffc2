"""A15: words about people reach neither the log nor an address."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests.angriff.test_eingeschleust import textfelder
from tests.bestand import Bestand
from tests.stoerung import test_doppelt_abgeschickt as haus
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import angemeldet
from tests.test_zugriff import ERLAUBT, MUSTER, adresse

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db
KANARIE, MERKWORT = "Kanarienvogel", "Merkwort"
log = logging.getLogger("familienbuero.tests")


@contextmanager
def protokoll(*, wie_konsole: bool = True) -> Iterator[list[str]]:
    """The lines of the log as the console shows them, or as Python would write them by itself."""
    zeilen: list[str] = []
    (konsole,) = [handler for handler in logging.getLogger().handlers if handler.name == "konsole"]

    class Mitschrift(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.exc_text = None  # the text that another handler has made
            zeilen.append(self.format(record))

    mitschrift = Mitschrift()
    mitschrift.setFormatter(konsole.formatter if wie_konsole else logging.Formatter())
    logging.getLogger().addHandler(mitschrift)
    try:
        yield zeilen
    finally:
        logging.getLogger().removeHandler(mitschrift)


def kanarien_setzen() -> int:
    """A word of its own in every field that tells about people; how many fields took it."""
    gesetzt = 0
    for modell, feld in textfelder():
        if (feld.max_length or 99) < len(KANARIE):
            continue
        try:
            with transaction.atomic():
                gesetzt += bool(modell._default_manager.update(**{feld.name: KANARIE}))
        except IntegrityError:
            continue
    return gesetzt


def verraet(antwort: HttpResponse) -> bool:
    return KANARIE in antwort.headers.get("Location", "")


def test_der_gang_durch_alle_seiten_schreibt_keinen_namen_ins_protokoll(stadt: Bestand):
    assert kanarien_setzen() >= 20
    with protokoll() as zeilen:
        log.warning(MERKWORT)
        gezeigt = 0
        for rolle in (Rolle.LEITUNG, Rolle.VERWALTUNG, Rolle.BESUCHSDIENST):
            client = angemeldet(stadt.personen[rolle], raise_request_exception=False)
            for name in MUSTER:
                antwort = client.get(adresse(stadt, name, stadt.eigene))
                assert not verraet(antwort), name
                assert antwort.status_code == ERLAUBT["GET", name][rolle], name
                gezeigt += not antwort.streaming and KANARIE in antwort.content.decode(errors="ignore")
        assert gezeigt >= 20
    assert any(MERKWORT in zeile for zeile in zeilen)
    assert [zeile for zeile in zeilen if KANARIE in zeile] == []


@pytest.mark.parametrize("name", sorted(haus.FORMULARE))
def test_kein_formular_schreibt_was_darin_steht_ins_protokoll(name: str, stadt: Bestand):
    formular = haus.ausfuellen(stadt, name)
    woerter = {feld: KANARIE for feld, wert in formular.daten.items() if isinstance(wert, str) and not wert}
    formular.daten |= woerter
    with protokoll() as zeilen:
        log.warning(MERKWORT)
        assert not verraet(formular.abschicken())
    assert [zeile for zeile in zeilen if KANARIE in zeile] == []
    assert len(zeilen) >= 1


@pytest.mark.parametrize("wie_konsole", [True, False], ids=["mit Schutz", "Gegenprobe"])
def test_ein_fehler_der_datenbank_nennt_die_zeile_nicht(wie_konsole: bool, stadt: Bestand):
    """PostgreSQL repeats the values of the row in the text of its error."""
    with protokoll(wie_konsole=wie_konsole) as zeilen:
        for _ in range(30):
            try:
                with transaction.atomic():
                    doppelt = Benutzer(email=stadt.kollegin.email, vorname=KANARIE, nachname=KANARIE)
                    models.Model.save(doppelt, force_insert=True)
            except IntegrityError:
                log.exception("Anfrage gescheitert")
    assert len(zeilen) == 30
    assert all("IntegrityError" in zeile for zeile in zeilen)
    assert any(stadt.kollegin.email in zeile for zeile in zeilen) is not wie_konsole
