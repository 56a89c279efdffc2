"""Rows as a file for people: CSV that Excel opens as text."""

import csv
import io
from collections.abc import Iterable, Sequence

from familienbuero.einlesen.regeln.zellen import wie_eine_formel


def geschuetzt(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: with an apostrophe before it."""
    return f"'{text}" if wie_eine_formel(text) else text


def csv_ausgeben(kopf: Sequence[str], zeilen: Iterable[Sequence[object]]) -> bytes:
    """CSV as German offices open it: semicolon, UTF-8 with BOM, every cell guarded against formulas."""
    ziel = io.StringIO(newline="")
    schreiber = csv.writer(ziel, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(kopf)
    schreiber.writerows([geschuetzt(str(zelle)) for zelle in zeile] for zeile in zeilen)
    return ziel.getvalue().encode("utf-8-sig")
