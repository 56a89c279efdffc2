"""Figures of years that nobody has counted here."""

import uuid

from django.db import models
from django.db.models import Q


class Jahreszahl(models.Model):
    """One figure of one year before the system began, entered by hand; never mixed with counted cases."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jahr = models.PositiveSmallIntegerField("Jahr")
    kennzahl = models.CharField("Kennzahl", max_length=20)  # a name of regeln.KENNZAHLEN
    # None where nobody knows.
    haushalte = models.PositiveIntegerField("Haushalte", null=True, blank=True)
    kinder = models.PositiveIntegerField("Kinder", null=True, blank=True)
    quelle = models.CharField("Quelle", max_length=200)

    class Meta:
        verbose_name = "Jahreszahl"
        verbose_name_plural = "Jahreszahlen"
        ordering = ["jahr", "kennzahl"]
        constraints = [
            models.UniqueConstraint(
                fields=["jahr", "kennzahl"],
                name="jahreszahl_einmalig",
                violation_error_message="Diese Zahl ist schon eingetragen.",
            ),
            models.CheckConstraint(
                name="jahreszahl_nicht_leer",
                condition=Q(haushalte__isnull=False) | Q(kinder__isnull=False),
                violation_error_message="Eine Jahreszahl ohne Zahl ist keine.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
