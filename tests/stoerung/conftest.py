"""What the tests of faults share: a small town, either for one process or visible to all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from familienbuero import kalender
from tests import bestand
from tests.bestand import Bestand
from tests.conftest import HEUTE


def _anlegen() -> Bestand:
    with kalender.stichtag(HEUTE):
        return bestand.anlegen()


@pytest.fixture
def offene_stadt(transactional_db: None, settings: Any, tmp_path: Path) -> Bestand:
    """For faults among several processes or connections."""
    settings.MEDIA_ROOT = tmp_path
    return _anlegen()


@pytest.fixture(scope="module")
def stadt(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Bestand]:
    """For what one connection can show: made once for a file, each test is undone."""
    ablage = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("ablage"))
    assert connection.settings_dict["NAME"].startswith("test_")
    with ablage, django_db_blocker.unblock(), transaction.atomic():
        yield _anlegen()
        transaction.set_rollback(True)
