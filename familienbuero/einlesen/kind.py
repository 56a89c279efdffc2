"""The process that reads a file from outside, started by `abschirmung` with nothing but the file.

It has no keys, no connection and no Django. While it reads it can open neither a file nor a socket, and it
ends when a file wants more than its share of time or memory. An order comes in, rows go out:

    {"profile": […], "grenzen": {…}} and, from the next line on, the file
    [number of the profile, {field: header}], then [rows], [rows] … and null; a sentence where it is refused

Or, for a calendar, {"von": …, "bis": …} instead of the profiles, and the dates in one answer.
"""

import codecs
import json
import resource
import sys
import types
import zoneinfo
from collections.abc import Iterator, Sequence
from datetime import date
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


def kalenderantworten(inhalt: bytes, auftrag: dict[str, Any], grenzen: Grenzen) -> Iterator[Any]:
    """The dates of a calendar; zones that it names are loaded as long as files may be opened."""
    from familienbuero.einlesen.regeln import kalenderdatei

    zonen = list(islice(dict.fromkeys(kalenderdatei.ZONE.findall(inhalt)), kalenderdatei.HOECHSTENS_ZONEN))
    geladen = [zone_laden(name.decode()) for name in (b"UTC", b"Europe/Berlin", *zonen)]
    # A first calendar lets the library load what it needs.
    kalenderdatei.kalender_lesen(kalenderdatei.PROBE, von=date(2026, 1, 1), bis=date(2026, 12, 31))
    begrenzen(grenzen)
    try:
        von, bis = (date.fromisoformat(auftrag[name]) for name in ("von", "bis"))
        gelesen = kalenderdatei.kalender_lesen(inhalt, von=von, bis=bis)
        termine = [vars(termin) for termin in gelesen.termine]
        yield [termine, gelesen.ausgelassen, gelesen.leer]
        yield None
    except Ablehnung as ablehnung:
        yield ablehnung.satz
    del geladen


def zone_laden(name: str) -> zoneinfo.ZoneInfo | None:
    """A zone, kept so that nobody has to open its file later; None when there is no such zone."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def listenantworten(inhalt: bytes, auftrag: dict[str, Any], grenzen: Grenzen) -> Iterator[Any]:
    profile = [profil(angaben) for angaben in auftrag["profile"]]
    vorbereiten(inhalt, profile)
    begrenzen(grenzen)
    yield from antworten(inhalt, profile, grenzen)


def main() -> None:
    auftrag = json.loads(sys.stdin.buffer.readline())
    grenzen = Grenzen(**auftrag["grenzen"])
    inhalt = sys.stdin.buffer.read()
    lesend = listenantworten if "profile" in auftrag else kalenderantworten
    for antwort in lesend(inhalt, auftrag, grenzen):
        print(json.dumps(antwort, default=str), flush=True)  # noqa: T201 - to whoever asked


if __name__ == "__main__":
    main()
