"""Hours of service, absences, appointments, and the codes with which families answer."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from familienbuero.termine.enums import Terminstand, Wochentag


class Dienstzeit(models.Model):
    """Weekly hours of a person who makes appointments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dienstzeiten"
    )
    wochentag = models.PositiveSmallIntegerField("Wochentag", choices=Wochentag.choices)
    von = models.TimeField("von")
    bis = models.TimeField("bis")

    class Meta:
        verbose_name = "Dienstzeit"
        verbose_name_plural = "Dienstzeiten"
        ordering = ["wochentag", "von"]
        constraints = [
            models.CheckConstraint(
                name="dienstzeit_von_vor_bis",
                condition=Q(bis__gt=F("von")),
                violation_error_message="Das Ende der Dienstzeit liegt vor dem Anfang.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Abwesenheit(models.Model):
    """Days on which a person is not available: holiday, training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="abwesenheiten"
    )
    von = models.DateField("von")
    bis = models.DateField("bis")
    grund = models.CharField(
        "Grund", max_length=60, default="abwesend", help_text="z. B. Urlaub; keine Krankheit"
    )

    class Meta:
        verbose_name = "Abwesenheit"
        verbose_name_plural = "Abwesenheiten"
        ordering = ["von"]
        constraints = [
            models.CheckConstraint(
                name="abwesenheit_von_vor_bis",
                condition=Q(bis__gte=F("von")),
                violation_error_message="Der letzte Tag der Abwesenheit liegt vor dem ersten.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Termin(models.Model):
    """A window in time that a person holds for a case of some room.

    Booking locks first (`dienste.termin_buchen`); the constraints are the wall behind the lock.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="termine")
    art = models.CharField("Art", max_length=40)
    fall = models.UUIDField("Fall")
    beginn = models.DateTimeField("Beginn")
    ende = models.DateTimeField("Ende")
    stand = models.CharField("Stand", max_length=20, choices=Terminstand.choices, default=Terminstand.GEBUCHT)

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        ordering = ["beginn"]
        indexes = [
            models.Index(
                fields=["beginn", "person"], condition=Q(stand="gebucht"), name="termin_gebucht"
            )  # week view, a person's day
        ]
        constraints = [
            models.CheckConstraint(name="termin_beginn_vor_ende", condition=Q(ende__gt=F("beginn"))),
            models.UniqueConstraint(
                fields=["art", "fall"], condition=Q(stand="gebucht"), name="termin_einer_je_fall"
            ),
            ExclusionConstraint(
                name="termin_person_nicht_doppelt",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            "beginn", "ende", RangeBoundary(),
                            function="TSTZRANGE", output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(stand="gebucht"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class Zugang(models.Model):
    """A code that a letter carries: its first part finds the row, the second is known only as a hash.

    The QR code of the letter carries a token of 128 bits instead. A reprint replaces the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    art = models.CharField("Art", max_length=40)
    fall = models.UUIDField("Fall", db_index=True)
    kennung = models.CharField("Kennung", max_length=4, unique=True)
    geheim = models.CharField("Abdruck des Codes", max_length=64)
    token = models.CharField("Abdruck des QR-Verweises", max_length=64, unique=True)
    gueltig_bis = models.DateField("gültig bis")
    erstellt_am = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Zugang"
        verbose_name_plural = "Zugänge"

    def __str__(self) -> str:
        return str(self.pk)


class Zugangsversuch(models.Model):
    """A try at a public page, counted to slow guessing and flooding; real time, kept for a day.

    `kennung` is what was tried: the first part of a code, or the hash of a token or of an e-mail address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wo = models.CharField("Seite", max_length=20, default="termin")
    wann = models.DateTimeField(default=timezone.now, db_index=True)
    absender = models.CharField("Abdruck der Adresse", max_length=64, db_index=True)
    kennung = models.CharField("Kennung", max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = "Zugangsversuch"
        verbose_name_plural = "Zugangsversuche"

    def __str__(self) -> str:
        return str(self.pk)
