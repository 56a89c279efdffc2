"""Places, waiting lists and counted heads, as plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from netzwerk.angebote.enums import HALTEND, Anmeldungsstand
from netzwerk.angebote.regeln import (
    ANMELDEN,
    BEDENKZEIT,
    HOECHSTENS_GEZAEHLT,
    Koepfe,
    antwortfrist,
    rueckt_nach,
)

JETZT = datetime(2026, 9, 7, 12, tzinfo=UTC)
S = Anmeldungsstand


@pytest.mark.parametrize(
    ("beginnt_in", "ohne_termin", "frist_in"),
    [
        (timedelta(days=9), False, BEDENKZEIT),
        (timedelta(hours=48), False, BEDENKZEIT),
        (timedelta(hours=5), False, timedelta(hours=5)),
        (None, False, None),
        (None, True, BEDENKZEIT),
    ],
)
def test_wer_nachrueckt_hat_zwei_tage_oder_bis_es_beginnt(
    beginnt_in: timedelta | None, ohne_termin: bool, frist_in: timedelta | None
) -> None:
    beginn = beginnt_in and JETZT + beginnt_in
    assert antwortfrist(JETZT, beginn, ohne_termin=ohne_termin) == (frist_in and JETZT + frist_in)


@pytest.mark.parametrize(
    ("frei", "wartende", "nach"),
    [
        (0, [("a", 1)], []),
        (1, [], []),
        (1, [("a", 1), ("b", 1)], ["a"]),
        (2, [("a", 1), ("b", 1), ("c", 1)], ["a", "b"]),
        (1, [("zwillinge", 2), ("b", 1)], ["b"]),
        (3, [("zwillinge", 2), ("b", 1), ("c", 1)], ["zwillinge", "b"]),
        (4, [("a", 3), ("b", 2), ("c", 1)], ["a", "c"]),
    ],
)
def test_der_reihe_nach_und_kein_platz_bleibt_leer(
    frei: int, wartende: list[tuple[str, int]], nach: list[str]
) -> None:
    assert rueckt_nach(frei, wartende) == nach


@pytest.mark.parametrize(
    ("vorher", "feld", "schritt", "nachher"),
    [
        (Koepfe(), "kinder", 1, Koepfe(kinder=1)),
        (Koepfe(), "kinder", -1, Koepfe()),
        (Koepfe(), "erstmals", 1, Koepfe()),
        (Koepfe(erwachsene=1), "erstmals", 1, Koepfe(erwachsene=1, erstmals=1)),
        (Koepfe(erwachsene=1, erstmals=1), "erwachsene", -1, Koepfe()),
        (Koepfe(kinder=HOECHSTENS_GEZAEHLT), "kinder", 1, Koepfe(kinder=HOECHSTENS_GEZAEHLT)),
    ],
)
def test_getippt_wird_nie_weniger_als_niemand(
    vorher: Koepfe, feld: str, schritt: int, nachher: Koepfe
) -> None:
    assert vorher.mit(feld, schritt) == nachher


def test_jeder_stand_weiss_was_nach_ihm_kommt_und_jeder_wird_erreicht() -> None:
    erreicht = {nach for stand in S for nach in stand.danach}
    assert set(S) - erreicht == {S.ANGEFRAGT}
    assert {S.BESTAETIGT, S.NACHGERUECKT, S.TEILGENOMMEN, S.NICHT_ERSCHIENEN} == HALTEND


def test_wer_plaetze_hortet_kommt_in_einer_stunde_nicht_ueber_zehn() -> None:
    assert (ANMELDEN.je_adresse_und_stunde, ANMELDEN.je_kennung_und_tag) == (10, 5)
