"""Small numbers do not leave the office."""

import pytest
from django.template.loader import render_to_string

from familienbuero.schreiben.diagramm import saeulendiagramm, teilung
from statistik.kennzahlen.bericht import Zeile
from statistik.kennzahlen.regeln import (
    bekannte_unterdruecken,
    quote,
    spalten_unterdruecken,
    unterdruecken,
)


@pytest.mark.parametrize(
    ("werte", "gezeigt"),
    [
        ([10, 0, 7], [10, 0, 7]),
        ([10, 4, 3], [10, None, None]),
        ([10, 4, 7], [10, None, None]),  # one hidden number could be computed from the sum
        ([4, 0, 0], [None, 0, 0]),
        ([5], [5]),
        ([], []),
    ],
)
def test_kleine_zahlen_werden_verborgen_und_lassen_sich_nicht_ausrechnen(
    werte: list[int], gezeigt: list[int | None]
) -> None:
    assert unterdruecken(werte, 5) == gezeigt


@pytest.mark.parametrize(
    ("werte", "texte"),
    [
        ([1200, None, 900], ["1.200", "–", "900"]),
        ([1200, None, 2, 900], ["1.200", "–", "nicht gezeigt", "nicht gezeigt"]),
        ([None, 2], ["–", "nicht gezeigt"]),
        ([0, None], ["0", "–"]),
        ([], []),
    ],
)
def test_was_niemand_weiss_ist_nicht_null_und_verbirgt_nichts(
    werte: list[int | None], texte: list[str]
) -> None:
    assert bekannte_unterdruecken(werte, 3) == texte


@pytest.mark.parametrize(("teil", "ganzes", "prozent"), [(1, 3, 33.3), (0, 5, 0.0), (1, 0, None)])
def test_quote_in_prozent(teil: int, ganzes: int, prozent: float | None) -> None:
    assert quote(teil, ganzes) == prozent


@pytest.mark.parametrize(
    ("groesster", "stufen"),
    [(0, [0, 0]), (1, [0, 1]), (4, [0, 1, 2, 3, 4]), (7, [0, 2, 4, 6, 8]), (104, [0, 50, 100, 150])],
)
def test_netz_des_diagramms_hat_runde_stufen(groesster: int, stufen: list[int]) -> None:
    assert teilung(groesster) == stufen or groesster == 0


def test_hoechste_saeule_bleibt_im_bild_und_leeres_diagramm_geht() -> None:
    diagramm = saeulendiagramm("t", "b", [("Jan", 97, 80), ("Feb", 0, 0)])
    assert min(gruppe.umriss.y for gruppe in diagramm.gruppen if gruppe.umriss) >= 12
    assert saeulendiagramm("t", "b", []).gruppen == ()


def test_fuer_eine_verborgene_zahl_bleibt_im_diagramm_eine_luecke_null_ist_keine() -> None:
    (gruppe,) = saeulendiagramm("t", "b", [("Jan", None, 0)]).gruppen
    assert gruppe.umriss is None
    assert gruppe.gefuellt is not None
    html = render_to_string(
        "bausteine/saeulen.html", {"diagramm": saeulendiagramm("t", "b", [("J", None, 2)])}
    )
    assert html.count("<rect") == 1


def test_eine_grosse_zahl_die_eine_kleine_schuetzt_heisst_nicht_klein() -> None:
    (zeile, *_) = spalten_unterdruecken([{"geplant": 81}, {"geplant": 2}, {"geplant": 90}], ["geplant"], 3)
    assert Zeile("Geburt", (zeile["geplant"], 1234)).texte == ("nicht gezeigt", "1.234")
