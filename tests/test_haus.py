"""The house as a whole: what every room must keep, asked of all rooms at once."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from familienbuero.celery import app
from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.raum import raeume

# What a row must not say about itself: its text ends up in logs, errors and mails.
HEIKEL = {
    Datenklasse.PERSON,
    Datenklasse.ANSCHRIFT,
    Datenklasse.KONTAKT,
    Datenklasse.SPERRE,
    Datenklasse.FREITEXT,
    Datenklasse.BESCHAEFTIGTE,
}
MERKWORT, MERKTAG, HARMLOS = "Merkwürdig", date(1987, 6, 5), date(2020, 2, 2)
# Rows of which there is exactly one.
EINZELNE = {"Kommune", "Besuchsregeln"}
TECHNISCHE = (UUIDConverter, IntConverter, StringConverter, SlugConverter)


def modelle() -> list[type[models.Model]]:
    return [
        modell for modell in apps.get_models() if modell.__module__.partition(".models")[0] in settings.RAEUME
    ]


MODELLE = modelle()
klassen_je_raum = {raum.name: raum.datenklassen for raum in raeume()}


def felder(modell: type[models.Model]) -> list[str]:
    """Own fields of a model, those of its bases and to many rows as well, but none that others point with."""
    return [feld.name for feld in (*modell._meta.fields, *modell._meta.many_to_many)]


def klassen(modell: type[models.Model]) -> dict[str, str]:
    """Field -> data class, as the room announces it."""
    angesagt = klassen_je_raum[modell._meta.app_label].get(modell.__name__, {})
    return {feld: klasse for klasse, namen in angesagt.items() for feld in namen}


def test_das_haus_hat_raeume_und_modelle():
    assert len(MODELLE) >= 24
    assert sum(len(felder(modell)) for modell in MODELLE) >= 190


def test_jeder_raum_mit_zeilen_sagt_was_er_ist():
    mit_modellen = {modell.__module__.partition(".models")[0] for modell in MODELLE}
    assert [name for name in mit_modellen if not find_spec(f"{name}.raum")] == []
    assert {raum.name for raum in raeume()} <= {name.rpartition(".")[2] for name in settings.RAEUME}


@pytest.mark.parametrize("modell", MODELLE, ids=lambda modell: modell.__name__)
def test_jedes_feld_hat_genau_eine_datenklasse(modell: type[models.Model]):
    angesagt = klassen_je_raum[modell._meta.app_label].get(modell.__name__, {})
    genannt = Counter(feld for namen in angesagt.values() for feld in namen)
    assert genannt == Counter(felder(modell))
    assert set(angesagt) <= set(Datenklasse.values)


def test_keine_datenklasse_gehoert_zu_einem_modell_das_es_nicht_gibt():
    vorhanden = {(modell._meta.app_label, modell.__name__) for modell in MODELLE}
    genannt = {(raum, name) for raum, angesagt in klassen_je_raum.items() for name in angesagt}
    assert genannt == vorhanden


@pytest.mark.parametrize("modell", MODELLE, ids=lambda modell: modell.__name__)
def test_der_text_einer_zeile_verraet_niemanden(modell: type[models.Model]):
    zeile = verraeterische(modell)
    texte = f"{zeile} {zeile!r}"
    for spur in (MERKWORT, "1987", MERKTAG.strftime("%d.%m.")):
        assert spur not in texte


def verraeterische(modell: type[models.Model], tiefe: int = 2) -> models.Model:
    """A row, not stored, that carries a striking word or day in every field which tells about people."""
    zeile = modell()
    klasse = klassen(modell)
    for feld in modell._meta.fields:
        heikel = klasse[feld.name] in HEIKEL
        if isinstance(feld, models.ForeignKey) and tiefe and feld.related_model in MODELLE:
            setattr(zeile, feld.name, verraeterische(feld.related_model, tiefe - 1))
        elif isinstance(feld, models.DateField):  # times of day as well
            setattr(zeile, feld.name, MERKTAG if heikel else HARMLOS)
        elif heikel and isinstance(feld, models.CharField | models.TextField):
            setattr(zeile, feld.name, MERKWORT)
    return zeile


def test_die_probe_erkennt_einen_text_der_verraet():
    benutzer = verraeterische(apps.get_model("konten.Benutzer"))
    assert MERKWORT in benutzer.name  # type: ignore[attr-defined]


@pytest.mark.parametrize("modell", MODELLE, ids=lambda modell: modell.__name__)
def test_jede_zeile_hat_eine_kennung_die_nichts_sagt(modell: type[models.Model]):
    schluessel = modell._meta.pk
    while isinstance(schluessel, models.ForeignKey):
        schluessel = schluessel.target_field
    if modell.__name__ in EINZELNE:
        assert isinstance(schluessel, models.BooleanField)
    else:
        assert isinstance(schluessel, models.UUIDField)


def test_der_betrieb_mit_https_besteht_die_pruefung_von_django():
    umgebung = os.environ | {
        "NUR_HTTPS": "true",
        "DEBUG": "false",
        "SECRET_KEY": "ein-langer-schluessel-" * 4,
    }
    befehl = [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    pruefung = subprocess.run(befehl, env=umgebung, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert (pruefung.returncode, pruefung.stderr) == (0, "")


def test_jeder_wecker_ruft_eine_aufgabe_die_es_gibt():
    app.loader.import_default_modules()
    gerufen = {eintrag["task"] for eintrag in settings.CELERY_BEAT_SCHEDULE.values()}
    assert len(gerufen) >= 3
    assert gerufen - set(app.tasks) == set()


def muster(aufloeser: URLResolver) -> Iterator[URLPattern]:
    for eintrag in aufloeser.url_patterns:
        if isinstance(eintrag, URLResolver):
            yield from muster(eintrag)
        else:
            yield eintrag


def test_adressen_tragen_nur_kennungen():
    umwandler = [art for eintrag in muster(get_resolver()) for art in eintrag.pattern.converters.values()]
    assert len(umwandler) >= 30
    assert [art for art in umwandler if not isinstance(art, TECHNISCHE)] == []


def test_kein_raum_hat_eine_verwaltung_an_den_diensten_vorbei():
    assert not apps.is_installed("django.contrib.admin")
    assert [name for name in settings.RAEUME if find_spec(f"{name}.admin")] == []


def test_jede_aufgabe_liegt_in_einem_raum():
    app.loader.import_default_modules()
    eigene = {name: aufgabe for name, aufgabe in app.tasks.items() if not name.startswith("celery.")}
    orte = {aufgabe.__module__.removesuffix(".tasks") for aufgabe in eigene.values()}
    assert orte <= set(settings.RAEUME)
    for ort in orte:
        assert import_module(f"{ort}.tasks").__doc__
