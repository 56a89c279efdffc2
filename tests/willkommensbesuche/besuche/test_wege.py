"""Ways through the town, and the promises of the planning for any question whatever."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from willkommensbesuche.besuche.enums import OhneTermin
from willkommensbesuche.besuche.regeln import (
    Kraft,
    Ort,
    Planfall,
    Wege,
    besuche_verteilen,
    ohne_aussicht,
    passende,
)

MONTAG = date(2026, 9, 14)
BUERO = Ort(50.87, 8.02)
# Four districts: two in the north close together, two in the south close together, a fifth without place.
NORD, NORDOST, SUED, SUEDWEST, IRGENDWO = (UUID(int=i) for i in range(1, 6))
ORTE = {
    NORD: Ort(50.93, 8.02),
    NORDOST: Ort(50.93, 8.03),
    SUED: Ort(50.81, 8.02),
    SUEDWEST: Ort(50.81, 8.01),
}


@pytest.mark.parametrize(
    ("eine", "andere", "km"),
    [
        (Ort(50, 8), Ort(50, 8), 0),
        (Ort(50, 8), Ort(51, 8), 111.2),
        (Ort(0, 8), Ort(0, 9), 111.2),
        (Ort(60, 8), Ort(60, 9), 55.6),
    ],
)
def test_entfernungen_stimmen_auf_hundert_meter(eine: Ort, andere: Ort, km: float) -> None:
    assert eine.km(andere) == pytest.approx(km, abs=0.1)


@pytest.mark.parametrize(
    ("stadtteile", "reihenfolge"),
    [
        ([], ()),
        ([SUED], (SUED,)),
        ([SUED, NORD, SUEDWEST, NORDOST], (NORD, NORDOST, SUED, SUEDWEST)),
        ([NORD, NORD], (NORD,)),
    ],
)
def test_der_weg_fuehrt_einmal_herum(stadtteile: list[UUID], reihenfolge: tuple[UUID, ...]) -> None:
    wege = Wege(ORTE, BUERO)
    assert wege.reihenfolge(stadtteile) == reihenfolge
    assert wege.laenge(stadtteile) == wege.laenge(stadtteile[::-1])


def test_ohne_orte_ist_der_kuerzeste_tag_der_mit_den_wenigsten_stadtteilen() -> None:
    wege = Wege({})
    assert wege.laenge([NORD, NORD, None]) == wege.laenge([SUED, NORD]) > wege.laenge([NORD, NORD])


def test_ein_stadtteil_ohne_ort_ist_von_allem_gleich_weit() -> None:
    wege = Wege(ORTE, BUERO)
    assert wege.km(IRGENDWO, NORD) == wege.km(SUED, IRGENDWO) == wege.km(None, NORD) > 0
    assert wege.km(IRGENDWO, IRGENDWO) == 0


def test_viele_stadtteile_an_einem_tag_halten_niemanden_auf() -> None:
    viele = [UUID(int=i) for i in range(10, 22)]
    assert sorted(Wege({}).reihenfolge(viele), key=str) == viele


def _fenster(person: UUID, tag: date, stunden: range) -> list[Fenster]:
    anfaenge = [datetime(tag.year, tag.month, tag.day, stunde, tzinfo=BERLIN) for stunde in stunden]
    return [Fenster(person=person, beginn=beginn, ende=beginn + timedelta(minutes=90)) for beginn in anfaenge]


def _fall(nummer: int, stadtteil: UUID | None) -> Planfall:
    return Planfall(UUID(int=1000 + nummer), stadtteil, "", MONTAG, MONTAG + timedelta(days=4))


def test_nachbarn_kommen_auf_einen_tag_und_in_die_reihenfolge_des_weges() -> None:
    kraft = Kraft(UUID(int=77), frozenset(), frozenset(), 4)
    faelle = [_fall(i, ort) for i, ort in enumerate([NORD, SUED, NORDOST, SUEDWEST, NORD])]
    fenster = [
        f for tag in range(2) for f in _fenster(kraft.person, MONTAG + timedelta(days=tag), range(8, 16, 2))
    ]
    plan = besuche_verteilen(
        faelle, [kraft], fenster, {}, von=MONTAG, bis=MONTAG + timedelta(days=4), wege=Wege(ORTE, BUERO)
    )
    je_tag: dict[date, list[UUID | None]] = defaultdict(list)
    for fall in sorted(faelle, key=lambda fall: plan.termine[fall.fall].beginn):
        je_tag[plan.termine[fall.fall].beginn.date()].append(fall.stadtteil)
    assert sorted(je_tag.values(), key=len) == [[SUED, SUEDWEST], [NORD, NORD, NORDOST]]


def test_wer_anders_kann_macht_platz() -> None:
    """The one who comes first could go to either visitor, the second only to one: both get a date."""
    hier, ueberall = (
        Kraft(UUID(int=1), frozenset({NORD}), frozenset(), 1),
        Kraft(UUID(int=2), frozenset({NORD, SUED}), frozenset(), 1),
    )
    faelle = [_fall(1, NORD), _fall(2, SUED)]
    for reihe in ([hier, ueberall], [ueberall, hier]):
        fenster = [f for kraft in reihe for f in _fenster(kraft.person, MONTAG, range(9, 10))]
        plan = besuche_verteilen(faelle, reihe, fenster, {}, von=MONTAG, bis=MONTAG)
        assert {plan.termine[fall.fall].person for fall in faelle} == {hier.person, ueberall.person}


ORTSWAHL = st.sampled_from([NORD, NORDOST, SUED, SUEDWEST, IRGENDWO, None])
KRAEFTE = st.lists(
    st.builds(
        Kraft,
        person=st.integers(1, 4).map(lambda i: UUID(int=i)),
        stadtteile=st.frozensets(st.sampled_from([NORD, NORDOST, SUED, SUEDWEST]), max_size=3),
        sprachen=st.frozensets(st.sampled_from(["de", "tr"])),
        hoechstens=st.integers(1, 4),
    ),
    max_size=4,
    unique_by=lambda kraft: kraft.person,
)
FAELLE = st.lists(
    st.builds(
        Planfall,
        fall=st.uuids(version=4),
        stadtteil=ORTSWAHL,
        sprache=st.sampled_from(["", "de", "tr", "ar"]),
        von=st.integers(-9, 12).map(lambda i: MONTAG + timedelta(days=i)),
        bis=st.integers(-3, 20).map(lambda i: MONTAG + timedelta(days=i)),
    ),
    max_size=12,
    unique_by=lambda fall: fall.fall,
)
TAGE = st.lists(
    st.tuples(st.integers(1, 5), st.integers(0, 10), st.integers(1, 4)),
    max_size=12,
    unique_by=lambda t: t[:2],
)
VERGEBEN = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(0, 10)), st.lists(ORTSWAHL, max_size=2), max_size=5
)


@settings(max_examples=150, deadline=None)
@given(faelle=FAELLE, kraefte=KRAEFTE, tage=TAGE, vergeben=VERGEBEN, kennt_orte=st.booleans())
def test_keine_planung_bricht_eine_zusage(  # type: ignore[no-untyped-def]
    faelle, kraefte, tage, vergeben, kennt_orte
):
    fenster = [
        eins
        for person, tag, anzahl in tage
        for eins in _fenster(UUID(int=person), MONTAG + timedelta(days=tag), range(8, 8 + 2 * anzahl, 2))
    ]
    gebucht = {
        (UUID(int=person), MONTAG + timedelta(days=tag)): orte for (person, tag), orte in vergeben.items()
    }
    von, bis = MONTAG, MONTAG + timedelta(days=9)
    fenster = [eins for eins in fenster if von <= eins.beginn.date() <= bis]
    wege = Wege(ORTE, BUERO) if kennt_orte else None
    plan = besuche_verteilen(faelle, kraefte, fenster, gebucht, von=von, bis=bis, wege=wege)

    assert plan.termine.keys() | plan.ohne.keys() == {fall.fall for fall in faelle}
    assert not plan.termine.keys() & plan.ohne.keys()
    assert len({(eins.person, eins.beginn) for eins in plan.termine.values()}) == len(plan.termine)
    je_tag = Counter((eins.person, eins.beginn.date()) for eins in plan.termine.values())
    hoechstens = {kraft.person: kraft.hoechstens for kraft in kraefte}
    for (person, tag), anzahl in je_tag.items():
        assert anzahl + len(gebucht.get((person, tag), ())) <= hoechstens[person]
    for fall in faelle:
        eins = plan.termine.get(fall.fall)
        if eins is None:
            continue
        assert eins in fenster
        assert fall.von <= eins.beginn.date() <= fall.bis
        assert eins.person in {kraft.person for kraft in passende(kraefte, fall)}
    frei = Counter((eins.person, eins.beginn.date()) for eins in fenster if eins.person in hoechstens)
    for fall in faelle:  # nobody is left out while a day has room
        if plan.ohne.get(fall.fall) == OhneTermin.KEIN_FENSTER:
            for kraft in passende(kraefte, fall):
                for (person, tag), fensterzahl in frei.items():
                    if person == kraft.person and fall.von <= tag <= fall.bis:
                        platz = min(fensterzahl, kraft.hoechstens - len(gebucht.get((person, tag), ())))
                        assert je_tag[person, tag] >= platz
    nochmal = besuche_verteilen(
        list(reversed(faelle)), kraefte, fenster, gebucht, von=von, bis=bis, wege=wege
    )
    assert nochmal == plan
    # Who has gone without could be told one by one, as the page does, from what is free now.
    genommen = {(eins.person, eins.beginn) for eins in plan.termine.values()}
    ort = {fall.fall: fall.stadtteil for fall in faelle}
    for fall_id, eins in plan.termine.items():
        tag = (eins.person, eins.beginn.date())
        gebucht[tag] = [*gebucht.get(tag, ()), ort[fall_id]]
    offen = [fall for fall in faelle if fall.fall in plan.ohne]
    rest = [eins for eins in fenster if (eins.person, eins.beginn) not in genommen]
    assert ohne_aussicht(offen, kraefte, rest, gebucht, von=von, bis=bis) == plan.ohne
