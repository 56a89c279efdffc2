"""Rules of visits: who is visited, when, and how a plan is made."""

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from willkommensbesuche.besuche.enums import ANSTEHEND, Anlass, Ausschlussgrund, BesuchStatus, OhneTermin
from willkommensbesuche.besuche.regeln import (
    Kraft,
    Planfall,
    Zuzugsgrenzen,
    ausschluss,
    besuche_verteilen,
    entscheidungsgrund,
    zielfenster,
)

ZUZUG = date(2026, 9, 1)
MIT_GRUNDLAGE = Zuzugsgrenzen(andere_rechtsgrundlage=True)


@pytest.mark.parametrize(
    ("geboren", "grenzen", "grund"),
    [
        (date(2024, 9, 2), Zuzugsgrenzen(), None),  # 23 months
        (date(2024, 9, 1), Zuzugsgrenzen(), Ausschlussgrund.ALTER),  # 24 months: § 10a ends
        (date(2024, 9, 1), MIT_GRUNDLAGE, None),
        (date(2023, 9, 2), MIT_GRUNDLAGE, None),  # 35 months
        (date(2023, 9, 1), MIT_GRUNDLAGE, Ausschlussgrund.ALTER),
    ],
)
def test_zugezogene_kinder_werden_bis_zur_altersgrenze_besucht(
    geboren: date, grenzen: Zuzugsgrenzen, grund: Ausschlussgrund | None
) -> None:
    assert (
        ausschluss(
            anlass=Anlass.ZUZUG, geburtsdaten=[geboren], ereignisdatum=ZUZUG,
            verstorben=False, weggezogen=False, kein_kontakt=False, grenzen=grenzen,
        )
        == grund
    )  # fmt: skip


def test_von_geschwistern_zaehlt_das_juengste() -> None:
    geburtsdaten = [date(2020, 1, 1), date(2026, 1, 1)]
    assert (
        ausschluss(
            anlass=Anlass.ZUZUG, geburtsdaten=geburtsdaten, ereignisdatum=ZUZUG,
            verstorben=False, weggezogen=False, kein_kontakt=False, grenzen=Zuzugsgrenzen(),
        )
        is None
    )  # fmt: skip


def test_tod_geht_vor_wegzug() -> None:
    assert (
        ausschluss(
            anlass=Anlass.GEBURT, geburtsdaten=[ZUZUG], ereignisdatum=ZUZUG,
            verstorben=True, weggezogen=True, kein_kontakt=True, grenzen=Zuzugsgrenzen(),
        )
        == Ausschlussgrund.VERSTORBEN
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sperre", "vermerk", "vormund", "grund"),
    [
        (True, True, True, Ausschlussgrund.AUSKUNFTSSPERRE),
        (False, True, False, Ausschlussgrund.SPERRVERMERK),
        (False, False, True, Ausschlussgrund.VORMUND),
        (False, False, False, None),
    ],
)
def test_ueber_sperren_und_vormund_entscheidet_die_leitung(
    sperre: bool, vermerk: bool, vormund: bool, grund: Ausschlussgrund | None
) -> None:
    assert entscheidungsgrund(auskunftssperre=sperre, sperrvermerk=vermerk, vormund_behoerde=vormund) == grund


@pytest.mark.parametrize(
    ("anlass", "erster"), [(Anlass.GEBURT, 28), (Anlass.ZUZUG, 28), (Anlass.EIGENER_WUNSCH, 0)]
)
def test_zielfenster_zaehlt_tage_ab_dem_anlass(anlass: Anlass, erster: int) -> None:
    assert zielfenster(anlass, ZUZUG, von_tage=28, bis_tage=90) == (
        ZUZUG + timedelta(days=erster),
        ZUZUG + timedelta(days=90),
    )


def test_jeder_stand_hat_eine_karte_und_niemand_bleibt_haengen() -> None:
    assert all(isinstance(status.danach, frozenset) for status in BesuchStatus)
    erreichbar, neu = set(), {BesuchStatus.GEMELDET}
    while neu - erreichbar:
        erreichbar |= neu
        neu = {ziel for status in erreichbar for ziel in status.danach}
    assert erreichbar == set(BesuchStatus)
    assert all(BesuchStatus.ABGESAGT in status.danach for status in ANSTEHEND)


# --- Planning ----------------------------------------------------------------------------------------

HIER, DORT = uuid4(), uuid4()
EINE, ANDERE = UUID(int=1), UUID(int=2)
MONTAG = date(2026, 9, 14)


