"""`einladungen_erstellen` works itself beside running workers, and goes on where it was interrupted."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Schreiben, Stapel
from tests import fabriken
from tests.conftest import HEUTE
from willkommensbesuche.einladungen.dienste import stapel_bearbeiten, stapel_uebernehmen

BIS = HEUTE + timedelta(days=30)


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "ablage"


@pytest.fixture
def zwei(besuchsdienst: Benutzer) -> None:
    for stunde in (9, 12):
        fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=9), f"Um {stunde}", stunde=stunde)


def _rufen(ordner: Path) -> dict[str, int]:
    puffer = io.StringIO()
    call_command("einladungen_erstellen", von=HEUTE, bis=BIS, ausgabe=ordner, json=True, stdout=puffer)
    ergebnis: dict[str, int] = json.loads(puffer.getvalue())
    return ergebnis


def _pdfs(ordner: Path) -> list[str]:
    return sorted(datei.name for datei in ordner.iterdir())


def test_jeder_brief_liegt_einzeln_im_ordner_und_alle_in_einer_druckdatei(zwei: None, tmp_path: Path) -> None:
    ordner = tmp_path / "post"
    assert _rufen(ordner) == {"briefe": 2, "zurueckgestellt": 0, "seiten": 2}
    assert _pdfs(ordner) == ["druckdatei.pdf", "einladung-0001.pdf", "einladung-0002.pdf"]
    with pikepdf.open(ordner / "druckdatei.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_ein_zweiter_aufruf_macht_nichts_neu(zwei: None, tmp_path: Path) -> None:
    _rufen(tmp_path / "post")
    assert _rufen(tmp_path / "noch") == {"briefe": 0, "zurueckgestellt": 0, "seiten": 0}
    assert (_pdfs(tmp_path / "noch"), Stapel.objects.count()) == ([], 1)


def test_wecker_und_arbeiter_lassen_den_stapel_des_befehls_in_ruhe(zwei: None) -> None:
    stapel = stapel_uebernehmen(von=HEUTE, bis=BIS)
    assert stapel is not None
    assert not Stapel.objects.zu_tun().exists()
    assert stapel_bearbeiten(stapel.pk) is False
    assert set(Schreiben.objects.values_list("stand", flat=True)) == {Auftragsstand.OFFEN}


def test_auf_den_briefen_steht_der_tag_des_befehls_auch_wenn_ein_arbeiter_sie_beendet(zwei: None) -> None:
    with kalender.stichtag(date(2026, 9, 1)):
        stapel = stapel_uebernehmen(von=HEUTE, bis=BIS)
    assert stapel is not None
    assert stapel.datum == date(2026, 9, 1)


@pytest.mark.parametrize("bis_wohin", ["angelegt", "gesetzt"])
def test_ein_unterbrochener_befehl_macht_mit_seinem_stapel_weiter(
    zwei: None, tmp_path: Path, bis_wohin: str
) -> None:
    stapel = stapel_uebernehmen(von=HEUTE, bis=BIS)
    assert stapel is not None
    Stapel.objects.update(pacht_bis="2000-01-01T00:00Z")  # the process is gone, its lease runs out
    if bis_wohin == "gesetzt":
        stapel_bearbeiten(stapel.pk)
    assert _rufen(tmp_path / "post") == {"briefe": 2, "zurueckgestellt": 0, "seiten": 2}
    assert Stapel.objects.count() == 1


def test_ein_ordner_in_den_nichts_passt_faellt_auf_bevor_etwas_entsteht(zwei: None, tmp_path: Path) -> None:
    datei = tmp_path / "kein-ordner"
    datei.write_text("")
    with pytest.raises(CommandError, match="lässt sich nichts schreiben"):
        _rufen(datei)
    assert Stapel.objects.count() == 0


def test_was_sich_nicht_schreiben_laesst_wird_beim_naechsten_aufruf_nachgeholt(
    zwei: None, tmp_path: Path
) -> None:
    ordner = tmp_path / "post"
    (ordner / "druckdatei.pdf").mkdir(parents=True)
    with pytest.raises(CommandError, match="erneut auf"):
        _rufen(ordner)
    (ordner / "druckdatei.pdf").rmdir()
    assert _rufen(ordner)["briefe"] == 2
