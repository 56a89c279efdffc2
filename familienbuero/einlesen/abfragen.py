"""Questions about files in quarantine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from familienbuero.einlesen.models import Eingangsdatei


class EingangsdateiQuerySet(models.QuerySet["Eingangsdatei"]):
    """Files from outside."""

    def vorhanden(self) -> Self:
        """Not destroyed yet."""
        return self.filter(vernichtet_am=None)

    def verfallen(self) -> Self:
        """Waited longer than a file may wait, and still there."""
        return self.vorhanden().filter(verfaellt_am__lt=timezone.now())
