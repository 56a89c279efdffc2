"""A6 and A13: what no form asks for cannot be set, what is forged is refused, looking changes nothing."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.conf import settings
from django.db import models, transaction
from django.test import Client, override_settings
from django.urls import reverse

from familienbuero.konten.enums import Rolle
from tests.bestand import Bestand
from tests.fabriken import PASSWORT
from tests.stoerung import test_doppelt_abgeschickt as haus
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import angemeldet
from tests.test_haus import MODELLE
from tests.test_zugriff import ERLAUBT, MUSTER, adresse

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db
FREMD = "https://boese.example"
JEMAND = "00000000-0000-4000-8000-000000000666"
KANARIE = "kanarie-666"
Zeilen = dict[tuple[str, Any], dict[str, Any]]


def wert_fuer(feld: models.Field[Any, Any]) -> str:
    """Something that the column could take."""
    if feld.choices:
        return str([schluessel for schluessel, _ in feld.flatchoices][-1])
    for art, wert in (
        (models.BooleanField, "on"),
        (models.DateTimeField, "2001-02-03T04:05"),
        (models.DateField, "2001-02-03"),
        (models.IntegerField, "666"),
        (models.UUIDField, JEMAND),
        (models.ForeignKey, JEMAND),
    ):
        if isinstance(feld, art):
            return wert
    return KANARIE


ALLE_SPALTEN = {
    name: wert_fuer(feld)
    for modell in MODELLE
    for feld in modell._meta.concrete_fields
    for name in (feld.name, feld.attname)
} | {"pk": JEMAND, "is_staff": "on", "is_superuser": "on", "rolle": "leitung", "next": FREMD}


def gespeichert() -> Zeilen:
    """All rows of the rooms, column by column; what reading and sending leave behind is left out."""
    return {
        (modell._meta.label, zeile["pk"]): zeile
        for modell in MODELLE
        if modell not in haus.PROTOKOLLE
        for zeile in modell._default_manager.values("pk", *(f.attname for f in modell._meta.concrete_fields))
    }


def geaendert(vorher: Zeilen, nachher: Zeilen) -> dict[str, list[Any]]:
    """Columns that are new or different, with their values."""
    anders: dict[str, list[Any]] = {}
    for (tabelle, schluessel), zeile in nachher.items():
        alt = vorher.get((tabelle, schluessel), {})
        for spalte, wert in zeile.items():
            if spalte not in alt or alt[spalte] != wert:
                anders.setdefault(f"{tabelle}.{spalte}", []).append(wert)
    return anders


def ist_kanarie(wert: Any) -> bool:
    return wert == 666 or any(spur in str(wert) for spur in (KANARIE, JEMAND, "2001-02-03", FREMD))


@contextmanager
def abgelegtes() -> Iterator[None]:
    """The files of the town as a copy, because none of them comes back with its row."""
    with TemporaryDirectory() as kopie:
        copytree(settings.MEDIA_ROOT, kopie, dirs_exist_ok=True)
        with override_settings(MEDIA_ROOT=kopie):
            yield


def wirkung(
    stadt: Bestand, name: str, dazu: dict[str, str], vorher: Zeilen, *, verschwiegen: str = ""
) -> dict[str, list[Any]]:
    """What a form does when it is sent with more than it asks for; undone at once.

    `verschwiegen` is a field that counts as one that the page does not have.
    """
    with transaction.atomic(), abgelegtes():
        formular = haus.ausfuellen(stadt, name)
        seite = formular.client.get(adresse(stadt, haus.FORMULARE[name].seite or name, stadt.eigene))
        gefragt = set(re.findall(r'name="([^"]+)"', seite.content.decode())) | set(formular.daten)
        gefragt.discard(verschwiegen)
        formular.daten.pop(verschwiegen, None)
        formular.daten = {feld: wert for feld, wert in dazu.items() if feld not in gefragt} | formular.daten
        assert formular.abschicken().status_code == 302
        anders = geaendert(vorher, gespeichert())
        transaction.set_rollback(True)
    return anders


def test_es_gibt_spalten_unterzuschieben():
    assert len(ALLE_SPALTEN) >= 120
    assert {"rollen", "is_active", "status", "auskunftssperre", "erstellt_von"} <= set(ALLE_SPALTEN)


@pytest.mark.parametrize("name", haus.FORMULARE)
def test_untergeschobene_felder_aendern_keine_spalte(name: str, stadt: Bestand):
    vorher = gespeichert()
    ehrlich, boese = wirkung(stadt, name, {}, vorher), wirkung(stadt, name, ALLE_SPALTEN, vorher)
    assert set(boese) == set(ehrlich)
    assert [spalte for spalte, werte in boese.items() if any(map(ist_kanarie, werte))] == []


def test_gegenprobe_was_ein_formular_kennt_aendert_auch_unsichtbar_seine_spalte(stadt: Bestand):
    boese = wirkung(stadt, "seiten:einstellungen", {"amt": KANARIE}, gespeichert(), verschwiegen="amt")
    assert boese["stammdaten.Kommune.amt"] == [KANARIE]


def felderlisten() -> list[tuple[str, ast.expr]]:
    """Every `fields` and `exclude` of a form that is made from a model."""
    quellen = [
        datei
        for ordner in ("familienbuero", "willkommensbesuche", "ehrenamt", "netzwerk", "statistik")
        for datei in (settings.BASE_DIR / ordner).rglob("*.py")
        if "migrations" not in datei.parts
    ]
    gefunden: list[tuple[str, ast.expr]] = []
    for knoten in (knoten for datei in quellen for knoten in ast.walk(ast.parse(datei.read_text()))):
        if isinstance(knoten, ast.ClassDef) and knoten.name == "Meta":
            gefunden += [
                (ast.unparse(zeile.targets[0]), zeile.value)
                for zeile in knoten.body
                if isinstance(zeile, ast.Assign)
            ]
        elif isinstance(knoten, ast.Call) and ast.unparse(knoten.func).endswith("_factory"):
            gefunden += [(wort.arg or "", wort.value) for wort in knoten.keywords]
    return [(name, wert) for name, wert in gefunden if name in ("fields", "exclude")]


def test_jedes_formular_nennt_seine_felder_einzeln():
    gefunden = [(name, wert) for name, wert in felderlisten() if not isinstance(wert, ast.Name)]
    assert len(gefunden) >= 10
    assert [ast.unparse(wert) for name, wert in gefunden if name == "exclude"] == []
    assert all(isinstance(wert, ast.List | ast.Tuple) for _, wert in gefunden)


# --- A13: forged requests ----------------------------------------------------------------------------

ALLE_FORMULARE = sorted({*haus.FORMULARE, *haus.ZAEHLT_JEDEN_VERSUCH})
ANMELDUNG = ["account_login", "account_logout", "account_reset_password", "account_change_password"]


def faelschungen(daten: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What was forged, and with that the fields and headers of a request."""
    ohne_marke = {feld: wert for feld, wert in daten.items() if feld != "csrfmiddlewaretoken"}
    yield "ohne Marke", ohne_marke, {}
    yield "fremde Marke", daten | {"csrfmiddlewaretoken": "a" * 64}, {}
    yield "fremde Herkunft", daten, {"HTTP_ORIGIN": FREMD}
    yield "fremder Verweis", daten, {"HTTP_REFERER": f"{FREMD}/x", "secure": True}


