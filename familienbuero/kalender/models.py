"""Closing days of the office, and school holidays."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from familienbuero.kalender.regeln import tage


class SchliesstagQuerySet(models.QuerySet["Schliesstag"]):
    """Questions about closing days."""

    def tage_zwischen(self, von: date, bis: date) -> frozenset[date]:
        """All closed days between two days, both included."""
        spannen = self.filter(von__lte=bis, bis__gte=von).values_list("von", "bis")
        return frozenset(tag for a, b in spannen for tag in tage(max(a, von), min(b, bis)))


class Schliesstag(models.Model):
    """A span of days on which the office does not visit (company outing, between the years)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    von = models.DateField("von")
    bis = models.DateField("bis")
    grund = models.CharField("Grund", max_length=80)

    objects = SchliesstagQuerySet.as_manager()

    class Meta:
        verbose_name = "Schließtag"
        verbose_name_plural = "Schließtage"
        ordering = ["von"]
        constraints = [
            models.CheckConstraint(
                name="schliesstag_von_vor_bis",
                condition=Q(bis__gte=F("von")),
                violation_error_message="Der letzte Schließtag liegt vor dem ersten.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.von:%d.%m.%Y} bis {self.bis:%d.%m.%Y}"


class SchulferienQuerySet(models.QuerySet["Schulferien"]):
    """Questions about school holidays."""

    def spannen(self, von: date, bis: date) -> list[tuple[date, date]]:
        """First and last days of the school holidays that touch the days from `von` to `bis`."""
        return list(self.filter(von__lte=bis, bis__gte=von).values_list("von", "bis"))


class Schulferien(models.Model):
    """School holidays of the Land, first and last day as the school ministry names them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Name", max_length=60, help_text="zum Beispiel Osterferien 2027")
    von = models.DateField("von")
    bis = models.DateField("bis")

    objects = SchulferienQuerySet.as_manager()

    class Meta:
        verbose_name = "Schulferien"
        verbose_name_plural = "Schulferien"
        ordering = ["von"]
        constraints = [
            models.CheckConstraint(
                name="schulferien_von_vor_bis",
                condition=Q(bis__gte=F("von")),
                violation_error_message="Der letzte Ferientag liegt vor dem ersten.",
            )
        ]

    def __str__(self) -> str:
        return self.name
