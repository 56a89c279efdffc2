"""The process that reads a file from outside, started by `abschirmung` with nothing but the file.

It has no keys, no connection and no Django. While it reads it can open neither a file nor a socket, and it
ends when a file wants more than its share of time or memory. An order comes in, rows go out:

    {"profile": […], "grenzen": {…}} and, from the next line on, the file
    [number of the profile, {field: header}], then [rows], [rows] … and null; a sentence where it is refused
"""

import codecs
import json
import resource
import sys
import types
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

# The rules of this room without the house around them: to load its bell takes longer than most lists.
haus = types.ModuleType("familienbuero")
haus.__path__ = [str(Path(__file__).parents[1])]
sys.modules["familienbuero"] = haus

from familienbuero.einlesen.regeln import Grenzen, Importprofil, Rohzeile, lesen  # noqa: E402
from familienbuero.einlesen.regeln.lesen import MAPPE  # noqa: E402
from familienbuero.fehler import Ablehnung  # noqa: E402

ZEILEN_JE_ANTWORT = 200


def begrenzen(grenzen: Grenzen) -> None:
    """From here on: so much time, so much memory, and nothing may be opened."""
    belegt = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for was, grenze in (
        (resource.RLIMIT_CPU, grenzen.sekunden),
        (resource.RLIMIT_AS, belegt + grenzen.speicher),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(was, (grenze, grenze))


def profil(angaben: dict[str, Any]) -> Importprofil:
    kodierungen, wahlfrei = tuple(angaben["kodierungen"]), frozenset(angaben["wahlfrei"])
    return Importprofil(**angaben | {"kodierungen": kodierungen, "wahlfrei": wahlfrei})


def roh(zeile: Rohzeile) -> list[Any]:
    """A row without the names of its fields, which the first answer has told."""
    fehler = [[f.zeile, f.spalte, f.wert, f.grund] for f in zeile.fehler]
    return [zeile.nummer, list(zeile.werte.values()), zeile.abdruck, fehler]


def antworten(inhalt: bytes, profile: Sequence[Importprofil], grenzen: Grenzen) -> Iterator[Any]:
    try:
        liste = lesen(inhalt, profile, grenzen=grenzen)
        yield [profile.index(liste.profil), dict(liste.spalten)]
        while zeilen := list(islice(liste.zeilen, ZEILEN_JE_ANTWORT)):
            yield [roh(zeile) for zeile in zeilen]
        yield None
    except Ablehnung as ablehnung:
        yield ablehnung.satz


def vorbereiten(inhalt: bytes, profile: Sequence[Importprofil]) -> None:
    """Load what reading needs, as long as files may be opened."""
    genannte = (kodierung for profil in profile for kodierung in profil.kodierungen)
    for kodierung in ("utf-8-sig", "cp437", *genannte):  # the second one is that of names in a zip
        codecs.lookup(kodierung)
    if inhalt.startswith(MAPPE):
        import familienbuero.einlesen.regeln.mappe  # noqa: F401


def main() -> None:
    auftrag = json.loads(sys.stdin.buffer.readline())
    profile = [profil(angaben) for angaben in auftrag["profile"]]
    grenzen = Grenzen(**auftrag["grenzen"])
    inhalt = sys.stdin.buffer.read()
    vorbereiten(inhalt, profile)
    begrenzen(grenzen)
    for antwort in antworten(inhalt, profile, grenzen):
        print(json.dumps(antwort), flush=True)  # noqa: T201 - to whoever asked


if __name__ == "__main__":
    main()
