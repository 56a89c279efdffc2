"""Questions about deletions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from familienbuero.datenschutz.models import Loeschung


class LoeschungQuerySet(models.QuerySet["Loeschung"]):
    """Marks and proofs."""

    def vorgemerkt(self) -> Self:
        return self.filter(vernichtet_am=None)

    def faellig(self, heute: date) -> Self:
        """Marked long enough."""
        return self.vorgemerkt().filter(faellig_am__lte=heute)

    def nachweise(self) -> Self:
        return self.filter(vernichtet_am__isnull=False)
