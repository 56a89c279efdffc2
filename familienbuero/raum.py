"""What a room says about itself.

Each room may hold a `raum.py` with one `RAUM = Raum(...)`. The ground floor loops over `raeume()` and
so never needs to know a room by name: navigation, "Heute", search, the page of a family and the code
page are such loops. Everything here is plain data and plain functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django_stubs_ext import StrOrPromise

if TYPE_CHECKING:  # the base modules lie below every room
    from familienbuero.auftrag import AuftragQuerySet
    from familienbuero.konten.models import Benutzer


@dataclass(frozen=True, kw_only=True)
class Navigationseintrag:
    """One entry of the navigation. `adresse` is the name of a URL, `rollen` who may open it.

    Entries with a smaller `platz` stand further to the front, equal ones in the order of the rooms; an
    area stands where its first entry does.
    """

    bereich: str
    text: str
    adresse: str
    rollen: tuple[str, ...]
    platz: int = 50


# Nobody does 500 things today: beyond this number "Heute" does not count on, however many there are.
ZAEHLGRENZE = 500


def gezaehlt(menge: QuerySet[Any, Any]) -> int:
    """How many rows, at most ZAEHLGRENZE."""
    return menge.order_by()[:ZAEHLGRENZE].count()


def zahl_in_worten(anzahl: int) -> str:
    """A number that `gezaehlt` has found."""
    return f"{anzahl}+" if anzahl >= ZAEHLGRENZE else str(anzahl)


@dataclass(frozen=True, kw_only=True)
class Faelliges:
    """One line of "Heute zu tun": a number, a sentence, where it is done. `eilt` puts it on top."""

    anzahl: int
    titel: str
    satz: str
    adresse: str
    frist: str = ""
    eilt: bool = False

    @property
    def zahl(self) -> str:
        return zahl_in_worten(self.anzahl)


@dataclass(frozen=True, kw_only=True)
class Tourzeile:
    """One visit of somebody's day, as the start page lists it."""

    zeit: datetime
    wer: str
    wo: str
    adresse: str
    status: Any  # a TextChoices member with `ton` and `zeichen`
    familie: UUID | None = None  # for the read log


@dataclass(frozen=True, kw_only=True)
class Tour:
    """A person's way of today."""

    person: str
    zeilen: tuple[Tourzeile, ...]


@dataclass(frozen=True, kw_only=True)
class Tuer:
    """A door on the public start page. `bild` names a picture in templates/bausteine/bilder/.

    Doors with a smaller `platz` stand further to the front.
    """

    titel: StrOrPromise  # words wait for the language of the reader
    satz: StrOrPromise
    weiter: StrOrPromise
    adresse: str  # name of a URL
    bild: str
    platz: int = 50


@dataclass(frozen=True, kw_only=True)
class Nebentuer:
    """A smaller way beside the door that leads to `tuer`: on the start page and behind the door."""

    tuer: str  # name of a URL
    text: StrOrPromise
    adresse: str  # name of a URL


@dataclass(frozen=True, kw_only=True)
class Startabschnitt:
    """A room's section on the public start page: a template and what it shows."""

    vorlage: str
    inhalt: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Treffer:
    """One hit of the search over everything that a person may see; hits of one `gruppe` stand together."""

    gruppe: str
    titel: str
    satz: str
    adresse: str
    familie: UUID | None = None  # set where the hit shows a family, for the read log


@dataclass(frozen=True, kw_only=True)
class Familienabschnitt:
    """A room's section on the page of a family: a template and what it shows."""

    titel: str
    vorlage: str
    inhalt: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Organisationsabschnitt:
    """A room's section on the page of an organisation: a template and what it shows."""

    titel: str
    vorlage: str
    inhalt: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Fenster:
    """A window in time with one person: [`beginn`, `ende`), both aware."""

    person: UUID
    beginn: datetime
    ende: datetime


@dataclass(frozen=True, kw_only=True)
class Terminauskunft:
    """What a family sees of its appointment behind its code: no name of its own, no address."""

    titel: str
    vorname: str
    beginn: datetime | None
    ende: datetime | None
    stand: str  # "offen", "bestaetigt", "abgesagt", "vorbei"
    kennung: str = ""  # names this appointment; comes back with the answer
    freie_fenster: tuple[Fenster, ...] = ()
    erklaerung: str = ""


@dataclass(frozen=True, kw_only=True)
class Terminart:
    """A kind of appointment that families answer at `/termin/`; every function takes the id of the case.

    `pruefen(fall, geburtsdatum, plz)` says whether the second thing asked for is right: a birth date or,
    where there is no child yet, a postcode. The three answers also take the `kennung` of the appointment that
    the family has before its eyes, and raise Ueberholt when it is another by now.
    """

    kennung: str
    pruefen: Callable[[UUID, date | None, str], bool]
    auskunft: Callable[[UUID], Terminauskunft]
    bestaetigen: Callable[[UUID, str], None]
    verschieben: Callable[[UUID, str, Fenster], None]
    absagen: Callable[[UUID, str], None]


