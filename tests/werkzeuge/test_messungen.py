"""Measurements do not rot: they run in tiny size where they need no server of their own."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

import benchmarks
from benchmarks import angebote, bestand, briefe, listen, planung, seiten, zahlen
from benchmarks.messen import Messung

THEMEN = {eins.name for eins in iter_modules(benchmarks.__path__)} - {"__main__"}


@pytest.mark.parametrize("thema", sorted(THEMEN))
def test_jede_messung_laesst_sich_laden(thema: str) -> None:
    assert import_module(f"benchmarks.{thema}").__doc__


def test_der_plan_einer_woche_hat_wege() -> None:
    aufgabe = planung.woche(0)
    assert planung.km(planung.tage_des_plans(aufgabe, aufgabe.planen())) > 0


@pytest.mark.django_db(transaction=True)
def test_jede_messung_laeuft_im_kleinen(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    """Each page is opened once, to warm up."""
    gemessen = [*listen.messen(20, runden=1), *angebote.messen(angebote=20, runden=0)]
    bestand.bestand_anlegen(200)
    gemessen += [*seiten.messen(runden=0), *zahlen.messen(seiten.leitung(), runden=0)]
    gemessen.append(briefe.messen(runden=1))
    assert {type(messung) for messung in gemessen} == {Messung}
    assert len(gemessen) >= 40
