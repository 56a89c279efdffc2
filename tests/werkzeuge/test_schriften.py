"""Fonts of the PDF files."""

import re
from pathlib import Path

from werkzeuge import schriften
from werkzeuge.orte import CHECKOUT


def test_jede_schrift_der_pdf_dateien_wird_ausgepackt() -> None:
    stil = (CHECKOUT / "static" / "css" / "pdf" / "schriften.css").read_text()
    gebraucht = re.findall(r"bund:schriften/([^\"]+)", stil)
    assert sorted(gebraucht) == sorted(f"{Path(name).name}.ttf" for name in schriften.SCHRIFTEN)
    assert all((schriften.ZIEL / datei).read_bytes()[:4] == b"\0\1\0\0" for datei in gebraucht)
