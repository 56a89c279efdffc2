"""What an organisation is in the network, who speaks for it, and the links of these people."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from familienbuero import kalender
from familienbuero.stammdaten.models import Organisation
from netzwerk.partner.abfragen import AnsprechpersonQuerySet, PflegelinkQuerySet
from netzwerk.partner.enums import Lebensphase, Partnerart, Partnerstatus


class Netzwerkpartner(models.Model):
    """An organisation as a member of the network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="netzwerkpartner", verbose_name="Organisation"
    )
    art = models.CharField("Art", max_length=30, choices=Partnerart.choices)
    partnerstatus = models.CharField(
        "Zusammenarbeit",
        max_length=20,
        choices=Partnerstatus.choices,
        default=Partnerstatus.NETZWERKPARTNER,
    )
    lebensphasen = ArrayField(
        models.CharField(max_length=20, choices=Lebensphase.choices),
        verbose_name="Lebensphasen",
        default=list,
        blank=True,
    )
    seit = models.DateField("Dabei seit", null=True, blank=True)

    class Meta:
        verbose_name = "Netzwerkpartner"
        verbose_name_plural = "Netzwerkpartner"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def marke(self) -> Partnerstatus:
        """How close it works with others, as a mark."""
        return Partnerstatus(self.partnerstatus)

    @property
    def phasen_in_worten(self) -> list[str]:
        return [Lebensphase(eine).label for eine in self.lebensphasen]


class Ansprechperson(models.Model):
    """Somebody who speaks for an organisation: business contact data, gone when the person leaves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="ansprechpersonen", verbose_name="Organisation"
    )
    name = models.CharField("Name", max_length=100)
    funktion = models.CharField(
        "Funktion", max_length=100, blank=True, help_text="zum Beispiel Leitung, Kursplanung"
    )
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField(
        "E-Mail-Adresse", blank=True, help_text="Dienstlich. Dorthin geht der Link zu den Angeboten."
    )

    objects = AnsprechpersonQuerySet.as_manager()

    class Meta:
        verbose_name = "Ansprechperson"
        verbose_name_plural = "Ansprechpersonen"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Pflegelink(models.Model):
    """A link with which somebody writes the offers of the own organisation, known only as a hash.

    One per person: a new one replaces it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ansprechperson = models.OneToOneField(Ansprechperson, on_delete=models.CASCADE, related_name="pflegelink")
    token = models.CharField("Abdruck des Links", max_length=64, unique=True)
    ausgestellt_am = models.DateTimeField("geschickt am", default=kalender.jetzt)
    gueltig_bis = models.DateField("gültig bis")
    widerrufen_am = models.DateTimeField("widerrufen am", null=True)

    objects = PflegelinkQuerySet.as_manager()

    class Meta:
        verbose_name = "Link zum Pflegen"
        verbose_name_plural = "Links zum Pflegen"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def gilt(self) -> bool:
        return self.widerrufen_am is None and self.gueltig_bis >= kalender.heute()
