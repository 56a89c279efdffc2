"""Every test of the lists has its own storage and the municipality's postcodes."""

from pathlib import Path
from typing import Any

import pytest

from familienbuero.stammdaten.models import Kommune


@pytest.fixture(autouse=True)
def ablage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def siegen(kommune: Kommune) -> Kommune:
    """The municipality whose postcodes the lists have."""
    return kommune
