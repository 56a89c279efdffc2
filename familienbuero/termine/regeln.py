"""Windows in time and the codes of the letters, as pure functions."""

import hashlib
import hmac
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from familienbuero.kalender.regeln import besuchstage, tage
from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster

# 32 letters and digits that are not mistaken for one another (no 0 O 1 I), upper case.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
KENNUNG_LAENGE = 4
GEHEIM_LAENGE = 8
# Tries before the code page refuses, counted in the database (docs/adr/0008-codes.md).
JE_ADRESSE_UND_STUNDE = 20
JE_KENNUNG_UND_TAG = 10
JE_MINUTE = 600


@dataclass(frozen=True, kw_only=True)
class Grenzen:
    """How often something may be tried at a public page; what is counted `wo` counts nowhere else."""

    wo: str
    je_adresse_und_stunde: int = JE_ADRESSE_UND_STUNDE
    je_kennung_und_tag: int = JE_KENNUNG_UND_TAG
    je_minute: int = JE_MINUTE


CODESEITE = Grenzen(wo="termin")


@dataclass(frozen=True)
class Raster:
    """How a day of service is cut: windows of `minuten`, between them `weg` minutes for the way."""

    minuten: int = 90
    weg: int = 30


@dataclass(frozen=True)
class Dienst:
    """A span of service on one day of the week (0 = Monday)."""

    person: UUID
    wochentag: int
    von: time
    bis: time


@dataclass(frozen=True)
class Fehlzeit:
    """Days on which a person is away, both included."""

    person: UUID
    von: date
    bis: date


def fenster_des_tages(tag: date, dienst: Dienst, raster: Raster) -> Iterator[Fenster]:
    """The windows of one span of service on one day, in wall-clock time of Berlin."""
    beginn = datetime.combine(tag, dienst.von)
    schluss = datetime.combine(tag, dienst.bis)
    while beginn + timedelta(minutes=raster.minuten) <= schluss:
        ende = beginn + timedelta(minutes=raster.minuten)
        yield Fenster(
            person=dienst.person, beginn=beginn.replace(tzinfo=BERLIN), ende=ende.replace(tzinfo=BERLIN)
        )
        beginn = ende + timedelta(minutes=raster.weg)


def freie_fenster(
    *,
    von: date,
    bis: date,
    dienste: Sequence[Dienst],
    fehlzeiten: Sequence[Fehlzeit],
    belegt: Mapping[UUID, Collection[tuple[datetime, datetime]]],
    schliesstage: Collection[date],
    raster: Raster,
) -> list[Fenster]:
    """Windows of service that are free: no weekend, holiday, closing day, absence or appointment.

    `belegt` maps a person to its appointments (beginn, ende). Between two appointments lies at least
    the way. Where two spans of service overlap, the earlier window counts. Sorted by time.
    """
    weg = timedelta(minutes=raster.weg)
    besetzt = _nach_tagen(belegt, weg)
    frei: list[Fenster] = []
    for tag in besuchstage(von, bis, schliesstage):
        for dienst in dienste:
            if dienst.wochentag != tag.weekday() or _ist_fort(dienst.person, tag, fehlzeiten):
                continue
            for fenster in fenster_des_tages(tag, dienst, raster):
                termine = besetzt.get((dienst.person, tag), ())
                if all(fenster.ende + weg <= a or b + weg <= fenster.beginn for a, b in termine):
                    frei.append(fenster)
    letztes: dict[UUID, datetime] = {}
    ohne_ueberschneidung = []
    for fenster in sorted(frei, key=lambda fenster: (fenster.beginn, str(fenster.person))):
        if fenster.beginn >= letztes.get(fenster.person, fenster.beginn):
            letztes[fenster.person] = fenster.ende
            ohne_ueberschneidung.append(fenster)
    return ohne_ueberschneidung


def _nach_tagen(
    belegt: Mapping[UUID, Collection[tuple[datetime, datetime]]], weg: timedelta
) -> dict[tuple[UUID, date], list[tuple[datetime, datetime]]]:
    """Appointments by the days that they touch with the ways around them; a window is asked about its own."""
    besetzt: dict[tuple[UUID, date], list[tuple[datetime, datetime]]] = defaultdict(list)
    for person, termine in belegt.items():
        for beginn, ende in termine:
            erster, letzter = (beginn - weg).astimezone(BERLIN).date(), (ende + weg).astimezone(BERLIN).date()
            for tag in tage(erster, letzter):
                besetzt[person, tag].append((beginn, ende))
    return besetzt


def _ist_fort(person: UUID, tag: date, fehlzeiten: Iterable[Fehlzeit]) -> bool:
    return any(fort.person == person and fort.von <= tag <= fort.bis for fort in fehlzeiten)


def code_wuerfeln() -> str:
    """A new code: 12 characters of a 32-letter alphabet, 60 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KENNUNG_LAENGE + GEHEIM_LAENGE))


def code_lesen(eingabe: str) -> str:
    """What a family typed, in the form in which codes are kept; "" when it cannot be one.

    Lower case, blanks and hyphens are forgiven. No code contains 0, O, 1 or I: whoever types one of them
    has misread another character, and which one cannot be told.
    """
    code = "".join(zeichen for zeichen in eingabe.upper() if zeichen.isalnum())
    gueltig = len(code) == KENNUNG_LAENGE + GEHEIM_LAENGE and all(zeichen in ALPHABET for zeichen in code)
    return code if gueltig else ""


def code_schreiben(code: str) -> str:
    """A code as it is printed: 7KQF-2M9X-HT4W."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def token_wuerfeln() -> str:
    """A secret for an address: 128 bits, 22 characters that may stand there."""
    return secrets.token_urlsafe(16)


def token_abdruck(token: str) -> str:
    """What is kept of such a secret; it is random enough that no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def abdruck(geheim: str, schluessel: bytes) -> str:
    """Hash of the secret part of a code, keyed with a key that is not in the database."""
    return hmac.new(schluessel, geheim.encode(), hashlib.sha256).hexdigest()
