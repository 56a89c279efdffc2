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
    telefon: str
    kinder: tuple[str, ...]
    sprache: str
    pakete: int
    offen: bool


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
    familie = besuch.familie
    wo = [familie.anschrift, familie.zusatz, str(besuch.stadtteil or "")]
    return Halt(
        zeit=date_format(localtime(besuch.termin.beginn), "G:i"),
        wer=familie.anrede,
        wo=", ".join(teil for teil in wo if teil),
        telefon=familie.telefon,
        kinder=tuple(f"{kind.vornamen or 'ohne Vornamen'}, {kind.alter()}" for kind in besuch.kinder.all()),
        sprache=familie.get_sprache_display() if familie.sprache else "",
        pakete=besuch.anzahl_kinder or 1,
        offen=besuch.status in ANSTEHEND,
    )
