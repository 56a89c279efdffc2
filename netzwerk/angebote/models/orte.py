"""Places where offers take place, and the formats that families know by name."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from familienbuero.stammdaten.models import PLZ, Stadtteil, Verortet
from netzwerk.angebote.abfragen import OrtQuerySet, SuchwortQuerySet


class Ort(Verortet):
    """A place with its room, and how one gets in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Name", max_length=100, help_text="zum Beispiel Familienzentrum Bismarckstraße")
    raum = models.CharField("Raum", max_length=80, blank=True, help_text="zum Beispiel „Saal, 1. Etage“")
    strasse = models.CharField("Straße und Hausnummer", max_length=100)
    plz = models.CharField("Postleitzahl", max_length=5, validators=[PLZ])
    ort = models.CharField("Ort", max_length=100)
    stadtteil = models.ForeignKey(
        Stadtteil, on_delete=models.PROTECT, null=True, blank=True, verbose_name="Stadtteil"
    )
    stufenlos = models.BooleanField(
        "stufenlos", default=False, help_text="Von der Straße bis in den Raum ohne Stufe."
    )
    zugang = models.CharField(
        "Weitere Angaben zum Zugang",
        max_length=200,
        blank=True,
        help_text="zum Beispiel „Aufzug, Wickelraum, Kinderwagen im Flur“",
    )
    haltestelle = models.CharField(
        "Bus und Bahn",
        max_length=150,
        blank=True,
        help_text="zum Beispiel „Haltestelle Bismarckhalle, 3 Minuten“",
    )
    sortierschluessel = models.CharField(max_length=100, editable=False)

    objects = OrtQuerySet.as_manager()

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["sortierschluessel", "raum"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "raum"],
                name="ort_einmal",
                violation_error_message="Diesen Ort mit diesem Raum gibt es schon.",
            ),
            *Verortet.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.raum}" if self.raum else self.name

    @property
    def stadtweit(self) -> bool:
        """Whether it is as near to every district, as `OrtQuerySet.stadtweit`."""
        return self.stadtteil_id is None and self.breite is None

    @property
    def anschrift(self) -> str:
        return f"{self.strasse}, {self.plz} {self.ort}"


class Format(models.Model):
    """A named format (Elterncafé, Stillcafé, Musikmäuse …) and the words under which families look for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Name", max_length=80, unique=True)
    suchworte = ArrayField(
        models.CharField(max_length=60),
        verbose_name="Gesucht als",
        default=list,
        blank=True,
        help_text="Worte, die für Familien dasselbe meinen, mit Komma getrennt: stillen, Stillgruppe",
    )
    sortierschluessel = models.CharField(max_length=80, editable=False)

    class Meta:
        verbose_name = "Format"
        verbose_name_plural = "Formate"
        ordering = ["sortierschluessel"]

    def __str__(self) -> str:
        return self.name


class Suchwort(models.Model):
    """A word under which some offer is found. What somebody types is looked up here first, errors forgiven.

    The words of ten thousand offers are a few thousand: to compare with them is quick, with texts it is not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wort = models.CharField("Wort", max_length=100, unique=True)

    objects = SuchwortQuerySet.as_manager()

    class Meta:
        verbose_name = "Suchwort"
        verbose_name_plural = "Suchworte"
        indexes = [GinIndex(OpClass("wort", name="gin_trgm_ops"), name="suchwort_aehnlich")]

    def __str__(self) -> str:
        return self.wort
