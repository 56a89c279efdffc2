"""The row is the queue: work that a worker does is a row with a state and a lease.

A task claims a row by a conditional update, so it may run twice or be killed at any instruction: the
lease runs out and the sweep rings again. Leases use real time, whatever the clock of the office says.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

PACHT = timedelta(seconds=120)
# A row that has killed its worker this often is left for a person.
HOECHSTVERSUCHE = 3


class Auftragsstand(models.TextChoices):
    """State of a piece of background work."""

    OFFEN = "offen", "wartet"
    IN_ARBEIT = "in_arbeit", "läuft"
    ERLEDIGT = "erledigt", "erledigt"
    GESCHEITERT = "gescheitert", "gescheitert"


A = TypeVar("A", bound="Auftrag", covariant=True)


class AuftragQuerySet(models.QuerySet[A]):
    """Questions about work to be done."""

    def zu_tun(self) -> Self:
        """Waiting, or abandoned by a worker whose lease has run out."""
        return self.filter(
            Q(stand=Auftragsstand.OFFEN) | Q(stand=Auftragsstand.IN_ARBEIT, pacht_bis__lt=timezone.now())
        )

    def beanspruchen(self, auftrag: uuid.UUID) -> bool:
        """Claim one row for this worker; False when another one has it or it is done."""
        return (
            self.zu_tun()
            .filter(pk=auftrag)
            .update(
                stand=Auftragsstand.IN_ARBEIT, pacht_bis=timezone.now() + PACHT, versuche=F("versuche") + 1
            )
            == 1
        )


class Auftrag(models.Model):
    """Base of rows that a worker takes up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stand = models.CharField(
        "Stand", max_length=20, choices=Auftragsstand.choices, default=Auftragsstand.OFFEN
    )
    pacht_bis = models.DateTimeField("beansprucht bis", null=True, blank=True)
    versuche = models.PositiveSmallIntegerField("Versuche", default=0)
    fehler = models.CharField("Fehler", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def laeuft(self) -> bool:
        return self.stand in (Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT)
