"""Files from outside, in quarantine until they are taken over, discarded or too old; what people decide."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from familienbuero import kalender
from familienbuero.auftrag import Auftrag
from familienbuero.einlesen.abfragen import EingangsdateiQuerySet
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.einlesen.regeln.grenzen import WARTEZEIT


def wartet_bis() -> datetime:
    """Until when a file that comes in now may wait; real time."""
    return timezone.now() + WARTEZEIT


class Eingangsdatei(models.Model):
    """A file from outside. Its content lies sealed in the storage; when it is destroyed, this row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dateiname = models.CharField("Datei", max_length=120)
    groesse = models.PositiveIntegerField("Größe in Bytes")
    pruefsumme = models.CharField("Prüfsumme (SHA-256)", max_length=64, db_index=True)  # was it here before?
    eingegangen_am = models.DateTimeField("eingegangen am", default=timezone.now)
    wer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="von"
    )
    verfaellt_am = models.DateTimeField("wird vernichtet am", default=wartet_bis)
    vernichtet_am = models.DateTimeField("vernichtet am", null=True, blank=True)

    objects = EingangsdateiQuerySet.as_manager()

    class Meta:
        verbose_name = "Eingangsdatei"
        verbose_name_plural = "Eingangsdateien"
        ordering = ["-eingegangen_am"]
        constraints = [
            models.CheckConstraint(
                name="eingangsdatei_verfaellt",
                condition=Q(verfaellt_am__gt=F("eingegangen_am")),
                violation_error_message="Eine Datei muss nach ihrem Eingang verfallen.",
            )
        ]
        indexes = [
            models.Index(
                fields=["verfaellt_am"], name="eingangsdatei_vorhanden", condition=Q(vernichtet_am=None)
            )  # the sweep that destroys
        ]

    @property
    def vorhanden(self) -> bool:
        return self.vernichtet_am is None and self.verfaellt_am > timezone.now()


class Uebernahme(Auftrag):
    """Base of checked files: a person decides, then a worker takes them over (`dienste`).

    `status` is what people decided; `stand` (of Auftrag) is how the worker gets on with it. The room adds a
    ledger with `related_name="verlauf"`.
    """

    eingang = models.OneToOneField(Eingangsdatei, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        "Stand", max_length=20, choices=Uebernahmestand.choices, default=Uebernahmestand.GEPRUEFT
    )
    geprueft_am = models.DateTimeField("geprüft am", default=kalender.jetzt)
    gelesen = models.PositiveIntegerField("gelesen")  # rows

    class Meta:
        abstract = True

    @property
    def marke(self) -> Uebernahmestand:
        """The state with its look."""
        return Uebernahmestand(self.status)

    @property
    def wartet(self) -> bool:
        """Somebody can still decide about it."""
        return self.status == Uebernahmestand.GEPRUEFT and self.eingang.vorhanden
