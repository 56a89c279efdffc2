"""Who makes visits, by which rules, and where the calendar fetches them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Stadtteil
from familienbuero.termine.regeln import Raster
from willkommensbesuche.besuche.abfragen import BesuchskraftQuerySet
from willkommensbesuche.besuche.regeln import Zuzugsgrenzen


class Besuchsregeln(models.Model):
    """Settings of the office for visits: exactly one row."""

    id = models.BooleanField(primary_key=True, default=True, editable=False)
    zielfenster_von_tage = models.PositiveSmallIntegerField("Besuch frühestens nach Tagen", default=28)
    zielfenster_bis_tage = models.PositiveSmallIntegerField("Besuch spätestens nach Tagen", default=90)
    vorlauf_tage = models.PositiveSmallIntegerField(
        "Tage zwischen Planung und erstem Besuch",
        default=7,
        help_text="So lange braucht die Einladung zur Familie.",
    )
    fenster_minuten = models.PositiveSmallIntegerField("Länge eines Zeitfensters in Minuten", default=90)
    weg_minuten = models.PositiveSmallIntegerField("Weg zwischen zwei Besuchen in Minuten", default=30)
    hoechstversuche = models.PositiveSmallIntegerField(
        "Versuche, bis eine Familie als nicht erreicht gilt", default=2, validators=[MinValueValidator(1)]
    )
    zuzug_10a_monate = models.PositiveSmallIntegerField(
        "Zuzug: von § 10a MeldDÜV NRW gedeckt bis (Monate)", default=24, validators=[MaxValueValidator(24)]
    )
    zuzug_hoechstens_monate = models.PositiveSmallIntegerField("Zuzug: eingeladen bis (Monate)", default=36)
    zuzug_rechtsgrundlage = models.CharField(
        "Andere Rechtsgrundlage über § 10a hinaus",
        max_length=200,
        blank=True,
        help_text="Ohne Eintrag werden zugezogene Kinder nur bis zur Grenze des § 10a eingeladen.",
    )

    class Meta:
        verbose_name = "Besuchsregeln"
        verbose_name_plural = "Besuchsregeln"
        constraints = [
            models.CheckConstraint(name="besuchsregeln_nur_eine", condition=Q(id=True)),
            models.CheckConstraint(
                name="besuchsregeln_von_vor_bis",
                condition=Q(zielfenster_bis_tage__gt=F("zielfenster_von_tage")),
                violation_error_message="Der späteste Besuchstag liegt vor dem frühesten.",
            ),
            models.CheckConstraint(
                name="besuchsregeln_fenster",
                condition=Q(fenster_minuten__gte=15, fenster_minuten__lte=480),
                violation_error_message="Ein Zeitfenster dauert 15 bis 480 Minuten.",
            ),
        ]

    def __str__(self) -> str:
        return "Besuchsregeln"

    @property
    def raster(self) -> Raster:
        return Raster(minuten=self.fenster_minuten, weg=self.weg_minuten)

    @property
    def zuzugsgrenzen(self) -> Zuzugsgrenzen:
        return Zuzugsgrenzen(
            nach_10a=self.zuzug_10a_monate,
            hoechstens=self.zuzug_hoechstens_monate,
            andere_rechtsgrundlage=bool(self.zuzug_rechtsgrundlage),
        )


class Besuchskraft(models.Model):
    """A visitor: languages, districts, how many visits a day. Hours and absences are in `termine`."""

    benutzer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="besuchskraft"
    )
    sprachen = ArrayField(
        models.CharField(max_length=10, choices=Sprache.choices), verbose_name="Sprachen", default=list
    )
    stadtteile = models.ManyToManyField(
        Stadtteil, verbose_name="Stadtteile", blank=True, help_text="Ohne Auswahl: alle Stadtteile."
    )
    hoechstens_je_tag = models.PositiveSmallIntegerField(
        "Besuche am Tag höchstens", default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    objects = BesuchskraftQuerySet.as_manager()

    class Meta:
        verbose_name = "Besuchskraft"
        verbose_name_plural = "Besuchskräfte"
        ordering = ["benutzer__nachname", "benutzer__vorname"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def sprachen_text(self) -> str:
        return ", ".join(Sprache(sprache).label for sprache in self.sprachen)


class Kalenderabo(models.Model):
    """A visitor's secret address under which calendars fetch the own visits; known as a hash only."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    abdruck = models.CharField("Abdruck der Adresse", max_length=64, unique=True)
    seit = models.DateTimeField("abonniert seit", default=timezone.now)

    class Meta:
        verbose_name = "Kalenderabo"
        verbose_name_plural = "Kalenderabos"

    def __str__(self) -> str:
        return str(self.pk)
