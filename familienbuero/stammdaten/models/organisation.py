"""Organisations that the office works with: who offers a course, who is a partner, who employs."""

import uuid

from django.db import models

from familienbuero.stammdaten.enums import Traegerart
from familienbuero.stammdaten.models.orte import PLZ


class Organisation(models.Model):
    """A body with an address of its own. People of it are contact persons of the rooms that need them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Name", max_length=150, unique=True)
    traegerart = models.CharField(
        "Träger", max_length=20, choices=Traegerart.choices, default=Traegerart.FREI
    )
    strasse = models.CharField("Straße und Hausnummer", max_length=100, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, blank=True, validators=[PLZ])
    ort = models.CharField("Ort", max_length=100, blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    webadresse = models.URLField("Webadresse", blank=True)
    sortierschluessel = models.CharField(max_length=150, editable=False)

    class Meta:
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        ordering = ["sortierschluessel"]

    def __str__(self) -> str:
        return self.name
