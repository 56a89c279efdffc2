"""The cast that every test knows: one person per role, a stranger, and a clock that stands still."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db.models.signals import post_migrate
from django.test import Client
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from familienbuero import kalender
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import kommune as kommune_holen
from familienbuero.stammdaten.models import Kommune
from familienbuero.wecker.models import Wecker
from tests.fabriken import BenutzerFabrik
from tests.protokoll import protokoll, verrat

# How long one example takes says something about the machine only.
hypothesis_settings.register_profile("familienbuero", deadline=None)
hypothesis_settings.load_profile("familienbuero")
# A Monday without holidays around it.
HEUTE = date(2026, 9, 7)
# Rows that come with the house; a test that empties all tables takes them along.
MITGEBRACHT = (
    ("kalender", "0003_schulferien_nrw", "eintragen"),
    ("seiten", "0002_texte", "anlegen"),
    ("seiten", "0004_weitere_texte", "anlegen"),
)


def _wieder_mitbringen(sender: Any, **_: Any) -> None:
    for raum, migration, eintragen in MITGEBRACHT:
        if sender.label == raum:
            getattr(import_module(f"{sender.name}.migrations.{migration}"), eintragen)(apps, None)


post_migrate.connect(_wieder_mitbringen)  # `flush` sends it as well


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares a server with a browser, or a house of its own, stays in one process: both take long."""
    for item in items:
        if {"server", "meins"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(autouse=True)
def _uhr(settings: Any) -> Iterator[None]:
    """Today is a Monday in September 2026, in every test and in the workers that a test starts."""
    with kalender.stichtag(HEUTE):
        yield


@pytest.fixture(autouse=True)
def _verschwiegen() -> Iterator[None]:
    """Whatever a test does: the log names no family."""
    with protokoll() as zeilen:
        yield
    assert verrat(zeilen) == []


@pytest.fixture(autouse=True)
def _deutsch() -> Iterator[None]:
    """What one test has read in another language, the next reads in German again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _stilblaetter(settings: Any) -> None:
    """Style sheets by their own names: the names with hashes exist after `collectstatic` only."""
    schlicht = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": schlicht}
    # Each test client would read the whole folder of static files, a tenth of a second every time.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _ohne_seitenspeicher(settings: Any, request: pytest.FixtureRequest) -> None:
    """Pages are made anew: in the one transaction of a test no commit ever outdates them."""
    if "seitenspeicher" not in request.fixturenames:
        kein = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        settings.CACHES = {**settings.CACHES, "seiten": kein}


@pytest.fixture
def seitenspeicher(transactional_db: None) -> None:
    """The real cache of pages, empty."""
    caches["seiten"].clear()


@pytest.fixture
def kommune(db: None) -> Kommune:
    """The municipality with the postcodes of the lists."""
    zeile = kommune_holen()
    zeile.postleitzahlen = ["57072", "57074", "57076", "57078", "57080"]
    zeile.save(update_fields=["postleitzahlen"])
    return zeile


@pytest.fixture
def leitung(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Lena", nachname="Leitner", rollen=[Rolle.LEITUNG])


@pytest.fixture
def koordination(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Jana", nachname="Krämer", rollen=[Rolle.KOORDINATION])


@pytest.fixture
def besuchsdienst(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Miriam", nachname="Sommer", rollen=[Rolle.BESUCHSDIENST])


@pytest.fixture
def zweite_besuchskraft(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Aylin", nachname="Demir", rollen=[Rolle.BESUCHSDIENST])


@pytest.fixture
def netzwerk(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Nora", nachname="Netz", rollen=[Rolle.NETZWERK])


@pytest.fixture
def fachkraft(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Fatma", nachname="Fach", rollen=[Rolle.FACHKRAFT])


@pytest.fixture
def ehrenamt(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Erik", nachname="Ehrlich", rollen=[Rolle.EHRENAMT])


@pytest.fixture
def planung(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Paula", nachname="Plan", rollen=[Rolle.PLANUNG])


@pytest.fixture
def datenschutz(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Dirk", nachname="Dunkel", rollen=[Rolle.DATENSCHUTZ])


@pytest.fixture
def verwaltung(db: None) -> Benutzer:
    return BenutzerFabrik.create(vorname="Vera", nachname="Wald", rollen=[Rolle.VERWALTUNG])


@pytest.fixture
def wach(db: None) -> None:
    """All work by the clock has just been done."""
    eben = {"geplant_fuer": timezone.now(), "beendet_am": timezone.now()}
    Wecker.objects.bulk_create(Wecker(name=name, **eben) for name in settings.WECKER)


@pytest.fixture
def als(client: Client) -> Any:
    """`als(person)` is a client signed in as that person."""

    def anmelden(person: Benutzer) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return anmelden
