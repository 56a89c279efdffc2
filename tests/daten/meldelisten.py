"""Small registry lists in the shape of 2018, and the two whole ones."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

ORDNER = Path(__file__).parent / "meldedaten"
KOPF_2018 = (
    "Ordnungsmerkmal", "Anlass", "Ereignisdatum", "Familienname", "Vornamen", "Geburtsdatum", "Geschlecht",
    "Straße", "Hausnummer", "Adresszusatz", "PLZ", "Ort", "Ortsteil", "Ges.Vertr.1 Anrede",
    "Ges.Vertr.1 Familienname", "Ges.Vertr.1 Vorname", "Ges.Vertr.1 Staatsangehörigkeit",
    "Ges.Vertr.2 Anrede", "Ges.Vertr.2 Familienname", "Ges.Vertr.2 Vorname",
    "Ges.Vertr.2 Staatsangehörigkeit", "Auskunftssperre",
)  # fmt: skip
KOPF_2019 = (*KOPF_2018, "bed. Sperrvermerk", "Sterbedatum", "frühere Anschrift")

# A newborn of Siegen, right in every cell, on a clock of September 2026.
MIKA = {
    "Ordnungsmerkmal": "5707626000001",
    "Anlass": "Geburt",
    "Ereignisdatum": "01.08.2026",
    "Familienname": "Beispiel",
    "Vornamen": "Mika",
    "Geburtsdatum": "01.08.2026",
    "Geschlecht": "d",
    "Straße": "Rosenstraße",
    "Hausnummer": "7",
    "PLZ": "57076",
    "Ort": "Siegen",
    "Ortsteil": "Weidenau",
    "Ges.Vertr.1 Anrede": "Frau",
    "Ges.Vertr.1 Familienname": "Beispiel",
    "Ges.Vertr.1 Vorname": "Rosina",
    "Ges.Vertr.1 Staatsangehörigkeit": "deutsch",
}


def zeile(**anders: str) -> dict[str, str]:
    """Mika's row with some cells changed: `zeile(Vornamen="Ida", plz="50667")`; fields by their header."""
    return MIKA | {_SPALTEN.get(name, name): wert for name, wert in anders.items()}


# Headers that are no Python names.
_SPALTEN = {
    "plz": "PLZ",
    "merkmal": "Ordnungsmerkmal",
    "strasse": "Straße",
    "sperrvermerk": "bed. Sperrvermerk",
    **{
        f"vertreter{nummer}_{feld.lower()}": f"Ges.Vertr.{nummer} {feld}"
        for nummer in (1, 2)
        for feld in ("Anrede", "Familienname", "Vorname")
    },
}


def liste(*zeilen: dict[str, str], kopf: Sequence[str] = KOPF_2019, trennzeichen: str = ";") -> bytes:
    """A list as the registry office sends it: UTF-8 with BOM, semicolon."""
    ziel = io.StringIO(newline="")
    schreiber = csv.writer(ziel, delimiter=trennzeichen, lineterminator="\r\n")
    schreiber.writerow(kopf)
    schreiber.writerows([eine.get(spalte, "") for spalte in kopf] for eine in zeilen)
    return ziel.getvalue().encode("utf-8-sig")


def liste_2018() -> bytes:
    """Births and move-ins of 2018: 1,318 rows."""
    return (ORDNER / "geburten_zuzuege_2018.csv").read_bytes()


def liste_2019() -> bytes:
    """Changes of the first quarter of 2019: 275 rows."""
    return (ORDNER / "aenderungen_2019_q1.csv").read_bytes()
