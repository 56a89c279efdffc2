"""What stands in a letter: the text of a PDF, as its fonts spell it."""

import io
import re

import pikepdf


def text(pdf: bytes) -> str:
    """All words of a PDF in the order in which they are set, one line for each piece of text."""
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        return "\n".join(_seite(seite) for seite in dokument.pages)


def _seite(seite: pikepdf.Page) -> str:
    schriften = {name: _zeichen(schrift) for name, schrift in seite.Resources.Font.items()}
    zeilen: list[str] = []
    zeichen: dict[str, str] = {}
    for werte, befehl in pikepdf.parse_content_stream(seite):
        if str(befehl) == "Tf":
            zeichen = schriften[str(werte[0])]
        elif str(befehl) in ("Tj", "TJ"):
            stuecke = werte[0] if str(befehl) == "TJ" else [werte[0]]
            roh = "".join(bytes(eins).hex() for eins in stuecke if isinstance(eins, pikepdf.String))
            zeilen.append("".join(zeichen.get(roh[i : i + 4], "") for i in range(0, len(roh), 4)))
    return "\n".join(zeilen)


def _zeichen(schrift: pikepdf.Object) -> dict[str, str]:
    """Number of a glyph in hexadecimal -> what it means."""
    tabelle = schrift.ToUnicode.read_bytes().decode("ascii", "replace")
    paare = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>\s*$", tabelle, re.MULTILINE)
    return {nummer.lower(): bytes.fromhex(wert).decode("utf-16-be") for nummer, wert in paare}
