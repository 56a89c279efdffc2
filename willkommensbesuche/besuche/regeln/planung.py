"""The planning of a period, week by week: who is visited, by whom and on which day, and at what time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from familienbuero.raum import Fenster
from willkommensbesuche.besuche.enums import OhneTermin
from willkommensbesuche.besuche.regeln.buendeln import Besuchstag, Wunsch, unterbringen, wege_verkuerzen
from willkommensbesuche.besuche.regeln.wege import Wege


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
    wege: Wege | None = None,
) -> Plan:
    """Give each family a visitor and a window between `von` and `bis`, inside its target window.

    The weeks are filled one after the other. Where not all fit, those come first whose target window ends
    first. Within the week the families are then put together so that the visitors' days are short, and of
    equally short days the one of the visitor with the fewest visits for her time is taken. `vergeben` are
    the districts of visits that are booked already, by visitor and day. The same question gets the same
    answer.
    """
    plan, wege = Plan(), wege or Wege({})
    offen = []
    for fall in sorted(faelle, key=lambda fall: (fall.bis, fall.von, str(fall.stadtteil), str(fall.fall))):
        wunsch = _wunsch(fall, kraefte, von, bis)
        if isinstance(wunsch, OhneTermin):
            plan.ohne[fall.fall] = wunsch
        else:
            offen.append(wunsch)
    hoechstens = {kraft.person: kraft.hoechstens for kraft in kraefte}
    tage = _besuchstage(fenster, vergeben, hoechstens)
    zeit = Counter[UUID]()
    for tag in tage:
        zeit[tag.person] += tag.platz
    besuche = Counter[UUID]()
    for woche in _wochen(tage):
        woche.sort(key=lambda tag: (besuche[tag.person] / zeit[tag.person], tag.tag, str(tag.person)))
        unterbringen(woche, offen, wege)
        wege_verkuerzen(woche, wege)
        for tag in woche:
            besuche[tag.person] += len(tag.wuensche)
            plan.termine.update(tag.termine(wege))
        offen = [wunsch for wunsch in offen if wunsch.fall not in plan.termine]
    plan.ohne.update((wunsch.fall, OhneTermin.KEIN_FENSTER) for wunsch in offen)
    return plan


def ohne_aussicht(
    faelle: Iterable[Planfall],
    kraefte: Sequence[Kraft],
    fenster: Iterable[Fenster],
    vergeben: Mapping[tuple[UUID, date], Sequence[UUID | None]],
    *,
    von: date,
    bis: date,
) -> dict[UUID, OhneTermin]:
    """Families that a planning of this period could give no date, with the reason; each is looked at alone.

    Whoever competes for the last window is not among them until somebody has got it. After a planning these
    are all that have gone without, since it leaves nobody out while a day has room.
    """
    tage = _besuchstage(fenster, vergeben, {kraft.person: kraft.hoechstens for kraft in kraefte})
    gruende = {}
    for fall in faelle:
        wunsch = _wunsch(fall, kraefte, von, bis)
        if isinstance(wunsch, OhneTermin):
            gruende[fall.fall] = wunsch
        elif not any(tag.passt(wunsch) for tag in tage):
            gruende[fall.fall] = OhneTermin.KEIN_FENSTER
    return gruende


def _wunsch(fall: Planfall, kraefte: Sequence[Kraft], von: date, bis: date) -> Wunsch | OhneTermin:
    """By whom and when a family may be visited within a period, or why it cannot be."""
    moegliche = passende(kraefte, fall)
    if fall.bis < von:
        return OhneTermin.ZU_SPAET
    if fall.von > bis:
        return OhneTermin.ZU_FRUEH
    if not moegliche:
        return OhneTermin.KEINE_BESUCHSKRAFT
    personen = frozenset(kraft.person for kraft in moegliche)
    return Wunsch(fall.fall, fall.stadtteil, personen, max(fall.von, von), min(fall.bis, bis))


def _besuchstage(
    fenster: Iterable[Fenster],
    vergeben: Mapping[tuple[UUID, date], Sequence[UUID | None]],
    hoechstens: Mapping[UUID, int],
) -> list[Besuchstag]:
    """The days on which somebody can still be visited, in their order."""
    frei: dict[tuple[date, UUID], list[Fenster]] = defaultdict(list)
    for eins in fenster:
        if eins.person in hoechstens:
            frei[eins.beginn.date(), eins.person].append(eins)
    tage = []
    for (am, person), eigene in sorted(frei.items()):
        gebucht = tuple(vergeben.get((person, am), ()))
        platz = min(len(eigene), hoechstens[person] - len(gebucht))
        if platz > 0:
            tage.append(Besuchstag(person, am, tuple(eigene), gebucht, platz))
    return tage


def _wochen(tage: Iterable[Besuchstag]) -> list[list[Besuchstag]]:
    je_woche: dict[tuple[int, int], list[Besuchstag]] = defaultdict(list)
    for tag in tage:
        je_woche[tag.tag.isocalendar()[:2]].append(tag)
    return list(je_woche.values())


def passende(kraefte: Sequence[Kraft], fall: Planfall) -> list[Kraft]:
    """Visitors for district and language; where nobody speaks it, an interpreter has to come along."""
    hier = [kraft for kraft in kraefte if kraft.geht_nach(fall.stadtteil)]
    verstehen = [kraft for kraft in hier if fall.sprache in kraft.sprachen]
    return verstehen or hier
