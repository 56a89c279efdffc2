"""Periods that the office has set, what they have led to, and what has to wait."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from familienbuero import kalender
from familienbuero.datenschutz.abfragen import LoeschungQuerySet
from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.raum import raeume

MONATE = [
    MinValueValidator(1, "Eine Frist dauert mindestens einen Monat."),
    MaxValueValidator(120, "Eine Frist dauert höchstens zehn Jahre."),
]


class Loeschfrist(models.Model):
    """A period as the office has set it; a rule without a row deletes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regel = models.CharField("Regel", max_length=60, unique=True)
    monate = models.PositiveSmallIntegerField("Monate", validators=MONATE)
    gesetzt_am = models.DateTimeField("gesetzt am", default=kalender.jetzt)
    gesetzt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "Löschfrist"
        verbose_name_plural = "Löschfristen"

    def __str__(self) -> str:
        return f"{self.regel}: {self.monate}"


class Loeschung(models.Model):
    """A case whose period is over: first a mark, after some days a proof.

    The mark names case and family; the proof only a keyed hash of the case and how many rows went.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regel = models.CharField("Regel", max_length=60)
    fall = models.UUIDField("Fall", null=True, unique=True)
    familie = models.UUIDField("Familie", null=True, db_index=True)
    vorgemerkt_am = models.DateField("vorgemerkt am")
    faellig_am = models.DateField("gelöscht ab")
    vernichtet_am = models.DateTimeField("vernichtet am", null=True)
    abdruck = models.CharField("Abdruck der Kennung", max_length=64, blank=True)
    zeilen = models.JSONField("Zeilen je Modell", default=dict)

    objects = LoeschungQuerySet.as_manager()

    class Meta:
        verbose_name = "Löschung"
        verbose_name_plural = "Löschungen"
        ordering = ["-vernichtet_am", "pk"]
        indexes = [
            models.Index(
                fields=["-vernichtet_am", "id"], condition=Q(fall=None), name="loeschung_nachweis"
            ),  # list of proofs, keyset
            models.Index(fields=["faellig_am"], condition=Q(vernichtet_am=None), name="loeschung_faellig"),
        ]
        constraints = [
            models.CheckConstraint(
                name="loeschung_vorgemerkt_oder_nachweis",
                condition=Q(vernichtet_am=None, fall__isnull=False, abdruck="")
                | (Q(vernichtet_am__isnull=False, fall=None, familie=None) & ~Q(abdruck="")),
            ),
            models.CheckConstraint(
                name="loeschung_nach_vormerkung", condition=Q(faellig_am__gt=F("vorgemerkt_am"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def titel(self) -> str:
        """What the rule is called; its short name once no room announces it any more."""
        titel = (
            regel.titel for raum in raeume() for regel in raum.loeschregeln if regel.kennung == self.regel
        )
        return next(titel, self.regel)

    @property
    def anzahl(self) -> int:
        """Rows that went or were stripped."""
        return sum(self.zeilen.values())


class Loeschhalt(models.Model):
    """The data of this family is kept until a day, for a reason; the case itself does not change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    familie = models.UUIDField("Familie", unique=True)
    grund = models.CharField("Grund", max_length=20, choices=Haltegrund.choices)
    bis = models.DateField("aufbewahren bis")
    gesetzt_am = models.DateTimeField("gesetzt am", default=kalender.jetzt)
    gesetzt_von = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Löschhalt"
        verbose_name_plural = "Löschhalte"

    def __str__(self) -> str:
        return str(self.pk)
