"""The one door to WeasyPrint lets nothing in from outside and sets tagged PDF."""

import io
from pathlib import Path

import pikepdf
import pytest

from familienbuero.schreiben.pdf import NichtErlaubt, holen, qr_code, setzen

DOKUMENT = (
    '<!doctype html><html lang="de"><head><title>Probe</title></head><body><h1>Grüße</h1>{}</body></html>'
)


@pytest.mark.parametrize(
    "adresse",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://example.org/x",
        "bund:../manage.py",
        "bund:css/../../manage.py",
        "bund:/etc/passwd",
        "bild:fremd",
        "x.png",
    ],
)
def test_nichts_von_aussen_wird_geholt(adresse: str) -> None:
    with pytest.raises(NichtErlaubt):
        holen(adresse, {"qr": b"PNG"})


def test_eigene_bilder_und_dateien_des_projekts_werden_geholt() -> None:
    assert holen("bild:qr", {"qr": b"PNG"}) == b"PNG"
    assert b"DIN 5008" in holen("bund:css/pdf/brief.css", {})


def test_dokument_ist_getaggtes_pdf_ua_mit_sprache_und_titel() -> None:
    html = DOKUMENT.format('<img src="bild:qr" alt="Code">')
    with pikepdf.open(
        io.BytesIO(setzen(html, stil="brief", bilder={"qr": qr_code("https://example.org")}))
    ) as pdf:
        wurzel = pdf.Root
        assert str(wurzel.Lang) == "de"
        assert bool(wurzel.MarkInfo.Marked)
        assert "/StructTreeRoot" in wurzel
        assert str(pdf.docinfo["/Title"]) == "Probe"
        assert pdf.open_metadata()["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_boesartiges_dokument_bettet_keine_datei_ein(tmp_path: Path) -> None:
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("Kanarienvogel-7731")
    html = DOKUMENT.format(
        f'<link rel="attachment" href="file://{geheim}"><img src="file://{geheim}"><object data="file://{geheim}"></object>'
    )
    pdf = setzen(html, stil="brief")
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        inhalte = [obj.read_bytes() for obj in dokument.objects if isinstance(obj, pikepdf.Stream)]
    assert not any(b"Kanarienvogel-7731" in inhalt for inhalt in [pdf, *inhalte])
