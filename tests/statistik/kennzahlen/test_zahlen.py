"""The office's own figures are questions to the ledger."""

import io
import json
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from statistik.kennzahlen.abfragen import NACH_STAND, Ausschnitt, zaehlen
from statistik.kennzahlen.bericht import bericht
from statistik.kennzahlen.regeln import KENNZAHLEN, Wert
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.besuche.dienste import (
    Protokollangaben,
    besuch_absagen,
    besuch_ausfallen_lassen,
    besuch_protokollieren,
    besuch_verschieben,
    besuch_wieder_aufnehmen,
)
from willkommensbesuche.besuche.enums import Ergebnis
from willkommensbesuche.besuche.models import GEZAEHLT

MORGEN = HEUTE + timedelta(days=1)
JAHR = Ausschnitt(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def besuche(besuchsdienst: Benutzer) -> None:
    """Five planned: one made, one with twins cancelled, one moved, one fallen out, one not met."""
    gemacht = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Gemacht", stunde=8)
    besuch_protokollieren(
        gemacht.pk, ergebnis=Ergebnis.DURCHGEFUEHRT, angaben=Protokollangaben(), durch=besuchsdienst
    )
    abgesagt = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Abgesagt", stunde=8)
    type(abgesagt).objects.filter(pk=abgesagt.pk).update(anzahl_kinder=2)
    besuch_absagen(abgesagt.pk, durch=None)
    verschoben = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Verschoben", stunde=10)
    besuch_verschieben(
        verschoben.pk,
        fenster=fabriken.fenster(besuchsdienst, date(2026, 10, 1)),
        durch=besuchsdienst,
        vereinbart=True,
    )
    ausfall = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Ausfall", stunde=12)
    besuch_ausfallen_lassen(ausfall.pk, durch=besuchsdienst)
    niemand = fabriken.geplanter_besuch(besuchsdienst, HEUTE, "Niemand", stunde=14)
    besuch_protokollieren(
        niemand.pk, ergebnis=Ergebnis.NICHT_ANGETROFFEN, angaben=Protokollangaben(), durch=besuchsdienst
    )


def test_jeder_fall_zaehlt_einmal_je_stand_haushalte_und_kinder(besuche: None) -> None:
    assert zaehlen(JAHR).gesamt == {
        "geplant": Wert(5, 6),
        "bestaetigt": Wert(1, 1),
        "verschoben": Wert(1, 1),
        "abgesagt": Wert(1, 2),
        "durchgefuehrt": Wert(1, 1),
        "nicht_angetroffen": Wert(1, 1),
        "nicht_erreicht": Wert(0, 0),
    }


def test_ein_besuch_zaehlt_im_monat_seines_letzten_termins(besuche: None) -> None:
    nach_monat = zaehlen(JAHR).monat
    assert {monat: werte["geplant"].haushalte for monat, werte in nach_monat.items()} == {
        date(2026, 9, 1): 4,
        date(2026, 10, 1): 1,
    }


def test_wieder_aufgenommene_familie_ist_keine_absage(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, MORGEN)
    besuch_absagen(besuch.pk, durch=None)
    besuch_wieder_aufnehmen(besuch.pk, durch=besuchsdienst)
    assert zaehlen(JAHR).gesamt["abgesagt"] == Wert(0, 0)


def test_befehl_gibt_kennzahlen_mit_definition_und_quote(besuche: None) -> None:
    puffer = io.StringIO()
    call_command("kennzahlen", "--von", "2026-01-01", "--bis", "2026-12-31", "--json", stdout=puffer)
    zeilen = {zeile["name"]: zeile for zeile in json.loads(puffer.getvalue())["kennzahlen"]}
    assert (zeilen["geplant"]["haushalte"], zeilen["geplant"]["kinder"]) == (5, 6)
    assert (zeilen["absagequote"]["haushalte"], zeilen["absagequote"]["kinder"]) == (20.0, 33.3)
    assert all(zeile["definition"] for zeile in zeilen.values())


def test_befehl_lehnt_einen_leeren_zeitraum_mit_einem_satz_ab(db: None) -> None:
    with pytest.raises(CommandError, match="tauschen"):
        call_command("kennzahlen", "--von", "2026-02-01", "--bis", "2026-01-01")


def test_seite_zeigt_zahlen_mit_definition_und_verbirgt_kleine(
    als: Any, planung: Benutzer, besuche: None
) -> None:
    html = als(planung).get(reverse("kennzahlen:zahlen")).content.decode()
    assert "Für den Besuch war ein Termin bei einer Besuchskraft reserviert." in html
    assert "nicht gezeigt</td>" in html
    assert "unter 3</td>" not in html
    assert "ließe sich eine ausrechnen, fehlt auch eine größere" in html
    assert "<svg role=" in html
    assert not any(name in html for name in ("Gemacht", "Ausfall<", "Niemand"))


def test_dieselben_zahlen_als_csv_und_pdf(als: Any, leitung: Benutzer, besuche: None) -> None:
    client = als(leitung)
    zeitraum = {"von": "2026-01-01", "bis": "2026-12-31", "einheit": "haushalte"}
    csv = client.get(reverse("kennzahlen:datei", args=["csv"]), zeitraum).content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("Geplant;5;")
    assert "Geburt;5;nicht gezeigt;" in csv
    assert "ließe sich eine ausrechnen" in csv
    pdf = client.get(reverse("kennzahlen:datei", args=["pdf"]), zeitraum).content
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        assert bool(dokument.Root.MarkInfo.Marked)


def test_unmoeglicher_zeitraum_steht_beim_feld(als: Any, leitung: Benutzer) -> None:
    zeitraum = {"von": "2026-12-31", "bis": "2026-01-01", "einheit": "haushalte"}
    html = als(leitung).get(reverse("kennzahlen:zahlen"), zeitraum).content.decode()
    assert "endet, bevor er beginnt" in html


def test_ein_stadtteil_der_wie_eine_formel_heisst_bleibt_in_der_csv_datei_text(
    als: Any, leitung: Benutzer, besuchsdienst: Benutzer
) -> None:
    fabriken.geplanter_besuch(
        besuchsdienst, MORGEN, stadtteil=fabriken.StadtteilFabrik.create(name="=HYPERLINK(1)")
    )
    zeitraum = {"von": "2026-01-01", "bis": "2026-12-31", "einheit": "haushalte"}
    csv = als(leitung).get(reverse("kennzahlen:datei", args=["csv"]), zeitraum).content.decode("utf-8-sig")
    assert "\n'=HYPERLINK(1);" in csv


def test_stilles_umplanen_ist_nicht_verschoben_ein_neuer_termin_nach_ausfall_schon(
    besuchsdienst: Benutzer,
) -> None:
    still = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Still", stunde=8)
    ausfall = fabriken.geplanter_besuch(besuchsdienst, MORGEN, "Ausfall", stunde=10)
    besuch_ausfallen_lassen(ausfall.pk, durch=besuchsdienst)
    for besuch, stunde in ((still, 12), (ausfall, 14)):
        fenster = fabriken.fenster(besuchsdienst, MORGEN, stunde)
        besuch_verschieben(besuch.pk, fenster=fenster, durch=besuchsdienst, vereinbart=False)
    assert zaehlen(JAHR).gesamt["verschoben"] == Wert(1, 1)
    definition = next(kennzahl.definition for kennzahl in KENNZAHLEN if kennzahl.name == "verschoben")
    assert definition.endswith("auch nach einem Ausfall. Stilles Umplanen vor der Einladung zählt nicht.")


def test_was_gezaehlt_wird_steht_im_index_der_zahlen() -> None:
    assert set(GEZAEHLT) == set(NACH_STAND)


def test_der_bericht_fragt_das_verzeichnis_einmal(besuche: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # districts, everything that is counted, the years before
        bericht(JAHR)
