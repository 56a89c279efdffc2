"""What is due by the clock, and when it was last done."""

import uuid

from django.db import models


class Wecker(models.Model):
    """One row for each piece of work by the clock: for which planned time it was last done to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Aufgabe", max_length=80, unique=True)
    geplant_fuer = models.DateTimeField("erledigt für", null=True)
    begonnen_am = models.DateTimeField("begonnen am", null=True)
    beendet_am = models.DateTimeField("beendet am", null=True)
    # The kind of the last failure, never its text: that can carry names. Empty after a success.
    fehler = models.CharField("Fehler", max_length=100, blank=True)

    class Meta:
        verbose_name = "Wecker"
        verbose_name_plural = "Wecker"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
