"""Paper for the way: the day of a visitor, and a log to fill in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero.schreiben.pdf import setzen
from willkommensbesuche.besuche.enums import ANSTEHEND
from willkommensbesuche.besuche.models import Besuch

# What paper says of a family that only the head may know.
GESPERRT = "Gesperrte Familie"
ANSCHRIFT_GESPERRT = "Anschrift gesperrt, bitte auf der Seite des Besuchs nachsehen"


@dataclass(frozen=True)
class Papierfeld:
    """A question of the log with its boxes; without boxes there are lines to write on."""

    frage: str
    kaestchen: tuple[str, ...] = ()
    zeilen: int = 1


@dataclass(frozen=True)
class Halt:
    """A stop of the day as it stands on paper."""

    zeit: str
    wer: str
    wo: str
    pakete: int
    offen: bool
    telefon: str = ""
    kinder: tuple[str, ...] = ()
    sprache: str = ""


@dataclass(frozen=True)
class Tagesblatt:
    """One visitor's day: the tour, and a blank log for each visit that has none yet."""

    kraft: str
    tag: date
    halte: tuple[Halt, ...]
    felder: tuple[Papierfeld, ...]

    @property
    def pakete(self) -> int:
        return sum(halt.pakete for halt in self.halte if halt.offen)


def tagesblatt(kraft: str, tag: date, besuche: Sequence[Besuch], felder: Sequence[Papierfeld]) -> bytes:
    """The day as PDF."""
    blatt = Tagesblatt(kraft, tag, tuple(map(_halt, besuche)), tuple(felder))
    html = render_to_string("willkommensbesuche/besuche/papier/tagesblatt.html", {"blatt": blatt})
    return setzen(html, stil="tagesblatt")


def protokollbogen(felder: Sequence[Papierfeld]) -> bytes:
    """A blank log without a family as PDF."""
    html = render_to_string("willkommensbesuche/besuche/papier/bogen.html", {"felder": felder})
    return setzen(html, stil="tagesblatt")


def _halt(besuch: Besuch) -> Halt:
    assert besuch.familie
    assert besuch.termin
    zeit = date_format(localtime(besuch.termin.beginn), "G:i")
    pakete, offen = besuch.anzahl_kinder or 1, besuch.status in ANSTEHEND
    if besuch.ist_verdeckt:
        return Halt(zeit=zeit, wer=GESPERRT, wo=ANSCHRIFT_GESPERRT, pakete=pakete, offen=offen)
    familie = besuch.familie
    wo = [familie.anschrift, familie.zusatz, str(besuch.stadtteil or "")]
    return Halt(
        zeit=zeit,
        wer=familie.anrede,
        wo=", ".join(teil for teil in wo if teil),
        telefon=familie.telefon,
        kinder=tuple(f"{kind.vornamen or 'ohne Vornamen'}, {kind.alter()}" for kind in besuch.kinder.all()),
        sprache=familie.get_sprache_display() if familie.sprache else "",
        pakete=pakete,
        offen=offen,
    )
