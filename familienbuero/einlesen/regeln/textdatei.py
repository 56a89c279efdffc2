"""CSV: bytes to text, text to rows with their physical line number."""

import csv
import io
from collections.abc import Iterator

from familienbuero.einlesen.regeln.grenzen import Grenzen, tausender
from familienbuero.fehler import Ablehnung

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NAMEN = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
TRENNZEICHEN = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}


def dekodiert(inhalt: bytes, kodierungen: tuple[str, ...], trennzeichen: str) -> str:
    """The text of the file in the first encoding that fits; with or without byte order mark.

    Raises Ablehnung naming line, column and byte that do not belong to the first of `kodierungen`.
    """
    if inhalt.startswith(_UTF16):
        raise Ablehnung(
            "Zeile 1: Die Datei ist als UTF-16 gespeichert. Bitte speichern Sie sie als „CSV UTF-8“."
        )
    erster: UnicodeDecodeError | None = None
    for kodierung in kodierungen:
        try:
            return inhalt.decode("utf-8-sig" if kodierung == "utf-8" else kodierung)
        except UnicodeDecodeError as fehler:
            erster = erster or fehler
    assert erster is not None
    davor = inhalt[: erster.start]
    anfang = max(davor.rfind(b"\n"), davor.rfind(b"\r")) + 1
    zeile = davor.count(b"\n") + 1 if b"\n" in davor else davor.count(b"\r") + 1
    spalte = davor[anfang:].count(trennzeichen.encode()) + 1
    raise Ablehnung(
        f"Zeile {zeile}, Spalte {spalte}: Das Byte 0x{inhalt[erster.start]:02X} gehört nicht zu "
        f"{_NAMEN[kodierungen[0]]}. Bitte speichern Sie die Liste als „CSV {_NAMEN[kodierungen[0]]}“."
    )


def csv_zeilen(text: str, trennzeichen: str, grenzen: Grenzen) -> Iterator[tuple[int, list[str]]]:
    """Rows with the physical line in which each begins; raises Ablehnung where the file is not CSV."""
    leser = csv.reader(io.StringIO(text, newline=""), delimiter=trennzeichen, strict=True)
    while True:
        beginn = leser.line_num + 1
        try:
            zellen = next(leser)
        except StopIteration:
            return
        except csv.Error as fehler:
            if "field larger" in str(fehler):
                laenge = tausender(grenzen.zeichen_je_zelle)
                raise Ablehnung(
                    f"Zeile {beginn}: Eine Zelle ist länger als {laenge} Zeichen. "
                    "Wahrscheinlich ist ein Anführungszeichen nicht geschlossen."
                ) from None
            raise Ablehnung(
                f"Zeile {beginn}: Ein Anführungszeichen ist nicht geschlossen oder steht im Wert."
            ) from None
        yield beginn, zellen
