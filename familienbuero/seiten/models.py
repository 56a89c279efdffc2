"""Texts and news that the office writes itself."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from familienbuero import kalender
from familienbuero.seiten.abfragen import NeuigkeitQuerySet
from familienbuero.seiten.enums import Seitenname

DEUTSCH = "de"


class Seite(models.Model):
    """An editable page in one language; German is there always, and shown where another is missing.

    `text` is cleaned HTML (`regeln.bereinigen`) with places for the Kommune's data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=30, choices=Seitenname.choices, editable=False)
    sprache = models.CharField("Sprache", max_length=10, default=DEUTSCH, editable=False)
    titel = models.CharField("Titel", max_length=100)
    text = models.TextField("Text", max_length=50_000)
    film = models.URLField(
        "Adresse eines Films",
        blank=True,
        help_text="Die Seite verweist darauf; von dort wird nichts geladen, bis jemand darauf drückt.",
    )
    geaendert_am = models.DateTimeField(default=timezone.now, editable=False)
    geaendert_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["slug", "sprache"]
        constraints = [models.UniqueConstraint(fields=["slug", "sprache"], name="seite_einmal_je_sprache")]

    def __str__(self) -> str:
        return self.slug


class Neuigkeit(models.Model):
    """News of the office, or a decision of the council, with where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    datum = models.DateField("Datum")
    titel = models.CharField("Titel", max_length=200)
    text = models.TextField("Text", max_length=20_000)
    quelle = models.CharField(
        "Quelle",
        max_length=200,
        blank=True,
        help_text="zum Beispiel „Beschluss des Jugendhilfeausschusses, Vorlage 12/2026“",
    )
    quelle_adresse = models.URLField("Adresse der Quelle", blank=True)
    sprache = models.CharField("Sprache", max_length=10, default=DEUTSCH)

    objects = NeuigkeitQuerySet.as_manager()

    class Meta:
        verbose_name = "Neuigkeit"
        verbose_name_plural = "Neuigkeiten"
        ordering = ["-datum", "pk"]
        indexes = [models.Index(fields=["-datum", "id"], name="neuigkeit_nach_datum")]  # public list

    def __str__(self) -> str:
        return self.titel

    @property
    def kommt_noch(self) -> bool:
        """Whether it is dated ahead, so that nobody reads it yet."""
        return self.datum > kalender.heute()
