"""The row is the queue: work that a worker does is a row with a state and a lease.

A task claims a row by a conditional update, so it may run twice or be killed at any instruction: the
lease runs out and the sweep rings again. Leases use real time, whatever the clock of the office says.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
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


# Neither done nor given up.
LAUFEND = (Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT)
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
                stand=Auftragsstand.IN_ARBEIT,
                stand_seit=timezone.now(),
                pacht_bis=timezone.now() + PACHT,
                versuche=F("versuche") + 1,
            )
            == 1
        )

    def laufend(self) -> Self:
        """A worker is at it, and its lease has not run out."""
        return self.filter(stand=Auftragsstand.IN_ARBEIT, pacht_bis__gte=timezone.now())

    def geparkt(self) -> Self:
        """Failed for good, with a sentence; what may not be done for other reasons has none."""
        return self.filter(stand=Auftragsstand.GESCHEITERT).exclude(fehler="")

    def parken(self, satz: str, **felder: Any) -> int:
        """Leave rows for a person, with a sentence on what happened; how many."""
        return self.update(
            stand=Auftragsstand.GESCHEITERT,
            stand_seit=timezone.now(),
            pacht_bis=None,
            fehler=satz,
            **felder,
        )

    def wieder_oeffnen(self, **felder: Any) -> int:
        """Let rows be worked on from the start, with all their tries; the caller rings."""
        return self.update(
            stand=Auftragsstand.OFFEN,
            stand_seit=timezone.now(),
            pacht_bis=None,
            versuche=0,
            fehler="",
            **felder,
        )

    def zuruecklegen(self, satz: str) -> int:
        """Let rows wait for better times: what hinders them is not their fault, so the try does not count."""
        return self.update(
            stand=Auftragsstand.OFFEN, pacht_bis=None, versuche=Greatest(F("versuche") - 1, 0), fehler=satz
        )


class Auftrag(models.Model):
    """Base of rows that a worker takes up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stand = models.CharField(
        "Stand", max_length=20, choices=Auftragsstand.choices, default=Auftragsstand.OFFEN
    )
    stand_seit = models.DateTimeField("Stand seit", default=timezone.now)
    pacht_bis = models.DateTimeField("beansprucht bis", null=True, blank=True)
    versuche = models.PositiveSmallIntegerField("Versuche", default=0)
    fehler = models.CharField("Fehler", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def laeuft(self) -> bool:
        return self.stand in LAUFEND
