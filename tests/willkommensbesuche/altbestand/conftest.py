"""Every test of the tables has its own storage, the municipality's postcodes, and a visitor on duty."""

from pathlib import Path
from typing import Any

import pytest

from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Kommune
from tests import fabriken


@pytest.fixture(autouse=True)
def ablage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def miriam(kommune: Kommune, besuchsdienst: Benutzer) -> Benutzer:
    """Miriam Sommer visits from Monday to Friday, 8 to 16."""
    fabriken.besuchskraft(besuchsdienst)
    return besuchsdienst
