"""Background work on one page: what waits, what has failed, and "Noch einmal"."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familienbuero.datenschutz.dateien import VOLL
from familienbuero.einlesen.dienste import UNERWARTET, uebernahme_zurueckgeben
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import NICHT_GEBUNDEN, NICHT_GESETZT, schreiben_zurueckstellen
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.wecker.models import Wecker
from tests import fabriken
from tests.conftest import HEUTE
from tests.glocke import gelaeutet
from willkommensbesuche.einladungen.dienste import stapel_anlegen

BEARBEITEN = "einladungen.stapel_bearbeiten"


@pytest.fixture
def stapel(besuchsdienst: Benutzer) -> Stapel:
    """A batch of two letters; the family has a name that the page must not show."""
    for stunde in (9, 11):
        tag = HEUTE + timedelta(days=10)
        fabriken.geplanter_besuch(besuchsdienst, tag, f"Merkwürdig{stunde}", stunde=stunde)
    return stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30), durch=None)


def _seite(als: Any, verwaltung: Benutzer) -> str:
    return " ".join(als(verwaltung).get(reverse("seiten:auftraege")).content.decode().split())


def test_man_sieht_was_wartet_laeuft_und_gescheitert_ist(als: Any, verwaltung: Benutzer, stapel: Stapel):
    erster = stapel.schreiben.all()[0]
    Schreiben.objects.filter(pk=erster.pk).parken(NICHT_GESETZT, zurueckgestellt=NICHT_GESETZT)
    seite = _seite(als, verwaltung)
    assert NICHT_GESETZT in seite
    assert str(erster.pk) in seite
    assert 'data-spalte="Wartet">1<' in seite
    assert "Merkwürdig" not in seite
    assert "<progress id=" in seite


def test_was_nicht_hinaus_darf_ist_kein_fehler_der_technik(als: Any, verwaltung: Benutzer, stapel: Stapel):
    Schreiben.objects.all().zuruecklegen(VOLL)  # and later there was room, but a block as well
    for brief in stapel.schreiben.all():
        schreiben_zurueckstellen(brief, "Auskunftssperre")
    seite = _seite(als, verwaltung)
    assert "Auskunftssperre" not in seite
    assert "Geht nicht weiter" not in seite


def test_was_stockt_steht_mit_seinem_grund_da_und_ohne_knopf(als: Any, verwaltung: Benutzer, stapel: Stapel):
    Schreiben.objects.all().zuruecklegen(VOLL)
    seite = _seite(als, verwaltung)
    assert VOLL in seite
    assert "von selbst, sobald es geht" in seite
    assert "Noch einmal" not in seite


def test_noch_einmal_oeffnet_einen_brief_mit_allen_versuchen_und_laeutet(
    als: Any, verwaltung: Benutzer, stapel: Stapel, django_capture_on_commit_callbacks: Any
):
    brief = stapel.schreiben.all()[0]
    Schreiben.objects.filter(pk=brief.pk).parken(NICHT_GESETZT, versuche=3, zurueckgestellt=NICHT_GESETZT)
    client = als(verwaltung)
    with gelaeutet() as glocken, django_capture_on_commit_callbacks(execute=True):
        antwort = client.post(reverse("seiten:noch_einmal", args=["briefe", brief.pk]))
    assert glocken == [(BEARBEITEN, str(stapel.pk))]
    assert antwort["Location"] == reverse("seiten:auftraege")
    brief.refresh_from_db()
    assert (brief.stand, brief.versuche, brief.fehler, brief.zurueckgestellt) == ("offen", 0, "", "")


def test_noch_einmal_oeffnet_eine_druckdatei_und_laeutet(
    als: Any, verwaltung: Benutzer, stapel: Stapel, django_capture_on_commit_callbacks: Any
):
    Stapel.objects.all().parken(NICHT_GEBUNDEN)
    client = als(verwaltung)
    with gelaeutet() as glocken, django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("seiten:noch_einmal", args=["druckdateien", stapel.pk]))
    assert glocken == [(BEARBEITEN, str(stapel.pk))]
    stapel.refresh_from_db()
    assert (stapel.stand, stapel.fehler) == ("offen", "")


@pytest.mark.parametrize("art", ["briefe", "gibt-es-nicht"])
def test_was_nicht_geparkt_ist_laesst_sich_nicht_noch_einmal_versuchen(
    art: str, als: Any, verwaltung: Benutzer, stapel: Stapel
):
    for pk in (stapel.schreiben.all()[0].pk, uuid4()):
        assert als(verwaltung).post(reverse("seiten:noch_einmal", args=[art, pk])).status_code == 404


def test_heute_sagt_der_verwaltung_was_nicht_weitergeht(
    als: Any, verwaltung: Benutzer, koordination: Benutzer, stapel: Stapel, wach: None
):
    adresse = reverse("seiten:heute")
    assert reverse("seiten:auftraege") not in als(koordination).get(adresse).content.decode()
    assert "ist gescheitert</" not in als(verwaltung).get(adresse).content.decode()
    Stapel.objects.all().parken(NICHT_GEBUNDEN)
    assert "Auftrag ist gescheitert" in als(verwaltung).get(adresse).content.decode()
    Wecker.objects.all().delete()
    assert "überfällig" in als(verwaltung).get(adresse).content.decode()


def test_eine_liste_die_der_technik_wegen_scheiterte_wird_noch_einmal_uebernommen(
    als: Any,
    verwaltung: Benutzer,
    koordination: Benutzer,
    kommune: Any,
    settings: Any,
    tmp_path: Any,
    django_capture_on_commit_callbacks: Any,
):
    from tests.daten.meldelisten import liste, zeile
    from willkommensbesuche.meldungen.dienste import liste_pruefen, liste_uebernehmen_lassen
    from willkommensbesuche.meldungen.models import Meldeliste

    settings.MEDIA_ROOT = tmp_path
    neue = liste_pruefen(inhalt=liste(zeile()), dateiname="merkwuerdig.csv", wer=koordination)
    liste_uebernehmen_lassen(neue.pk, wer=koordination)
    uebernahme_zurueckgeben(Meldeliste, neue.pk, UNERWARTET)
    seite = _seite(als, verwaltung)
    assert UNERWARTET in seite
    assert "merkwuerdig" not in seite
    client = als(verwaltung)
    with gelaeutet() as glocken, django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("seiten:noch_einmal", args=["meldelisten", neue.pk]))
    assert glocken == [("meldungen.uebernehmen", str(neue.pk))]
    neue.refresh_from_db()
    assert (neue.status, neue.stand, neue.versuche) == ("uebernahme", "offen", 0)


def test_die_seite_fragt_fuer_viele_nicht_oefter_als_fuer_einen(
    als: Any, verwaltung: Benutzer, stapel: Stapel, django_assert_num_queries: Any
):
    Schreiben.objects.filter(pk=stapel.schreiben.all()[0].pk).parken(NICHT_GESETZT)
    _seite(als, verwaltung)
    with CaptureQueriesContext(connection) as einer:
        _seite(als, verwaltung)
    Schreiben.objects.bulk_create(Schreiben(stapel=stapel, sortierung="x") for _ in range(50))
    Schreiben.objects.all().parken(NICHT_GESETZT)
    with django_assert_num_queries(len(einer)):
        _seite(als, verwaltung)
