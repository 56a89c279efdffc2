"""Forms without a sign-in: machines are kept out, and a person who is taken for one loses nothing."""

import time
from collections.abc import Callable

import pytest
from django import forms
from django.core import signing
from django.http import QueryDict

from familienbuero.oeffentlich import HOECHSTENS_SEKUNDEN, MINDESTENS_SEKUNDEN, OeffentlichesFormular, stempel


class Probe(OeffentlichesFormular):
    frage = forms.CharField()


def ausgefuellt(**mehr: str) -> Probe:
    daten = QueryDict(mutable=True)
    daten.update({"frage": "Wann?", "webseite": "", "stempel": vor(MINDESTENS_SEKUNDEN + 1), **mehr})
    return Probe(daten)


def vor(sekunden: float) -> str:
    return stempel(time.time() - sekunden)


def test_ein_mensch_kommt_durch_und_vom_schutz_bleibt_nichts_uebrig():
    formular = ausgefuellt()
    assert formular.is_valid()
    assert formular.cleaned_data == {"frage": "Wann?"}


@pytest.mark.parametrize(
    ("schutz", "satz"),
    [
        (lambda: {"stempel": vor(0)}, "sehr schnell"),
        (lambda: {"stempel": vor(HOECHSTENS_SEKUNDEN + 60)}, "lange offen"),
        (lambda: {"stempel": ""}, "lange offen"),
        (lambda: {"stempel": vor(60)[:-1]}, "lange offen"),
        (lambda: {"stempel": signing.Signer(salt="anderswo").sign("0")}, "lange offen"),
        (lambda: {"webseite": "https://werbung.example"}, "noch einmal"),
    ],
)
def test_was_nach_maschine_aussieht_wird_noch_einmal_gebeten(schutz: Callable[[], dict[str, str]], satz: str):
    formular = ausgefuellt(**schutz())
    assert not formular.is_valid()
    assert satz in formular.non_field_errors()[0]
    wieder = {name: formular[name].value() for name in formular.fields}
    assert wieder["frage"] == "Wann?"
    # Sent again at once, it can only be too fast: trap and stamp are right again.
    saetze = ausgefuellt(**wieder).non_field_errors()
    assert not saetze or "sehr schnell" in saetze[0]
