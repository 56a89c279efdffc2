"""Limits on requests are counted in the cache: each test begins with an empty one of its own."""

from typing import Any
from uuid import uuid4

import pytest


@pytest.fixture(autouse=True)
def _leerer_zwischenspeicher(settings: Any) -> None:
    speicher = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": speicher, "LOCATION": str(uuid4())}}
