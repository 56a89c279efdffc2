"""Questions about news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from familienbuero import kalender

if TYPE_CHECKING:
    from familienbuero.seiten.models import Neuigkeit


class NeuigkeitQuerySet(models.QuerySet["Neuigkeit"]):
    """Reading paths to news."""

    def zu_lesen(self, sprache: str) -> Self:
        """What a reader of this language gets by today: the own language and German, the newest first."""
        return self.filter(sprache__in=[sprache, "de"], datum__lte=kalender.heute())
