"""Questions about files in quarantine and their take-over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from familienbuero.auftrag import A, AuftragQuerySet
from familienbuero.einlesen.enums import Uebernahmestand

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


class UebernahmeQuerySet(AuftragQuerySet[A]):
    """Checked files of one kind."""

    def wartend(self) -> Self:
        """Checked, the file is there, and nobody has decided yet."""
        return self.filter(
            status=Uebernahmestand.GEPRUEFT,
            eingang__vernichtet_am=None,
            eingang__verfaellt_am__gt=timezone.now(),
        )

    def in_uebernahme(self) -> Self:
        """Decided, and not done."""
        return self.filter(status=Uebernahmestand.UEBERNAHME)

    def zu_uebernehmen(self) -> Self:
        """Decided, and no worker is at it, or the one that was has gone silent."""
        return self.in_uebernahme().zu_tun()