@dataclass(frozen=True, kw_only=True)
class Pruefung:
    """One rule of the self-check (`manage.py selbstpruefung`): does it hold, in a sentence."""

    name: str
    ok: bool
    satz: str


@dataclass(frozen=True, kw_only=True)
class Loeschregel:
    """A period after whose end a case is deleted (docs/datenschutz.md).

    `beginn` says in words what the period counts from, `monate` is what is proposed to the office. `faellig`
    takes the last day on which it may have begun and returns the cases as a query set; `familie` is the way
    from a case to the id of its family, as `values_list` wants it.
    """

    kennung: str
    titel: str
    beginn: str
    monate: int
    faellig: Callable[[date], QuerySet[Any]]
    familie: str = "familie"


@dataclass(frozen=True, kw_only=True)
class Fortschritt:
    """How far a large piece of background work is."""

    text: str
    erledigt: int
    gesamt: int


@dataclass(frozen=True, kw_only=True)
class Auftragsart:
    """A kind of background work, for the page on which `verwaltung` sees what waits and what has failed.

    Nothing that it tells may be about a family. `noch_einmal(id, by whom)` opens a parked row and rings.
    """

    kennung: str
    text: str
    offen: Callable[[], AuftragQuerySet[Any]]
    geparkt: Callable[[], AuftragQuerySet[Any]]
    noch_einmal: Callable[[UUID, Benutzer], object]
    fortschritt: Callable[[], Sequence[Fortschritt]] = tuple


@dataclass(frozen=True, kw_only=True)
class Raum:
    """All that a room announces; what is left out, the room does not have."""

    name: str
    navigation: tuple[Navigationseintrag, ...] = ()
    heute: Callable[[Benutzer], Sequence[Faelliges]] | None = None
    unterwegs: Callable[[Benutzer], Sequence[Tour]] | None = None
    tueren: tuple[Tuer, ...] = ()
    nebentueren: tuple[Nebentuer, ...] = ()
    startabschnitt: Callable[[], Startabschnitt] | None = None
    # Public pages for the map of the site: name of the URL, what it takes.
    oeffentliche_seiten: Callable[[], Iterable[tuple[str, Mapping[str, str]]]] | None = None
    suche: Callable[[Benutzer, str], Sequence[Treffer]] | None = None
    # What the room has of the families that were found.
    suche_zu_familien: Callable[[Benutzer, Sequence[UUID]], Sequence[Treffer]] | None = None
    # Which families the room's users may see, beyond those whom their role shows everything.
    familien: Callable[[Benutzer], Q] | None = None
    # Rows that need their `familie`: while there is one, the family is not deleted.
    braucht_familie: Callable[[], QuerySet[Any]] | None = None
    # Periods of the room's cases, and what it destroys of a case (of any room) or of a family at their end:
    # number of rows by model. Asked from the top room down; before, the room that has the families locks
    # the one that may go.
    loeschregeln: tuple[Loeschregel, ...] = ()
    fall_loeschen: Callable[[UUID], Mapping[str, int]] | None = None
    familie_sperren: Callable[[UUID], object] | None = None
    familie_loeschen: Callable[[UUID], Mapping[str, int]] | None = None
    # Model name -> its rows about a family, for the answer under Art. 15 DSGVO.
    zur_familie: Mapping[str, Callable[[UUID], QuerySet[Any]]] = field(default_factory=dict)
    familienabschnitt: Callable[[Benutzer, UUID], Familienabschnitt | None] | None = None
    organisationsabschnitt: Callable[[Benutzer, UUID], Organisationsabschnitt | None] | None = None
    # Told, in the transaction, when an organisation is called something else.
    organisation_geaendert: Callable[[UUID], object] | None = None
    terminarten: tuple[Terminart, ...] = ()
    # Told when a follow-up that came from a case of this room is closed or opened: (case, by whom).
    erledigt: Callable[[UUID, Benutzer], None] | None = None
    auftraege: tuple[Auftragsart, ...] = ()
    # Rules that must hold at any time, however often a worker was killed.
    pruefungen: tuple[Callable[[], Pruefung], ...] = ()
    # Model name -> data class -> its fields; a test fails for a field without one.
    datenklassen: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@cache
def raeume() -> tuple[Raum, ...]:
    """The announced rooms, in the order of the plan of the house."""
    namen = (f"{raum}.raum" for raum in settings.RAEUME)
    return tuple(import_module(name).RAUM for name in namen if find_spec(name))


def nebentueren(tuer: str) -> list[Nebentuer]:
    """The smaller ways beside the door that leads to the URL of this name."""
    return [eine for raum in raeume() for eine in raum.nebentueren if eine.tuer == tuer]


def terminart(kennung: str) -> Terminart:
    """The announced kind of appointment; KeyError when no room announces it."""
    arten = {art.kennung: art for raum in raeume() for art in raum.terminarten}
    return arten[kennung]