@pytest.mark.parametrize("name", ALLE_FORMULARE)
def test_was_nicht_von_unserer_seite_kommt_wird_abgelehnt(name: str, stadt: Bestand):
    if name in haus.FORMULARE:
        formular = haus.ausfuellen(stadt, name)
        client, weg, daten = formular.client, formular.weg, formular.daten
    else:
        client, weg, daten = Client(enforce_csrf_checks=True), reverse(name), {"code": stadt.code}
        client.get(weg)
    vorher = haus.abdruck()
    for wie, felder, kopf in faelschungen(daten):
        assert client.post(weg, felder, **kopf).status_code == 403, wie
    assert haus.veraendert(vorher, haus.abdruck()) == set()


@pytest.mark.parametrize("name", ANMELDUNG)
def test_auch_anmelden_laesst_sich_niemandem_unterschieben(name: str, stadt: Bestand):
    """Login CSRF: else somebody works in a stranger's account without knowing."""
    wer = stadt.personen[Rolle.LEITUNG]
    client = (
        angemeldet(wer, enforce_csrf_checks=True)
        if name in ("account_logout", "account_change_password")
        else Client(enforce_csrf_checks=True)
    )
    client.get(reverse(name))
    daten = {"login": wer.email, "password": PASSWORT, "email": wer.email}
    assert client.post(reverse(name), daten).status_code == 403
    assert client.post(reverse(name), daten, HTTP_ORIGIN=FREMD).status_code == 403


def test_gegenprobe_mit_marke_kommt_jedes_formular_an(stadt: Bestand):
    formular = haus.ausfuellen(stadt, "besuche:anruf")
    assert formular.abschicken().status_code == 302


@pytest.mark.parametrize("rolle", [Rolle.LEITUNG, Rolle.BESUCHSDIENST, Rolle.VERWALTUNG, None])
def test_ansehen_aendert_nichts(rolle: Rolle | None, stadt: Bestand):
    """Every address, by GET and by HEAD; what reading logs is no change."""
    assert len(MUSTER) >= 80
    client = haus.besucher(stadt, rolle)
    vorher = haus.abdruck()
    for name in MUSTER:
        for methode in (client.get, client.head):
            assert methode(adresse(stadt, name, stadt.eigene)).status_code != 500, name
    assert haus.veraendert(vorher, haus.abdruck()) == set()


def test_jede_adresse_die_etwas_aendert_steht_in_der_tabelle_der_formulare():
    nur_knopf = {name for (methode, name) in ERLAUBT if methode == "POST"}
    assert nur_knopf - set(haus.FORMULARE) - haus.ANMELDUNG <= haus.NUR_LESEN | haus.ZAEHLT_JEDEN_VERSUCH | {
        "besuche:entwurf", "besuche:entwurf_verwerfen",
    }  # fmt: skip