def _kraft(
    person: UUID,
    *,
    stadtteile: tuple[UUID, ...] = (),
    sprachen: tuple[str, ...] = ("de",),
    hoechstens: int = 4,
) -> Kraft:
    return Kraft(person, frozenset(stadtteile), frozenset(sprachen), hoechstens)


def _fall(
    stadtteil: UUID = HIER, *, sprache: str = "", von: date = MONTAG, bis: date = MONTAG + timedelta(days=30)
) -> Planfall:
    return Planfall(uuid4(), stadtteil, sprache, von, bis)


def _fenster(person: UUID, tag: date, *stunden: int) -> list[Fenster]:
    anfaenge = [datetime(tag.year, tag.month, tag.day, stunde, tzinfo=BERLIN) for stunde in stunden]
    return [Fenster(person=person, beginn=beginn, ende=beginn + timedelta(minutes=90)) for beginn in anfaenge]


def _planen(faelle: list[Planfall], kraefte: list[Kraft], fenster: list[Fenster]):  # type: ignore[no-untyped-def]
    return besuche_verteilen(faelle, kraefte, fenster, {}, von=MONTAG, bis=MONTAG + timedelta(days=60))


def test_ein_stadtteil_wird_an_einem_tag_gebuendelt() -> None:
    faelle = [_fall(HIER), _fall(DORT), _fall(HIER), _fall(DORT)]
    fenster = _fenster(EINE, MONTAG, 9, 11, 14) + _fenster(EINE, MONTAG + timedelta(days=1), 9, 11, 14)
    plan = _planen(faelle, [_kraft(EINE)], fenster)
    tage = {fall.fall: plan.termine[fall.fall].beginn.date() for fall in faelle}
    assert tage[faelle[0].fall] == tage[faelle[2].fall] != tage[faelle[1].fall] == tage[faelle[3].fall]


def test_wessen_zielfenster_zuerst_endet_waehlt_zuerst() -> None:
    eilig, geduldig = _fall(bis=MONTAG), _fall()
    plan = _planen([geduldig, eilig], [_kraft(EINE)], _fenster(EINE, MONTAG, 9))
    assert set(plan.termine) == {eilig.fall}
    assert plan.ohne == {geduldig.fall: OhneTermin.KEIN_FENSTER}


def test_sprache_waehlt_die_besuchskraft_aber_eine_ungesprochene_schliesst_niemanden_aus() -> None:
    tuerkisch, arabisch = _fall(sprache="tr"), _fall(sprache="ar")
    fenster = _fenster(EINE, MONTAG, 9) + _fenster(ANDERE, MONTAG, 9)
    plan = _planen([tuerkisch, arabisch], [_kraft(EINE), _kraft(ANDERE, sprachen=("tr",))], fenster)
    assert plan.termine[tuerkisch.fall].person == ANDERE
    assert plan.termine[arabisch.fall].person == EINE


@pytest.mark.parametrize(
    ("fall", "grund"),
    [
        (_fall(von=MONTAG - timedelta(days=60), bis=MONTAG - timedelta(days=1)), OhneTermin.ZU_SPAET),
        (_fall(von=MONTAG + timedelta(days=61), bis=MONTAG + timedelta(days=99)), OhneTermin.ZU_FRUEH),
        (_fall(DORT), OhneTermin.KEINE_BESUCHSKRAFT),
        (_fall(HIER, von=MONTAG + timedelta(days=1)), OhneTermin.KEIN_FENSTER),
    ],
)
def test_ohne_termin_steht_der_grund(fall: Planfall, grund: OhneTermin) -> None:
    plan = _planen([fall], [_kraft(EINE, stadtteile=(HIER,))], _fenster(EINE, MONTAG, 9))
    assert plan.ohne == {fall.fall: grund}


def test_niemand_macht_mehr_besuche_am_tag_als_vereinbart() -> None:
    faelle = [_fall() for _ in range(3)]
    plan = _planen(faelle, [_kraft(EINE, hoechstens=2)], _fenster(EINE, MONTAG, 8, 10, 12))
    assert len(plan.termine) == 2


def test_besuche_verteilen_sich_auf_alle_die_zeit_haben() -> None:
    faelle = [_fall(uuid4()) for _ in range(8)]  # each in a district of its own: nothing to bundle
    tage = [MONTAG + timedelta(days=i) for i in range(5)]
    fenster = [eins for person in (EINE, ANDERE) for tag in tage for eins in _fenster(person, tag, 9, 11)]
    plan = _planen(faelle, [_kraft(EINE), _kraft(ANDERE)], fenster)
    assert sorted(Counter(eins.person for eins in plan.termine.values()).values()) == [4, 4]
