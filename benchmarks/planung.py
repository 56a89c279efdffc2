"""The planning beside PyVRP: the same weeks with the same constraints, and who drives fewer kilometres."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from benchmarks.messen import Messung
from demonstration.daten import BUERO, KRAEFTE, ORTE
from familienbuero import kalender
from familienbuero.raum import Fenster
from familienbuero.stammdaten.enums import Sprache
from familienbuero.termine.regeln import Dienst, Raster, freie_fenster
from willkommensbesuche.besuche.regeln import Kraft, Ort, Plan, Planfall, Wege, besuche_verteilen, passende

NAMEN = list(ORTE)
WEGE = Wege({UUID(int=i): Ort(*ORTE[name]) for i, name in enumerate(NAMEN, start=1)}, Ort(*BUERO))
STADTTEIL = {name: UUID(int=i) for i, name in enumerate(NAMEN, start=1)}
METER = 1000  # PyVRP counts in whole numbers
MINUTEN_JE_BESUCH = 120  # a window and the way to the next


@dataclass(frozen=True)
class Aufgabe:
    """What is to be planned: families, visitors and their windows."""

    faelle: Sequence[Planfall]
    kraefte: Sequence[Kraft]
    fenster: Sequence[Fenster]
    von: date
    bis: date

    def planen(self) -> Plan:
        return besuche_verteilen(
            self.faelle, self.kraefte, self.fenster, {}, von=self.von, bis=self.bis, wege=WEGE
        )


def woche(nummer: int, *, familien: int = 21) -> Aufgabe:
    """A week of the invented town: its visitors, some days off, families all over the districts."""
    wuerfel = random.Random(nummer)
    montag = kalender.heute() + timedelta(days=28 - kalender.heute().weekday(), weeks=nummer)
    freitag = montag + timedelta(days=4)
    return Aufgabe(
        faelle=[
            _fall(wuerfel, i, montag + timedelta(days=wuerfel.randrange(-20, 3))) for i in range(familien)
        ],
        kraefte=[
            Kraft(
                UUID(int=i),
                frozenset(STADTTEIL[name] for name in kraft.stadtteile),
                frozenset(kraft.sprachen),
                4,
            )
            for i, kraft in enumerate(KRAEFTE, start=1)
        ],
        fenster=_fenster(wuerfel, montag, freitag),
        von=montag,
        bis=freitag,
    )


def _fall(wuerfel: random.Random, nummer: int, von: date) -> Planfall:
    stadtteil = STADTTEIL[wuerfel.choice(NAMEN)]
    sprache = wuerfel.choice(["", "", "", Sprache.TUERKISCH, Sprache.ARABISCH])
    bis = von + timedelta(days=wuerfel.choice([20, 30, 62]))
    return Planfall(UUID(int=nummer + 1), stadtteil, sprache, von, bis)


def _fenster(wuerfel: random.Random, montag: date, freitag: date) -> list[Fenster]:
    dienste = [
        Dienst(UUID(int=i), tag, kraft.von, kraft.bis)
        for i, kraft in enumerate(KRAEFTE, start=1)
        for tag in kraft.tage
        if wuerfel.random() > 0.1
    ]
    return freie_fenster(
        von=montag, bis=freitag, dienste=dienste, fehlzeiten=(), belegt={}, schliesstage=(), raster=Raster()
    )


def km(tage: dict[tuple[UUID, date], list[UUID | None]]) -> float:
    """Kilometres of all days: the order of the way is the shortest for both."""
    return sum(WEGE.laenge(stadtteile) for stadtteile in tage.values())


def tage_des_plans(aufgabe: Aufgabe, plan: Plan) -> dict[tuple[UUID, date], list[UUID | None]]:
    """Districts by visitor and day; fails when a constraint is broken."""
    faelle = {fall.fall: fall for fall in aufgabe.faelle}
    tage: dict[tuple[UUID, date], list[UUID | None]] = {}
    for kennung, fenster in plan.termine.items():
        fall, tag = faelle[kennung], fenster.beginn.date()
        assert fenster in aufgabe.fenster
        assert fall.von <= tag <= fall.bis
        assert fenster.person in {kraft.person for kraft in passende(aufgabe.kraefte, fall)}
        tage.setdefault((fenster.person, tag), []).append(fall.stadtteil)
    assert len({(fenster.person, fenster.beginn) for fenster in plan.termine.values()}) == len(plan.termine)
    assert all(len(stadtteile) <= 4 for stadtteile in tage.values())
    return tage


def pyvrp(
    aufgabe: Aufgabe, faelle: Sequence[Planfall], sekunden: float
) -> dict[tuple[UUID, date], list[UUID | None]]:
    """The same families by PyVRP: a vehicle per visitor and day, as many stops as windows."""
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime

    modell = Model()
    buero = modell.add_location(0, 0)
    depot = modell.add_depot(buero)
    tage = sorted({(eins.person, eins.beginn.date()) for eins in aufgabe.fenster})
    profile = {kraft.person: modell.add_profile() for kraft in aufgabe.kraefte}
    for person, tag in tage:
        fenster = [eins for eins in aufgabe.fenster if (eins.person, eins.beginn.date()) == (person, tag)]
        anfang = (tag - aufgabe.von).days * 1440
        modell.add_vehicle_type(
            1, capacity=min(len(fenster), 4), start_depot=depot, end_depot=depot, tw_early=anfang,
            tw_late=anfang + 1439, profile=profile[person], unit_distance_cost=1,
        )  # fmt: skip
    kunden = [modell.add_location(0, 0) for _ in faelle]
    for kunde, fall in zip(kunden, faelle, strict=True):
        frueh = max(0, (fall.von - aufgabe.von).days) * 1440
        spaet = ((min(fall.bis, aufgabe.bis) - aufgabe.von).days + 1) * 1440 - 1
        modell.add_client(kunde, delivery=1, tw_early=frueh, tw_late=spaet)
    orte: list[tuple[Any, UUID | None]] = [(buero, UUID(int=0))]
    orte += [(kunde, fall.stadtteil) for kunde, fall in zip(kunden, faelle, strict=True)]
    erlaubt = {fall.fall: {kraft.person for kraft in passende(aufgabe.kraefte, fall)} for fall in faelle}
    for person, profil in profile.items():
        for i, (von, ort) in enumerate(orte):
            for j, (nach, ziel) in enumerate(orte):
                if (
                    i != j
                    and (j == 0 or person in erlaubt[faelle[j - 1].fall])
                    and (i == 0 or person in erlaubt[faelle[i - 1].fall])
                ):
                    meter = round(WEGE.km(ort, ziel) * METER)
                    modell.add_edge(von, nach, meter, duration=0, profile=profil)
    loesung = modell.solve(MaxRuntime(sekunden), seed=1, display=False)
    assert loesung.is_feasible()
    gefunden = {}
    for weg in loesung.best.routes():
        gefunden[tage[weg.vehicle_type()]] = [faelle[halt.idx].stadtteil for halt in weg if halt.is_client()]
    return gefunden


def messen(wochen: int, *, sekunden: float = 10) -> Iterator[Messung]:
    """Kilometres and time of single weeks beside PyVRP, then a year of 1,100 families in a loop."""
    wege, zeiten = [], []
    for nummer in range(wochen):
        aufgabe = woche(nummer)
        beginn = time.process_time()
        plan = aufgabe.planen()
        zeiten.append((time.process_time() - beginn, sekunden))
        geplante = [fall for fall in aufgabe.faelle if fall.fall in plan.termine]
        wege.append((km(tage_des_plans(aufgabe, plan)), km(pyvrp(aufgabe, geplante, sekunden))))
    yield Messung("Planung einer Woche, 21 Familien: Wege zu PyVRP", 1.05, tuple(wege), "km")
    yield Messung("Planung einer Woche: Zeit zu PyVRP", 0.05, tuple(zeiten), "s")
    yield Messung(
        "Planung einer Woche, längste Zeit zu 0,5 s", 1, ((max(zeit for zeit, _ in zeiten), 0.5),), "s"
    )
    yield Messung("Planung eines Jahres, 1.100 Familien in 52 Wochen, zu 20 s", 1, ((_jahr(), 20.0),), "s")


def _jahr() -> float:
    beginn = time.process_time()
    for nummer in range(52):
        aufgabe = woche(nummer, familien=22 if nummer % 6 == 0 else 21)
        tage_des_plans(aufgabe, aufgabe.planen())
    return time.process_time() - beginn
