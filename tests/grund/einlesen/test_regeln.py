"""Files from outside: what is read, and with which sentence the rest is refused."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from familienbuero.einlesen.regeln import GRENZEN, Importprofil, Rohzeile, csv_ausgeben, lesen
from familienbuero.einlesen.regeln.profil import profil_aus_toml
from familienbuero.fehler import Ablehnung

PROFIL = profil_aus_toml(
    """
    name = "probe"
    titel = "Probe"
    trennzeichen = ";"
    datumsformat = "%d.%m.%Y"
    kodierungen = ["utf-8"]
    laenge = 120
    wahlfrei = ["Ortsteil"]
    ueberlesen = ["Staat"]
    [spalten]
    "Name" = "name"
    "Straße" = "strasse"
    "geboren" = "geboren"
    "Ortsteil" = "ortsteil"
    """
)
ALT = replace(PROFIL, name="alt", kodierungen=("utf-8", "cp1252"))
KOPF = "Name;Straße;geboren\n"
UNBEKANNT = (
    "Zeile 1: Die Datei hat keine Kopfzeile, die wir kennen. "
    "Sie beginnt sonst mit „Name“, „Straße“, „geboren“, „Ortsteil“, „Staat“ …"
)
FREMD = (
    "Zeile 1, Spalte 4: Die Spalte „Religion“ kennen wir nicht. "
    "Bitte prüfen Sie, wie sie heißt, oder löschen Sie sie in der Datei."
)


def gelesen(inhalt: bytes | str, *profile: Importprofil) -> list[Rohzeile]:
    roh = inhalt.encode() if isinstance(inhalt, str) else inhalt
    return list(lesen(roh, profile or (PROFIL,)).zeilen)


def satz(inhalt: bytes | str, *profile: Importprofil) -> str:
    with pytest.raises(Ablehnung) as ablehnung:
        gelesen(inhalt, *profile)
    return ablehnung.value.satz


def gruende(zelle: str) -> list[tuple[int, str, str]]:
    [zeile] = gelesen(f"{KOPF}{zelle};Weg 1;01.02.2018\n")
    return [(fehler.zeile, fehler.spalte, fehler.grund) for fehler in zeile.fehler]


# --- Encodings, header, lines ---------------------------------------------------------------------------


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_byte_order_mark(bom: bytes):
    [zeile] = gelesen(bom + f"{KOPF}Łukasik;Am Hang;01.02.2018\n".encode())
    assert zeile.werte == {"name": "Łukasik", "strasse": "Am Hang", "geboren": "01.02.2018"}


def test_names_are_kept_in_nfc_without_double_blanks():
    [zeile] = gelesen(f"{KOPF} Mu\u0308ller   Lang ;Weg;\n")
    assert zeile.werte["name"] == "Müller Lang"


def test_cp1252_is_read_where_the_profile_allows_it():
    [zeile] = gelesen(f"{KOPF}Müller;Am Hang;01.02.2018\n".encode("cp1252"), ALT)
    assert zeile.werte["name"] == "Müller"


def test_a_wrong_encoding_is_refused_with_line_column_and_byte():
    assert satz(KOPF.encode() + "Ernst;Bäckerweg;\n".encode("cp1252")) == (
        "Zeile 2, Spalte 2: Das Byte 0xE4 gehört nicht zu UTF-8. "
        "Bitte speichern Sie die Liste als „CSV UTF-8“."
    )


def test_utf16_is_refused_by_name():
    assert satz(KOPF.encode("utf-16")) == (
        "Zeile 1: Die Datei ist als UTF-16 gespeichert. Bitte speichern Sie sie als „CSV UTF-8“."
    )


def test_lines_are_counted_as_an_editor_counts_them_and_blank_ones_left_out():
    zeilen = gelesen(f"Geburtenliste;;\n\n{KOPF}\nAlt;Weg;\n;;\nBerg;Weg;\n")
    assert [(zeile.nummer, zeile.werte["name"]) for zeile in zeilen] == [(5, "Alt"), (7, "Berg")]


def test_header_may_be_written_in_other_case_and_order():
    [zeile] = gelesen("GEBOREN; straße ;name\n01.02.2018;Weg;Alt\n")
    assert zeile.werte == {"geboren": "01.02.2018", "strasse": "Weg", "name": "Alt"}


def test_a_column_that_is_read_over_is_not_handed_on():
    [zeile] = gelesen("Name;Straße;geboren;Staat\nAlt;Weg;;deutsch\n")
    assert "deutsch" not in zeile.werte.values()


def test_the_header_decides_between_profiles():
    anderes = replace(PROFIL, name="anderes", spalten={"Kind": "name", "Weg": "strasse"}, trennzeichen=",")
    assert lesen(b"Kind,Weg\nAlt,Hang\n", (PROFIL, anderes)).profil.name == "anderes"


@pytest.mark.parametrize(
    ("inhalt", "erwartet"),
    [
        (b"", "Die Datei ist leer."),
        (b"  \r\n\r\n", "Die Datei ist leer."),
        (b"\x00" * 3, UNBEKANNT),
        (b"%PDF-1.7", "Das ist keine Liste im Format CSV oder XLSX."),
        ("Name;geboren\n", "Zeile 1: Im Kopf der Liste fehlt die Spalte „Straße“."),
        ("Name;Ortsteil\n", "Zeile 1: Im Kopf der Liste fehlen die Spalten „Straße“, „geboren“."),
        ("Name;Name;Straße;geboren\n", "Zeile 1: Die Spalte „Name“ steht mehr als einmal im Kopf der Liste."),
        ("Name;Straße;geboren;Religion\n", FREMD),
        ("Name,Straße,geboren\n", "Zeile 1: Die Spalten trennt ein Komma, erwartet wird ein Semikolon."),
        ("Name\tStraße\tgeboren\n",
         "Zeile 1: Die Spalten trennt ein Tabulator, erwartet wird ein Semikolon."),
        (f'{KOPF}Alt;Weg;\n"Berg;Weg;\nCarl;Weg;\n',
         "Zeile 3: Ein Anführungszeichen ist nicht geschlossen oder steht im Wert."),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_as_a_whole_is_refused_with_one_sentence(inhalt: bytes | str, erwartet: str):
    assert satz(inhalt) == erwartet


# --- Limits -----------------------------------------------------------------------------------------------


def test_eleven_mebibytes_are_refused():
    assert satz(b"x" * (11 * 1024 * 1024)) == "Die Datei ist größer als 10 MiB."


def test_more_rows_than_allowed_are_refused():
    grenzen = replace(GRENZEN, zeilen=2)
    liste = lesen(KOPF.encode() + b"Alt;Weg;\n" * 3, (PROFIL,), grenzen=grenzen)
    with pytest.raises(Ablehnung, match="mehr als 2 Zeilen"):
        list(liste.zeilen)


def test_more_columns_than_allowed_are_refused():
    assert satz(f"{KOPF}{';' * 300}\n") == "Zeile 2: Die Zeile hat mehr als 200 Spalten."


def test_a_cell_longer_than_excel_allows_is_refused():
    assert (
        satz(f"{KOPF}Alt;{'x' * 32_768};\n") == "Zeile 2, Spalte 2: Die Zelle ist länger als 32.767 Zeichen."
    )


def test_a_line_of_megabytes_without_end_is_refused():
    assert satz(f'{KOPF}"{"x" * 200_000}').startswith("Zeile 2: Eine Zelle ist länger als 32.767 Zeichen.")


# --- Cells ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zelle", ['=HYPERLINK("x")', "+A1", "-A1", "@SUM(A1)", "\tx", " =1+1", "＝1"])
def test_a_cell_that_begins_like_a_formula_is_a_fault(zelle: str):
    geschrieben = '"' + zelle.replace('"', '""') + '"'
    grund = "Der Wert beginnt wie eine Formel und wird nicht übernommen."
    assert gruende(geschrieben) == [(2, "Name", grund)]


@pytest.mark.parametrize("zelle", ["+49 271 404-0", "-3,5", "-", "O'Neill", "Müller-Lüdenscheid", "Ḥaddād"])
def test_phone_numbers_negative_numbers_and_names_are_no_formulas(zelle: str):
    assert gruende(zelle) == []


@pytest.mark.parametrize("zeichen", ["\x00", "\x1b", "\u202e", "\u200b"])
def test_invisible_characters_are_a_fault(zeichen: str):
    assert gruende(f"A{zeichen}B") == [(2, "Name", "In der Zelle steht ein unsichtbares Steuerzeichen.")]


def test_a_name_of_two_hundred_letters_is_a_fault():
    assert gruende("x" * 200) == [(2, "Name", "Der Wert ist länger als 120 Zeichen.")]


def test_a_line_break_inside_a_cell_is_a_fault():
    [(zeile, spalte, grund)] = gruende('"A\nB"')
    assert (zeile, spalte) == (2, "Name")
    assert grund.startswith("In der Zelle steht ein Zeilenumbruch")


def test_a_row_of_other_width_is_a_fault():
    [zeile] = gelesen(f"{KOPF}Alt;Weg\n")
    assert [(f.spalte, f.grund) for f in zeile.fehler] == [
        ("(ganze Zeile)", "Die Zeile hat 2 Spalten statt 3.")
    ]


def test_a_fault_shows_a_hostile_value_short_and_printable():
    [zeile] = gelesen(KOPF + "=" + "x\x1b" * 100 + ";Weg;\n")
    assert zeile.fehler[0].wert == "=" + ("x�" * 40)[:79] + "…"


def test_refused_rows_open_as_text_in_a_spreadsheet():
    tabelle = csv_ausgeben(["Wert"], [["=1+1"], ["+49 271"], ["-3"], ["@x"], [7]])
    assert tabelle.decode("utf-8-sig").splitlines() == ["Wert", "'=1+1", "+49 271", "-3", "'@x", "7"]


# --- XLSX -------------------------------------------------------------------------------------------------


def mappe(*zeilen: list[object]) -> bytes:
    buch = openpyxl.Workbook()
    for zeile in zeilen:
        buch.active.append(zeile)
    ziel = io.BytesIO()
    buch.save(ziel)
    return ziel.getvalue()


def gepackt(**eintraege: bytes) -> bytes:
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr("[Content_Types].xml", b"<Types/>")
        for name, inhalt in eintraege.items():
            archiv.writestr(name, inhalt)
    return ziel.getvalue()


def test_a_workbook_is_read_with_real_dates_numbers_and_missing_cells():
    liste = mappe(["Titel"], ["Name", "Straße", "geboren"], ["Alt", 7, date(2018, 2, 1)], [None], ["Berg"])
    zeilen = gelesen(liste)
    assert [(zeile.nummer, *zeile.werte.values()) for zeile in zeilen] == [
        (3, "Alt", "7", "01.02.2018"),
        (5, "Berg", "", ""),
    ]


def test_a_formula_in_a_workbook_is_a_fault():
    [zeile] = gelesen(mappe(["Name", "Straße", "geboren"], ["=1+1", "Weg", ""]))
    assert [(f.zeile, f.spalte) for f in zeile.fehler] == [(2, "Name")]


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bombe = gepackt(bombe=b"\x00" * (60 * 1024 * 1024))
    assert satz(bombe) == (
        "Die Excel-Mappe ist entpackt größer als 50 MiB oder mehr als 100-mal so groß wie die Datei. "
        "Sie wird nicht gelesen."
    )


def test_a_zip_whose_directory_lies_is_refused():
    inhalt = gepackt(bombe=b"\x00" * 2_000_000)
    echt, gelogen = (2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert satz(inhalt.replace(echt, gelogen)).startswith("Die Datei lässt sich nicht als Excel-Mappe lesen.")


def test_a_document_type_in_a_workbook_is_refused():
    inhalt = gepackt(blatt=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    assert satz(inhalt) == "Die Excel-Mappe enthält eine Dokumenttyp-Angabe. Sie wird nicht gelesen."


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/externalLinks/1.xml"])
def test_macros_and_links_in_a_workbook_are_refused(name: str):
    erwartet = "Die Excel-Mappe enthält Makros oder Verknüpfungen. Bitte speichern Sie sie als CSV."
    assert satz(gepackt(**{name: b"x"})) == erwartet


@pytest.mark.parametrize(
    "inhalt",
    [b"PK\x03\x04", gepackt(), gepackt(**{"../x": b"x"}), gepackt(innen=b"")[:50]],
    ids=["nur ein Anfang", "ohne Mappe", "Pfad nach draussen", "abgeschnitten"],  # else the time of packing
)
def test_a_broken_workbook_is_refused(inhalt: bytes):
    assert satz(inhalt) == (
        "Die Datei lässt sich nicht als Excel-Mappe lesen. Bitte speichern Sie sie neu als XLSX oder CSV."
    )
