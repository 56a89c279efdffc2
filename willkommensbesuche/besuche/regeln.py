"""What holds for visits: target window, who is invited, and the planning, as pure functions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from familienbuero.raum import Fenster
from familienbuero.stammdaten.regeln import alter_in_monaten
from willkommensbesuche.besuche.enums import Anlass, Ausschlussgrund, OhneTermin


@dataclass(frozen=True)
class Zuzugsgrenzen:
    """Up to which age children who moved in are invited, in completed months at the move.

    § 10a MeldDÜV NRW covers children under two; older ones only with another legal basis.
    """

    nach_10a: int = 24
    hoechstens: int = 36
    andere_rechtsgrundlage: bool = False

    @property
    def grenze(self) -> int:
        return self.hoechstens if self.andere_rechtsgrundlage else min(self.nach_10a, self.hoechstens)


def ausschluss(
    *,
    anlass: str,
    geburtsdaten: Collection[date],
    ereignisdatum: date,
    verstorben: bool,
    weggezogen: bool,
    kein_kontakt: bool,
    grenzen: Zuzugsgrenzen,
) -> Ausschlussgrund | None:
    """Why a reported family is not visited at all.

    Of several children who moved in the youngest counts.
    """
    if verstorben:
        return Ausschlussgrund.VERSTORBEN
    if weggezogen:
        return Ausschlussgrund.WEGZUG
    if kein_kontakt:
        return Ausschlussgrund.WIDERSPRUCH
    zugezogen = anlass == Anlass.ZUZUG and geburtsdaten
    if zugezogen and alter_in_monaten(max(geburtsdaten), ereignisdatum) >= grenzen.grenze:
        return Ausschlussgrund.ALTER
    return None


def entscheidungsgrund(
    *, auskunftssperre: bool, sperrvermerk: bool, vormund_behoerde: bool
) -> Ausschlussgrund | None:
    """Why the head decides on a reported family."""
    if auskunftssperre:
        return Ausschlussgrund.AUSKUNFTSSPERRE
    if sperrvermerk:
        return Ausschlussgrund.SPERRVERMERK
    return Ausschlussgrund.VORMUND if vormund_behoerde else None


def zielfenster(anlass: str, ereignisdatum: date, *, von_tage: int, bis_tage: int) -> tuple[date, date]:
    """First and last day of the visit: `von_tage` to `bis_tage` days after birth or move-in.

    A family that asked by itself is visited as soon as it can be.
    """
    if anlass in (Anlass.EIGENER_WUNSCH, Anlass.SCHWANGERSCHAFT):
        von_tage = 0
    return ereignisdatum + timedelta(days=von_tage), ereignisdatum + timedelta(days=bis_tage)


# --- Planning ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planfall:
    """A checked family that needs a date: its district, language and target window."""

    fall: UUID
    stadtteil: UUID | None
    sprache: str
    von: date
    bis: date


@dataclass(frozen=True)
class Kraft:
    """A visitor as the planning sees her; without districts she goes everywhere."""

    person: UUID
    stadtteile: frozenset[UUID]
    sprachen: frozenset[str]
    hoechstens: int

    def geht_nach(self, stadtteil: UUID | None) -> bool:
        return not self.stadtteile or stadtteil in self.stadtteile


@dataclass
class Besuchstag:
    """One visitor's day: free windows in order, and the districts she is already in."""

    person: UUID
    tag: date
    frei: list[Fenster] = field(default_factory=list)
    stadtteile: list[UUID | None] = field(default_factory=list)


@dataclass
class Plan:
    """Result of the planning: a window per family, or the reason why there is none."""

    termine: dict[UUID, Fenster] = field(default_factory=dict)
    ohne: dict[UUID, OhneTermin] = field(default_factory=dict)


def besuche_verteilen(
    faelle: Sequence[Planfall],
    kraefte: Sequence[Kraft],
    fenster: Iterable[Fenster],
    vergeben: Mapping[tuple[UUID, date], Sequence[UUID | None]],
    *,
    von: date,
    bis: date,
) -> Plan:
    """Give each family a visitor and a window between `von` and `bis`, inside its target window.

    Families whose target window ends first choose first. Each takes the visitor's day that already leads
    into its district, else one that is still empty, else the one with the fewest other districts; of
    equals the earliest week, in it the visitor with the fewest visits so far for her time, then the
    earliest day. `vergeben` are the districts of visits that are booked already, by visitor and day.
    """
    tage = _besuchstage(fenster, vergeben)
    zeit = {person: sum(len(tag.frei) for tag in eigene) for person, eigene in tage.items()}
    besuche: Counter[UUID] = Counter()
    plan = Plan()
    for fall in sorted(faelle, key=lambda fall: (fall.bis, fall.von, str(fall.stadtteil), str(fall.fall))):
        erster, letzter = max(fall.von, von), min(fall.bis, bis)
        if fall.bis < von:
            plan.ohne[fall.fall] = OhneTermin.ZU_SPAET
            continue
        if fall.von > bis:
            plan.ohne[fall.fall] = OhneTermin.ZU_FRUEH
            continue
        moegliche = passende(kraefte, fall)
        if not moegliche:
            plan.ohne[fall.fall] = OhneTermin.KEINE_BESUCHSKRAFT
            continue
        wahl = [
            tag
            for kraft in moegliche
            for tag in tage.get(kraft.person, ())
            if erster <= tag.tag <= letzter and tag.frei and len(tag.stadtteile) < kraft.hoechstens
        ]
        if not wahl:
            plan.ohne[fall.fall] = OhneTermin.KEIN_FENSTER
            continue
        bester = min(
            wahl,
            key=lambda tag: (
                _umweg(tag, fall),
                tag.tag.isocalendar()[:2],
                besuche[tag.person] / zeit[tag.person],
                tag.tag,
                str(tag.person),
            ),
        )
        besuche[bester.person] += 1
        plan.termine[fall.fall] = bester.frei.pop(0)
        bester.stadtteile.append(fall.stadtteil)
    return plan


def _besuchstage(
    fenster: Iterable[Fenster], vergeben: Mapping[tuple[UUID, date], Sequence[UUID | None]]
) -> dict[UUID, list[Besuchstag]]:
    je_tag: dict[tuple[UUID, date], Besuchstag] = {}
    for eins in fenster:
        schluessel = (eins.person, eins.beginn.date())
        tag = je_tag.setdefault(
            schluessel,
            Besuchstag(eins.person, eins.beginn.date(), stadtteile=list(vergeben.get(schluessel, ()))),
        )
        tag.frei.append(eins)
    je_person: dict[UUID, list[Besuchstag]] = defaultdict(list)
    for (person, _), tag in sorted(je_tag.items(), key=lambda eintrag: eintrag[0][1]):
        je_person[person].append(tag)
    return je_person


def passende(kraefte: Sequence[Kraft], fall: Planfall) -> list[Kraft]:
    """Visitors for district and language; where nobody speaks it, an interpreter has to come along."""
    hier = [kraft for kraft in kraefte if kraft.geht_nach(fall.stadtteil)]
    verstehen = [kraft for kraft in hier if fall.sprache in kraft.sprachen]
    return verstehen or hier


def _umweg(tag: Besuchstag, fall: Planfall) -> int:
    """0 for a day that is already in the district, 1 for an empty one, more for each other district."""
    andere = {stadtteil for stadtteil in tag.stadtteile if stadtteil != fall.stadtteil}
    return 0 if tag.stadtteile and not andere else 1 + len(andere)
