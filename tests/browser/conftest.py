"""A real browser, a real server and a real worker, on a database of their own for each file of tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from kombu import pools
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from familienbuero import kalender
from familienbuero.celery import app
from familienbuero.konten.models import Benutzer
from tests.conftest import HEUTE
from tests.glocke import eigene_glocke

# The design is for German eyes; dates in fields look like it.
DEUTSCH = {"locale": "de-DE", "timezone_id": "Europe/Berlin"}
SCHREIBTISCH = DEUTSCH | {"viewport": {"width": 1280, "height": 800}}
TELEFON = DEUTSCH | {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database as server and worker see it; shared by the tests of a file, and emptied after them."""
    assert connection.settings_dict["NAME"].startswith("test_"), "Only a test database may be emptied."
    dauer = connection.settings_dict["CONN_MAX_AGE"]
    connection.settings_dict["CONN_MAX_AGE"] = 0  # each answer of the server ends its connection
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)
        connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = dauer


@pytest.fixture(scope="module")
def ablage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dateien")


@pytest.fixture(scope="module")
def server(db: None, ablage: Path) -> Iterator[str]:
    """Address of a web server whose clock stands on HEUTE."""
    with ExitStack() as stapel:
        stapel.enter_context(
            override_settings(
                MEDIA_ROOT=ablage,
                STICHTAG=HEUTE.isoformat(),
                WHITENOISE_AUTOREFRESH=True,
                STORAGES=settings.STORAGES
                | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
            )
        )
        stapel.enter_context(kalender.stichtag(HEUTE))
        laufend = LiveServer("localhost")
        stapel.callback(laufend.stop)
        stapel.enter_context(laufend._live_server_modified_settings)
        yield laufend.url


@pytest.fixture(scope="module")
def glocke() -> Iterator[str]:
    """A broker for this process of the tests alone; what nobody has taken is thrown away."""
    eigene, vorher = eigene_glocke(), app.conf.broker_url
    _glocke_setzen(eigene)
    app.control.purge()
    yield eigene
    app.control.purge()
    _glocke_setzen(vorher)


@pytest.fixture(scope="module")
def arbeiter(server: str, ablage: Path, glocke: str) -> Iterator[None]:
    """A worker of Celery on the database of the tests; ended with the file."""
    adresse = urlsplit(settings.DATABASE_URL)
    umgebung = os.environ | {
        "DATABASE_URL": urlunsplit(adresse._replace(path=f"/{connection.settings_dict['NAME']}")),
        "MEDIA_ROOT": str(ablage),
        "STICHTAG": HEUTE.isoformat(),
    }
    befehl = [sys.executable, "-m", "celery", "-A", "familienbuero", "-b", glocke, "worker"]
    leise = ["-P", "solo", "-l", "error", "--without-mingle", "--without-gossip", "--without-heartbeat"]
    protokoll = ablage.parent / "arbeiter.log"
    with (
        protokoll.open("wb") as ausgabe,
        subprocess.Popen(
            [*befehl, *leise], cwd=settings.BASE_DIR, env=umgebung, stdout=ausgabe, stderr=ausgabe
        ) as prozess,
    ):
        yield
        prozess.terminate()
        prozess.wait(timeout=30)


def _glocke_setzen(adresse: str) -> None:
    pools.reset()
    app.conf.broker_url = app.conf.broker_write_url = adresse
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. While it runs, Django sees its event loop in this thread, has to be told not to mind, and
    keeps connections of their own for the time being.
    """
    davor = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    pfad = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    schalter = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with sync_playwright() as spiel:
        laufend = spiel.chromium.launch(executable_path=pfad, args=schalter)
        yield laufend
        laufend.close()
        connections.close_all()
    if davor is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


Fenster = Callable[..., BrowserContext]


@contextmanager
def _fenster(browser: Browser, server: str) -> Iterator[Fenster]:
    offene: list[BrowserContext] = []

    def oeffnen(wer: Benutzer | None = None, **art: Any) -> BrowserContext:
        kontext = browser.new_context(base_url=server, **(art or SCHREIBTISCH))
        kontext.set_default_timeout(30_000)
        offene.append(kontext)
        if wer:
            client = Client()
            client.force_login(wer, backend="allauth.account.auth_backends.AuthenticationBackend")
            sitzung = client.cookies[settings.SESSION_COOKIE_NAME].value
            kontext.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sitzung, "url": server}])
        return kontext

    yield oeffnen
    for kontext in offene:
        kontext.close()


@pytest.fixture
def fenster(browser: Browser, server: str) -> Iterator[Fenster]:
    """`fenster(person, **SCHREIBTISCH)`: a fresh window, signed in without typing; closed after the test."""
    with _fenster(browser, server) as oeffnen:
        yield oeffnen


@pytest.fixture(scope="module")
def stehendes_fenster(browser: Browser, server: str) -> Iterator[Fenster]:
    """The same window for everybody who asks for it again in this file, with what it has loaded."""
    with _fenster(browser, server) as oeffnen:
        yield cache(oeffnen)
