"""Ways through the town: how far it is from district to district, and in which order to go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, permutations
from uuid import UUID

from familienbuero.stammdaten.regeln import kilometer

# A district whose place nobody has entered is taken to be this far from everything.
FREMD_KM = 5.0
# As many districts of a day are tried in every order; of more the nearest comes next.
JEDE_REIHENFOLGE = 6
# A district, None for families without one. `BUERO` is where each day begins and ends.
Stopp = UUID | None
BUERO = UUID(int=0)


@dataclass(frozen=True)
class Ort:
    """A place on the map, in degrees."""

    breite: float
    laenge: float

    def km(self, anderer: "Ort") -> float:
        """As the crow flies; exact enough within a town."""
        return kilometer((self.breite, self.laenge), (anderer.breite, anderer.laenge))


class Wege:
    """Distances between districts, and the shortest day through some of them.

    Every day begins and ends at the office. Without any place known all districts are equally far from one
    another, so that the shortest way is the one with the fewest districts in a day.
    """

    def __init__(self, orte: Mapping[UUID, Ort], buero: Ort | None = None) -> None:
        self._orte = dict(orte)
        if buero:
            self._orte[BUERO] = buero
        self._km = cache(self._entfernung)
        self._rundweg = cache(self._kuerzester)

    def km(self, von: Stopp, nach: Stopp) -> float:
        """From one district to another."""
        return self._km(von, nach)

    def laenge(self, stadtteile: Collection[Stopp]) -> float:
        """Kilometres of the shortest day through these districts."""
        return self._rundweg(frozenset(stadtteile))[0]

    def reihenfolge(self, stadtteile: Collection[Stopp]) -> tuple[Stopp, ...]:
        """The districts in the order of the shortest day."""
        return self._rundweg(frozenset(stadtteile))[1]

    def _entfernung(self, von: Stopp, nach: Stopp) -> float:
        if von == nach and von is not None:
            return 0.0
        orte = self._orte.get(von or BUERO), self._orte.get(nach or BUERO)
        if von is None or nach is None or not (orte[0] and orte[1]):
            return FREMD_KM
        return orte[0].km(orte[1])

    def _kuerzester(self, stadtteile: frozenset[Stopp]) -> tuple[float, tuple[Stopp, ...]]:
        alle = sorted(stadtteile, key=str)  # the same answer for the same question
        if len(alle) > JEDE_REIHENFOLGE:
            return self._der_naechste_zuerst(alle)
        folgen = ((round(self._tour(folge), 3), folge) for folge in permutations(alle))  # whole metres
        return min(folgen, key=lambda weg: weg[0])

    def _der_naechste_zuerst(self, offen: list[Stopp]) -> tuple[float, tuple[Stopp, ...]]:
        folge: list[Stopp] = []
        hier: Stopp = BUERO
        while offen:
            hier = min(offen, key=lambda stadtteil: self.km(hier, stadtteil))
            offen.remove(hier)
            folge.append(hier)
        return self._tour(tuple(folge)), tuple(folge)

    def _tour(self, folge: tuple[Stopp, ...]) -> float:
        stationen = (BUERO, *folge, BUERO) if folge else ()
        return sum(self.km(von, nach) for von, nach in pairwise(stationen))
