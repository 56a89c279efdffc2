"""Whatever the bytes: a file is read, or refused with a German sentence, and nothing else happens."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from familienbuero.einlesen.regeln import lesen
from familienbuero.einlesen.regeln.profil import profil_aus_toml
from familienbuero.einlesen.regeln.zellen import bereinigt
from familienbuero.fehler import Ablehnung

PROFIL = profil_aus_toml(
    """
    name = "probe"
    titel = "Probe"
    trennzeichen = ";"
    datumsformat = "%d.%m.%Y"
    kodierungen = ["utf-8"]
    laenge = 120
    wahlfrei = []
    [spalten]
    "Name" = "name"
    "Weg" = "weg"
    """
)
ANFAENGE = st.sampled_from([b"", b"Name;Weg\n", "Name;Weg\n".encode("utf-8-sig"), b"PK\x03\x04", b"\xff\xfe"])


@given(anfang=ANFAENGE, rest=st.one_of(st.binary(), st.text().map(lambda text: text.encode())))
def test_any_bytes_are_read_or_refused_with_a_sentence(anfang: bytes, rest: bytes):
    with suppress(Ablehnung):
        for zeile in lesen(anfang + rest, (PROFIL,)).zeilen:
            assert zeile.fehler or set(zeile.werte) == {"name", "weg"}


@given(name=st.text(st.characters(exclude_categories=["Cs"])), weg=st.text(st.characters(categories=["L"])))
def test_a_cell_is_taken_whole_or_named_as_a_fault(name: str, weg: str):
    geschrieben = ";".join('"' + zelle.replace('"', '""') + '"' for zelle in (name, weg))
    for zeile in lesen(f"Name;Weg\n{geschrieben}\n".encode(), (PROFIL,)).zeilen:
        assert zeile.fehler or zeile.werte == {"name": bereinigt(name), "weg": bereinigt(weg)}
