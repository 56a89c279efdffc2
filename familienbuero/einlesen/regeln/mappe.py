"""XLSX: checked as a zip before openpyxl sees it, then read row by row."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from familienbuero.einlesen.regeln.grenzen import Grenzen, groesse_in_worten
from familienbuero.fehler import Ablehnung

_STUECK = 64 * 1024
# A document type declaration is how XML bombs and outside entities begin; no spreadsheet needs one.
_DOKUMENTTYP = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_VERBOTEN = ("vbaproject.bin", "externallinks/", "embeddings/", "activex/")
_UNLESBAR = "Die Datei lässt sich nicht als Excel-Mappe lesen. Bitte speichern Sie sie neu als XLSX oder CSV."


def mappe_pruefen(inhalt: bytes, grenzen: Grenzen) -> None:
    """Refuse a zip that is no plain workbook: too large unpacked, macros, links, document types, odd paths.

    First the directory is added up, then everything is inflated and counted again, because it can lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            eintraege = archiv.infolist()
            _verzeichnis_pruefen(eintraege, len(inhalt), grenzen)
            gezaehlt = 0
            for eintrag in eintraege:
                with archiv.open(eintrag) as strom:
                    rest = b""
                    while stueck := strom.read(_STUECK):
                        gezaehlt += len(stueck)
                        _groesse_pruefen(gezaehlt, len(inhalt), grenzen)
                        if any(marke in rest + stueck for marke in _DOKUMENTTYP):
                            raise Ablehnung(
                                "Die Excel-Mappe enthält eine Dokumenttyp-Angabe. Sie wird nicht gelesen."
                            )
                        rest = stueck[-32:]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Ablehnung(_UNLESBAR) from None


def _verzeichnis_pruefen(eintraege: list[zipfile.ZipInfo], groesse: int, grenzen: Grenzen) -> None:
    namen = [eintrag.filename.lower() for eintrag in eintraege]
    if len(eintraege) > grenzen.eintraege or "[content_types].xml" not in namen:
        raise Ablehnung(_UNLESBAR)
    if any(
        ".." in name or name.startswith(("/", "\\")) or name.endswith((".zip", ".xlsx")) for name in namen
    ):
        raise Ablehnung(_UNLESBAR)
    if any(verboten in name for name in namen for verboten in _VERBOTEN):
        raise Ablehnung("Die Excel-Mappe enthält Makros oder Verknüpfungen. Bitte speichern Sie sie als CSV.")
    _groesse_pruefen(sum(eintrag.file_size for eintrag in eintraege), groesse, grenzen)


def _groesse_pruefen(entpackt: int, groesse: int, grenzen: Grenzen) -> None:
    if entpackt > grenzen.entpackt or entpackt > grenzen.verhaeltnis * groesse:
        raise Ablehnung(
            f"Die Excel-Mappe ist entpackt größer als {groesse_in_worten(grenzen.entpackt)} oder mehr als "
            f"{grenzen.verhaeltnis}-mal so groß wie die Datei. Sie wird nicht gelesen."
        )


def mappenzeilen(inhalt: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Rows of the first sheet with their number; formulas come as text beginning with "=".

    Anything that openpyxl stumbles over is refused with one sentence.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles
            mappe = openpyxl.load_workbook(
                io.BytesIO(inhalt), read_only=True, data_only=False, keep_links=False
            )
            blatt = mappe.worksheets[0]
            blatt.reset_dimensions()  # the stated size may lie
            breite = 0  # empty cells at the end of a row are not stored: as wide as the widest above
            for nummer, zellen in enumerate(blatt.iter_rows(values_only=True), start=1):
                breite = max(breite, len(zellen))
                yield nummer, [*zellen, *[None] * (breite - len(zellen))]
            mappe.close()
    except MemoryError:
        raise
    except Exception:  # whatever a hostile file does inside the library is a file that cannot be read
        raise Ablehnung(_UNLESBAR) from None
