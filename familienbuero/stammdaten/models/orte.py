"""The municipality, its districts, and where the office is."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PLZ = RegexValidator(r"^\d{5}$", _("Eine Postleitzahl hat fünf Ziffern."))
FARBE = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", "Eine Farbe wird als # mit sechs Zeichen angegeben, z. B. #0b5963."
)


def eigene_postleitzahlen() -> list[str]:
    """What a fresh database begins with; the office puts its own in their place."""
    return ["57072", "57074", "57076", "57078", "57080"]


class Verortet(models.Model):
    """Something with a place on the map in degrees, or none (docs/adr/0016-short-ways.md)."""

    breite = models.FloatField("Breitengrad", null=True, blank=True)
    laenge = models.FloatField("Längengrad", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ort_auf_der_erde",
                condition=Q(breite__isnull=True, laenge__isnull=True)
                | Q(
                    breite__isnull=False,
                    laenge__isnull=False,
                    breite__range=(-90, 90),
                    laenge__range=(-180, 180),
                ),
                violation_error_message="Diesen Ort gibt es auf der Erde nicht.",
            )
        ]


class Kommune(Verortet):
    """The municipality of this installation: exactly one row. What stands in letters and on every page."""

    id = models.BooleanField(primary_key=True, default=True, editable=False)
    name = models.CharField("Name der Kommune", max_length=100, default="Stadt Musterstadt")
    amt = models.CharField("Bezeichnung des Büros", max_length=100, default="Familienbüro")
    strasse = models.CharField("Straße und Hausnummer", max_length=100, default="Rathausplatz 1")
    plz = models.CharField("Postleitzahl", max_length=5, default="57072", validators=[PLZ])
    ort = models.CharField("Ort", max_length=100, default="Musterstadt")
    postleitzahlen = ArrayField(
        models.CharField(max_length=5, validators=[PLZ]),
        verbose_name="Postleitzahlen der Kommune",
        default=eigene_postleitzahlen,
        help_text="Meldungen aus anderen Postleitzahlen werden zurückgewiesen.",
    )
    telefon = models.CharField("Telefon", max_length=40, default="0221 4710-100")
    email = models.EmailField("E-Mail-Adresse", default="familienbuero@musterstadt.example")
    webadresse = models.URLField(
        "Webadresse", blank=True, default="https://familienbuero.musterstadt.example"
    )
    sprechzeiten = models.CharField(
        "Sprechzeiten", max_length=200, default="Montag bis Freitag von 8 bis 16 Uhr"
    )
    unterzeichnet_von = models.CharField("Briefe unterzeichnet", max_length=100, default="Ihr Familienbüro")
    akzent_hell = models.CharField(
        "Farbe auf hellem Grund", max_length=7, default="#0b5963", validators=[FARBE]
    )
    akzent_dunkel = models.CharField(
        "Farbe auf dunklem Grund", max_length=7, default="#8fd3db", validators=[FARBE]
    )
    datenschutzbeauftragte = models.TextField(
        "Datenschutzbeauftragte Person",
        max_length=400,
        default="Behördliche Datenschutzbeauftragte der Stadt Musterstadt, Rathausplatz 1, 57072 Musterstadt",
    )
    aufsichtsbehoerde = models.TextField(
        "Aufsichtsbehörde",
        max_length=400,
        default="Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
    )

    class Meta:
        verbose_name = "Kommune"
        verbose_name_plural = "Kommune"
        constraints = [
            models.CheckConstraint(name="kommune_nur_eine", condition=Q(id=True)),
            *Verortet.Meta.constraints,
        ]

    def __str__(self) -> str:
        return self.name


class Stadtteil(Verortet):
    """A district, as the registry names it. Unknown ones are added by take-over, without a place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Name", max_length=80, unique=True)
    sortierschluessel = models.CharField(max_length=80, editable=False)

    class Meta(Verortet.Meta):
        verbose_name = "Stadtteil"
        verbose_name_plural = "Stadtteile"
        ordering = ["sortierschluessel"]

    def __str__(self) -> str:
        return self.name


class Standort(Verortet):
    """A place where families find the office; the first one in the order is the main one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge", default=1)
    name = models.CharField("Name", max_length=100, help_text="zum Beispiel Stadtteilbüro Geisweid")
    strasse = models.CharField("Straße und Hausnummer", max_length=100)
    plz = models.CharField("Postleitzahl", max_length=5, validators=[PLZ])
    ort = models.CharField("Ort", max_length=100)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    oeffnungszeiten = models.TextField(
        "Öffnungszeiten",
        max_length=400,
        help_text="Eine Zeile je Angabe, zum Beispiel „Dienstag, 9 bis 12 Uhr“.",
    )
    zugang = models.CharField(
        "Zugang",
        max_length=200,
        blank=True,
        help_text="zum Beispiel „Erdgeschoss, stufenlos, mit Wickelraum“",
    )
    anfahrt = models.CharField(
        "Anfahrt", max_length=300, blank=True, help_text="Haltestelle, Linien, Parkplätze"
    )

    class Meta(Verortet.Meta):
        verbose_name = "Standort"
        verbose_name_plural = "Standorte"
        ordering = ["reihenfolge", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def anschrift(self) -> str:
        return f"{self.strasse}, {self.plz} {self.ort}"
