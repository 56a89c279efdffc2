"""Calendars of partners that we fetch, from which computers, and what has become of their dates."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models

from familienbuero.stammdaten.models import Organisation
from netzwerk.angebote.abfragen import KalenderquelleQuerySet
from netzwerk.angebote.models.angebot import Angebot
from netzwerk.angebote.models.orte import Ort
from netzwerk.angebote.models.termine import Terminreihe

# A name with a dot and letters at its end: no address in figures, however they are written.
RECHNER = RegexValidator(
    r"\A(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z",
    "Ein Rechner steht hier wie kalender.example.org: klein geschrieben, ohne https:// und ohne Weg.",
)


class Kalenderrechner(models.Model):
    """A computer from which calendars may be fetched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Rechner", max_length=253, unique=True, validators=[RECHNER])

    class Meta:
        verbose_name = "Erlaubter Rechner"
        verbose_name_plural = "Erlaubte Rechner"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Kalenderquelle(models.Model):
    """A calendar of a partner. Fetching that fails leaves everything as it was, and is noted in `fehler`.

    `geholt_am` and `gelungen_am` are real time: the last try, and the last one that worked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="kalenderquellen", verbose_name="Anbieter"
    )
    adresse = models.URLField(
        "Adresse des Kalenders", max_length=500, unique=True, help_text="https://… im Format iCalendar"
    )
    ort = models.ForeignKey(
        Ort,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="Ort",
        help_text="Wo die Termine stattfinden.",
    )
    aktiv = models.BooleanField("regelmäßig holen", default=True)
    geholt_am = models.DateTimeField("zuletzt versucht", null=True, editable=False)
    gelungen_am = models.DateTimeField("zuletzt geholt", null=True, editable=False)
    fehler = models.CharField("Fehler", max_length=300, blank=True, editable=False)
    termine = models.PositiveIntegerField("Termine", default=0, editable=False)
    ausgelassen = models.PositiveIntegerField("ausgelassen", default=0, editable=False)

    objects = KalenderquelleQuerySet.as_manager()

    class Meta:
        verbose_name = "Kalender eines Partners"
        verbose_name_plural = "Kalender der Partner"
        ordering = ["organisation__sortierschluessel", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Kalendereintrag(models.Model):
    """Which date of a calendar has become which date of which offer, by its UID and repetition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quelle = models.ForeignKey(Kalenderquelle, on_delete=models.CASCADE, related_name="eintraege")
    ereignis = models.CharField("Abdruck der UID", max_length=64)
    wiederholung = models.CharField("Wiederholung", max_length=20, blank=True)
    angebot = models.ForeignKey(Angebot, on_delete=models.CASCADE, related_name="kalendereintraege")
    reihe = models.OneToOneField(Terminreihe, on_delete=models.CASCADE, related_name="kalendereintrag")
    abgesagt = models.BooleanField("im Kalender abgesagt", default=False)

    class Meta:
        verbose_name = "Eintrag eines Kalenders"
        verbose_name_plural = "Einträge der Kalender"
        constraints = [
            models.UniqueConstraint(
                fields=["quelle", "ereignis", "wiederholung"], name="kalendereintrag_einmal"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
