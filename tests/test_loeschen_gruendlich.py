"""The end of a period, thoroughly: no draft, no key of a form, nobody of the office, no exact time stays."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.datenschutz import dienste
from familienbuero.datenschutz.models import Loeschung
from familienbuero.konten.models import Benutzer
from familienbuero.vermittlung.models import Folgeauftrag
from tests import fabriken
from tests.conftest import HEUTE
from tests.test_loeschen import DREI_MONATE, FAELLIG, _ablage, _fristen, abgesagt, am, kanari, vernichtet
from willkommensbesuche.besuche.dienste import (
    Protokollangaben,
    besuch_absagen,
    besuch_protokollieren,
    besuch_wieder_aufnehmen,
    entwurf_speichern,
)
from willkommensbesuche.besuche.enums import Ergebnis
from willkommensbesuche.besuche.models import Besuch, Protokollentwurf, Protokollsendung

__all__ = ["_ablage", "_fristen", "abgesagt", "kanari"]
pytestmark = pytest.mark.django_db


def genaues() -> list[tuple[str, str, Any]]:
    """What says who it was or when exactly, in cases and follow-ups and in all that hangs on them."""
    modelle = [Besuch, Folgeauftrag]
    modelle += [bezug.related_model for modell in modelle for bezug in modell._meta.related_objects]
    return [
        (modell._meta.label, feld.name, wert)
        for modell in modelle
        for zeile in modell._default_manager.all()
        for feld in modell._meta.concrete_fields
        if ist_genau(feld, wert := getattr(zeile, feld.attname))
    ]


def ist_genau(feld: models.Field[Any, Any], wert: Any) -> bool:
    if feld.related_model is Benutzer:
        return wert is not None
    if isinstance(wert, datetime):
        return (localtime(wert).day, wert.minute, wert.second, wert.microsecond) != (1, 0, 0, 0)
    return isinstance(wert, date) and wert.day != 1 and feld.name != "geloescht_am"


def test_von_einem_fall_bleibt_niemand_vom_buero_und_kein_genauer_tag(kanari: Besuch) -> None:
    modelle = {name for name, _, _ in genaues()}
    assert {"besuche.BesuchVerlauf", "vermittlung.Folgeauftrag", "vermittlung.FolgeauftragVerlauf"} < modelle
    assert vernichtet(FAELLIG) == (1, 1)
    assert genaues() == []


def test_ein_halb_geschriebenes_protokoll_geht_mit(besuchsdienst: Benutzer, koordination: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE)
    entwurf_speichern(besuch.pk, felder={"notiz": ["singt"]}, durch=besuchsdienst)
    besuch_absagen(besuch.pk, durch=koordination)
    assert Protokollentwurf.objects.count() == 1
    assert vernichtet(DREI_MONATE) == (1, 1)
    assert Protokollentwurf.objects.count() == 0


def test_der_schluessel_eines_abgeschickten_protokolls_geht_mit(besuchsdienst: Benutzer) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE)
    besuch_protokollieren(
        besuch.pk,
        ergebnis=Ergebnis.DURCHGEFUEHRT,
        angaben=Protokollangaben(),
        durch=besuchsdienst,
        schluessel=uuid4(),
        termin=besuch.termin and besuch.termin.beginn,
    )
    assert Protokollsendung.objects.count() == 1
    assert vernichtet(FAELLIG) == (1, 1)
    assert Protokollsendung.objects.count() == 0


def test_vor_dem_vernichten_wird_noch_einmal_hingesehen(abgesagt: Besuch, koordination: Benutzer) -> None:
    """Between the list of this night and the case itself somebody takes it up again."""
    am(DREI_MONATE)
    nacht = DREI_MONATE + timedelta(days=14)
    marke = Loeschung.objects.faellig(nacht).get()
    with kalender.stichtag(nacht):
        besuch_wieder_aufnehmen(abgesagt.pk, durch=koordination)
        assert not dienste._vernichten(marke.pk, nacht)
    abgesagt.refresh_from_db()
    assert (abgesagt.geloescht_am, Loeschung.objects.count()) == (None, 0)
