"""Tables that we hand out: an empty one to fill in, and the refused rows to correct and bring back."""

from collections.abc import Sequence

from familienbuero.einlesen.regeln import Fehler, Importprofil, csv_ausgeben
from willkommensbesuche.altbestand.regeln.bericht import Bericht
from willkommensbesuche.altbestand.regeln.zeile import BEISPIEL

WAS = "Was nicht stimmt"
_BEISPIEL = {
    "familienname": f"{BEISPIEL}, bitte löschen",
    "vorname": "Rosina",
    "familienname2": "Muster",
    "vorname2": "Jonas",
    "strasse": "Rosenstraße",
    "hausnummer": "7",
    "zusatz": "2. OG links",
    "plz": "57076",
    "ort": "Siegen",
    "ortsteil": "Weidenau",
    "telefon": "0271 4711",
    "email": "familie@example.org",
    "sprache": "Türkisch",
    "kind_vorname": "Mika",
    "kind_geburtsdatum": "01.08.2026",
    "anlass": "Geburt",
    "ereignisdatum": "01.08.2026",
    "besuchskraft": "Vorname Nachname",
    "stand": "Termin vereinbart",
    "termin": "15.09.2026 10:00",
    "besucht_am": "",
    "dauer": "",
    "themen": "",
    "paket": "nein",
    "bemerkung": "Klingel ist kaputt, bitte anrufen.",
}


def leere_tabelle(profil: Importprofil) -> bytes:
    """All columns and one row that shows how it is meant; taken over it is refused."""
    spalten = {spalte: feld for spalte, feld in profil.spalten.items() if feld}
    return csv_ausgeben(list(spalten), [[_BEISPIEL[feld] for feld in spalten.values()]])


def zurueckgewiesene_zeilen(bericht: Bericht) -> bytes:
    """The refused rows as they came, with what is wrong at the end of each."""
    kopf = [*bericht.spalten.values(), WAS]
    return csv_ausgeben(
        kopf,
        (
            [*(zeile.werte.get(feld, "") for feld in bericht.spalten), _was(zeile.zeile, zeile.fehler)]
            for zeile in bericht.zurueckgewiesene
        ),
    )


def _was(nummer: int, fehler: Sequence[Fehler]) -> str:
    return f"Zeile {nummer}: " + " ".join(f"{eintrag.spalte}: {eintrag.grund}" for eintrag in fehler)


def gruende_als_csv(gruende: Sequence[Sequence[object]]) -> bytes:
    """What was wrong, without the cells: they are gone with the file."""
    return csv_ausgeben(["Zeile", "Spalte", "Grund"], gruende)
