"""Small tables as an office may have kept them."""

import csv
import io
from collections.abc import Sequence

KOPF = (
    "Familienname", "Vorname Elternteil", "Familienname Elternteil 2", "Vorname Elternteil 2", "Straße",
    "Hausnummer", "Adresszusatz", "PLZ", "Ort", "Ortsteil", "Telefon", "E-Mail", "Sprache", "Kind Vorname",
    "Kind geboren am", "Anlass", "Ereignisdatum", "Besuchskraft", "Stand", "Termin", "Besucht am",
    "Dauer in Minuten", "Themen", "Begrüßungspaket", "Bemerkung",
)  # fmt: skip
# An open visit to a newborn of Siegen, right in every cell, on a clock of September 2026.
MIKA = {
    "Familienname": "Beispiel",
    "Vorname Elternteil": "Rosina",
    "Straße": "Rosenstraße",
    "Hausnummer": "7",
    "PLZ": "57076",
    "Ort": "Siegen",
    "Ortsteil": "Weidenau",
    "Kind Vorname": "Mika",
    "Kind geboren am": "01.08.2026",
    "Anlass": "Geburt",
    "Stand": "offen",
}
_SPALTEN = {
    "name": "Familienname",
    "vorname": "Vorname Elternteil",
    "vorname2": "Vorname Elternteil 2",
    "strasse": "Straße",
    "nummer": "Hausnummer",
    "plz": "PLZ",
    "email": "E-Mail",
    "kind": "Kind Vorname",
    "geboren": "Kind geboren am",
    "besucht": "Besucht am",
    "dauer": "Dauer in Minuten",
    "paket": "Begrüßungspaket",
}


def zeile(**anders: str) -> dict[str, str]:
    """Mika's row with some cells changed: `zeile(Stand="besucht", plz="50667")`; fields by their header."""
    return MIKA | {_SPALTEN.get(name, name): wert for name, wert in anders.items()}


def tabelle(*zeilen: dict[str, str], kopf: Sequence[str] = KOPF) -> bytes:
    """The table as Excel saves it: UTF-8 with BOM, semicolon."""
    ziel = io.StringIO(newline="")
    schreiber = csv.writer(ziel, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(kopf)
    schreiber.writerows([eine.get(spalte, "") for spalte in kopf] for eine in zeilen)
    return ziel.getvalue().encode("utf-8-sig")
