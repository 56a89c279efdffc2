"""Wishes for a visit that come in on the public site, before the office has looked at them."""

import uuid

from django.db import models
from django.db.models import Q

from familienbuero import kalender
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import PLZ
from willkommensbesuche.besuche.abfragen import BesuchswunschQuerySet
from willkommensbesuche.besuche.enums import Anlass


class Besuchswunsch(models.Model):
    """What somebody has written: no family and no case yet. The row ends when the office has decided.

    So nobody is invited by a form alone, and whether a household is known, the form never tells.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    anlass = models.CharField("Anlass", max_length=20, choices=Anlass.choices)
    tag = models.DateField("Geburtstag oder errechneter Termin", null=True, blank=True)
    vorname = models.CharField("Vorname", max_length=200)
    familienname = models.CharField("Familienname", max_length=200)
    strasse = models.CharField("Straße", max_length=200)
    hausnummer = models.CharField("Hausnummer", max_length=20)
    plz = models.CharField("Postleitzahl", max_length=5, validators=[PLZ])
    ort = models.CharField("Ort", max_length=100)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    sprache = models.CharField("Sprache", max_length=10, choices=Sprache.choices, blank=True)
    eingegangen_am = models.DateTimeField(default=kalender.jetzt, editable=False)

    objects = BesuchswunschQuerySet.as_manager()

    class Meta:
        verbose_name = "Wunsch nach einem Besuch"
        verbose_name_plural = "Wünsche nach einem Besuch"
        ordering = ["eingegangen_am", "pk"]
        constraints = [
            models.CheckConstraint(
                name="besuchswunsch_erreichbar",
                condition=~Q(telefon="", email=""),
                violation_error_message="Ohne Telefon oder E-Mail-Adresse kann niemand antworten.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def schwanger(self) -> bool:
        return self.anlass == Anlass.SCHWANGERSCHAFT
