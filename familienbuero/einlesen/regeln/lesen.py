"""One door for files from outside: bytes and profiles in, rows with their line number out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from familienbuero.einlesen.regeln.grenzen import GRENZEN, Grenzen, groesse_in_worten, tausender
from familienbuero.einlesen.regeln.profil import Importprofil, Kopf
from familienbuero.einlesen.regeln.textdatei import TRENNZEICHEN, csv_zeilen, dekodiert
from familienbuero.einlesen.regeln.zellen import Fehler, bereinigt, einwand, fehler, zelltext
from familienbuero.fehler import Ablehnung

# First bytes of a workbook, which is a zip.
MAPPE = b"PK\x03\x04"
# First bytes of files that people mistake for a list.
_ANDERES = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<")


@dataclass(frozen=True, slots=True)
class Rohzeile:
    """One row: physical line, text by field, SHA-256 of the whole row, and what is wrong with its cells."""

    nummer: int
    werte: Mapping[str, str]
    abdruck: str
    fehler: tuple[Fehler, ...]


@dataclass(frozen=True)
class Liste:
    """A file whose header is understood. `spalten` leads from field to header; `zeilen` is read once."""

    profil: Importprofil
    spalten: Mapping[str, str]
    zeilen: Iterator[Rohzeile]


def lesen(inhalt: bytes, profile: Sequence[Importprofil], *, grenzen: Grenzen = GRENZEN) -> Liste:
    """Understand the header with the profile that fits best, then read row by row.

    Raises Ablehnung with one German sentence, also while `zeilen` are being read.
    """
    if not inhalt.strip():
        raise Ablehnung("Die Datei ist leer.")
    if len(inhalt) > grenzen.dateigroesse:
        raise Ablehnung(f"Die Datei ist größer als {groesse_in_worten(grenzen.dateigroesse)}.")
    if inhalt.startswith(MAPPE):
        # Only where it is needed: openpyxl takes longer to load than a small list to read.
        from familienbuero.einlesen.regeln.mappe import mappe_pruefen, mappenzeilen

        mappe_pruefen(inhalt, grenzen)
        return _liste(lambda _profil: mappenzeilen(inhalt), profile, grenzen)
    if inhalt.startswith(_ANDERES):
        raise Ablehnung("Das ist keine Liste im Format CSV oder XLSX.")
    try:
        return _liste(
            lambda profil: _aus_text(inhalt, profil, profil.trennzeichen, grenzen), profile, grenzen
        )
    except Ablehnung as ablehnung:
        raise _falsch_getrennt(inhalt, profile, grenzen) or ablehnung from None


Zeilen = Iterator[tuple[int, list[Any]]]


def _aus_text(inhalt: bytes, profil: Importprofil, trennzeichen: str, grenzen: Grenzen) -> Zeilen:
    return csv_zeilen(dekodiert(inhalt, profil.kodierungen, trennzeichen), trennzeichen, grenzen)


def _liste(
    oeffnen: Callable[[Importprofil], Zeilen], profile: Sequence[Importprofil], grenzen: Grenzen
) -> Liste:
    """The list under the profile whose header it has; Ablehnung names what the likeliest one lacks."""
    bester: Kopf | None = None
    unlesbar: Ablehnung | None = None
    for profil in profile:
        try:
            zeilen = oeffnen(profil)
            for nummer, zellen in islice(zeilen, grenzen.zeilen_bis_kopf):
                kopf = profil.kopf(
                    nummer, [zelltext(zelle, profil.datumsformat) for zelle in zellen[: grenzen.spalten + 1]]
                )
                if kopf.passt:
                    namen = {feld: bereinigt(str(zellen[stelle])) for stelle, feld in kopf.felder.items()}
                    return Liste(profil, namen, _zeilen(zeilen, kopf, namen, grenzen))
                bester = max(bester or kopf, kopf, key=lambda moeglich: moeglich.treffer)
        except Ablehnung as ablehnung:
            unlesbar = unlesbar or ablehnung
    if unlesbar:
        raise unlesbar
    if bester and bester.treffer * 2 > bester.breite:
        raise Ablehnung(bester.einwand)
    erwartet = ", ".join(f"„{name}“" for name in islice(profile[0].spalten, 5))
    raise Ablehnung(
        f"Zeile 1: Die Datei hat keine Kopfzeile, die wir kennen. Sie beginnt sonst mit {erwartet} …"
    )


def _falsch_getrennt(inhalt: bytes, profile: Sequence[Importprofil], grenzen: Grenzen) -> Ablehnung | None:
    """A better sentence for a list that is only separated by another character."""
    for profil in profile:
        for zeichen, name in TRENNZEICHEN.items():
            try:
                for nummer, zellen in islice(
                    _aus_text(inhalt, profil, zeichen, grenzen), grenzen.zeilen_bis_kopf
                ):
                    if zeichen != profil.trennzeichen and not profil.kopf(nummer, zellen).fehlend:
                        richtig = TRENNZEICHEN[profil.trennzeichen]
                        return Ablehnung(
                            f"Zeile {nummer}: Die Spalten trennt ein {name}, erwartet wird ein {richtig}."
                        )
            except Ablehnung:
                continue
    return None


def _zeilen(
    roh: Iterable[tuple[int, list[Any]]], kopf: Kopf, namen: Mapping[str, str], grenzen: Grenzen
) -> Iterator[Rohzeile]:
    """Rows below the header; blank ones are left out, but count as lines."""
    profil, anzahl = kopf.profil, 0
    for nummer, zellen in roh:
        if len(zellen) > grenzen.spalten:
            raise Ablehnung(f"Zeile {nummer}: Die Zeile hat mehr als {grenzen.spalten} Spalten.")
        texte = [zelltext(zelle, profil.datumsformat) for zelle in zellen]
        for stelle, text in enumerate(texte, start=1):
            if len(text) > grenzen.zeichen_je_zelle:
                laenge = tausender(grenzen.zeichen_je_zelle)
                raise Ablehnung(
                    f"Zeile {nummer}, Spalte {stelle}: Die Zelle ist länger als {laenge} Zeichen."
                )
        if nummer - kopf.zeile > 2 * grenzen.zeilen:  # blank lines without end
            raise Ablehnung(f"Die Liste hat mehr als {tausender(grenzen.zeilen)} Zeilen.")
        if not any(text.strip() for text in texte):
            continue
        anzahl += 1
        if anzahl > grenzen.zeilen:
            raise Ablehnung(f"Die Liste hat mehr als {tausender(grenzen.zeilen)} Zeilen.")
        yield _rohzeile(nummer, texte, kopf, namen)


def _rohzeile(nummer: int, texte: list[str], kopf: Kopf, namen: Mapping[str, str]) -> Rohzeile:
    abdruck = hashlib.sha256("\x1f".join(texte).encode("utf-8", "surrogatepass")).hexdigest()
    while len(texte) > kopf.breite and not texte[-1].strip():
        texte.pop()
    if len(texte) != kopf.breite:
        grund = f"Die Zeile hat {len(texte)} Spalten statt {kopf.breite}."
        return Rohzeile(nummer, {}, abdruck, (fehler(nummer, "(ganze Zeile)", "", grund),))
    gefunden = []
    werte = {}
    for stelle, feld in kopf.felder.items():
        text = texte[stelle]
        if text and (satz := einwand(text, kopf.profil.hoechstens(feld))):
            gefunden.append(fehler(nummer, namen[feld], text, satz))
        werte[feld] = bereinigt(text)
    return Rohzeile(nummer, werte, abdruck, tuple(gefunden))
