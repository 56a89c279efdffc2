"""Visits: the case, its ledger, its log, and the people who make them."""

import json
import uuid
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from familienbuero import kalender
from familienbuero.datenschutz.felder import VerschluesselterText
from familienbuero.kalender.regeln import frist
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Familie, Kind, Stadtteil
from familienbuero.termine.models import Termin
from familienbuero.termine.regeln import Raster
from familienbuero.verlauf import Verlauf
from willkommensbesuche.besuche.abfragen import BesuchQuerySet, BesuchskraftQuerySet
from willkommensbesuche.besuche.enums import (
    Anlass,
    Ausschlussgrund,
    Besuchsform,
    BesuchStatus,
    Ergebnis,
    Thema,
)
from willkommensbesuche.besuche.regeln import Zuzugsgrenzen, zielfenster

TERMINART = "willkommensbesuch"
# States of which there is a figure (kennzahlen.regeln); a test compares.
GEZAEHLT = [
    "eingeplant", "bestaetigt", "verschoben", "abgesagt", "durchgefuehrt", "nicht_angetroffen",
    "nicht_erreicht",
]  # fmt: skip
# A visit is logged within five working days.
PROTOKOLLFRIST = 5


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


class Besuch(models.Model):
    """The case of one household and one occasion, from the report to the closed log.

    `tag` is the day of the current or last appointment; figures count a case on that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    familie = models.ForeignKey(Familie, on_delete=models.PROTECT, null=True, related_name="besuche")
    kinder = models.ManyToManyField(Kind, related_name="besuche", blank=True)
    anzahl_kinder = models.PositiveSmallIntegerField("Anzahl der Kinder", default=1)
    anlass = models.CharField("Anlass", max_length=20, choices=Anlass.choices)
    ereignisdatum = models.DateField("Datum des Anlasses")
    stadtteil = models.ForeignKey(Stadtteil, on_delete=models.PROTECT, null=True, blank=True)
    status = models.CharField(
        "Stand", max_length=20, choices=BesuchStatus.choices, default=BesuchStatus.GEMELDET
    )
    grund = models.CharField("Grund", max_length=20, choices=Ausschlussgrund.choices, blank=True)
    besuchskraft = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="besuche"
    )
    termin = models.OneToOneField(Termin, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tag = models.DateField("Besuchstag", null=True, blank=True)
    festgelegt = models.BooleanField("Termin festgelegt", default=False)
    versuche = models.PositiveSmallIntegerField("vergebliche Versuche", default=0)
    erstellt_am = models.DateTimeField(default=kalender.jetzt, editable=False)
    # Of a deleted case family and persons are gone and its days are months; it still counts.
    geloescht_am = models.DateField("gelöscht am", null=True, editable=False)
    tage_bis_besuch = models.SmallIntegerField("Tage vom Anlass bis zum Besuch", null=True, editable=False)

    objects = BesuchQuerySet.as_manager()

    class Meta:
        verbose_name = "Besuch"
        verbose_name_plural = "Besuche"
        indexes = [
            models.Index(fields=["tag", "besuchskraft"], name="besuch_tag"),  # week view
            models.Index(  # figures: all that is counted of a visit, so that the rows are not read
                fields=["tag"],
                include=["id", "status", "anlass", "stadtteil", "anzahl_kinder"],
                name="besuch_zahlen",
            ),
            models.Index(fields=["status", "ereignisdatum", "id"], name="besuch_stand"),  # planning, list
            models.Index(  # Heute, Mein Tag: visits whose day is over and that nobody has logged
                fields=["tag", "id"],
                condition=Q(status__in=["eingeplant", "eingeladen", "bestaetigt", "verschoben"]),
                name="besuch_anstehend",
            ),
            # The list of all, and of one district, from the newest occasion on.
            models.Index(fields=["-ereignisdatum", "id"], name="besuch_liste"),
            models.Index(fields=["stadtteil", "-ereignisdatum", "id"], name="besuch_liste_stadtteil"),
        ]
        constraints = [
            models.CheckConstraint(
                name="besuch_anstehend_hat_termin",
                condition=~Q(status__in=["eingeplant", "eingeladen", "bestaetigt", "verschoben"])
                | Q(termin__isnull=False, besuchskraft__isnull=False, tag__isnull=False),
                violation_error_message="Ein geplanter Besuch braucht Termin und Besuchskraft.",
            ),
            models.CheckConstraint(
                name="besuch_geloescht_ohne_person",
                condition=Q(geloescht_am=None, familie__isnull=False)
                | Q(geloescht_am__isnull=False, familie=None, besuchskraft=None, termin=None, grund=""),
            ),
            models.CheckConstraint(
                name="besuch_mit_kindern_oder_schwanger",
                condition=Q(anzahl_kinder__gte=1) | Q(anlass__in=["schwangerschaft", "eigener_wunsch"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stand(self) -> BesuchStatus:
        """The state as a member of its enum, for marks and maps."""
        return BesuchStatus(self.status)

    def zielfenster(self, regeln: Besuchsregeln) -> tuple[date, date]:
        """First and last day on which this visit should be made."""
        return zielfenster(
            self.anlass,
            self.ereignisdatum,
            von_tage=regeln.zielfenster_von_tage,
            bis_tage=regeln.zielfenster_bis_tage,
        )

    def protokoll_faellig_am(self) -> date:
        """Day by which the log must be written; the visit has had its day."""
        assert self.tag is not None
        return frist(self.tag, PROTOKOLLFRIST)


class BesuchVerlauf(Verlauf):
    """Ledger of the visits: besides the state, the appointment as it was after the change."""

    fall = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="verlauf")
    beginn = models.DateTimeField("Termin", null=True, blank=True)
    besuchskraft = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Somebody has thought better of it at once: it stays in the history and counts in no figure.
    zurueckgenommen = models.BooleanField("zurückgenommen", default=False)

    class Meta(Verlauf.Meta):
        verbose_name = "Verlauf eines Besuchs"
        verbose_name_plural = "Verlauf der Besuche"
        indexes = [
            models.Index(  # figures: only the states that are counted
                fields=["fall", "nach"],
                condition=Q(nach__in=GEZAEHLT, zurueckgenommen=False),
                name="besuchverlauf_zahlen",
            )
        ]


class Protokoll(models.Model):
    """Log of a visit: facts and wishes, no judgement about people or household."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    besuch = models.OneToOneField(Besuch, on_delete=models.CASCADE, related_name="protokoll")
    form = models.CharField("Ort des Gesprächs", max_length=20, choices=Besuchsform.choices)
    dauer_minuten = models.PositiveSmallIntegerField("Dauer in Minuten", validators=[MaxValueValidator(480)])
    sprache = models.CharField("Sprache", max_length=10, choices=Sprache.choices, default=Sprache.DEUTSCH)
    themen = ArrayField(
        models.CharField(max_length=20, choices=Thema.choices),
        verbose_name="Themen",
        default=list,
        blank=True,
    )
    paket = models.BooleanField("Begrüßungspaket übergeben", default=True)
    notiz = VerschluesselterText("Notiz", max_length=500)
    # None once the case is deleted.
    geschrieben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    geschrieben_am = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Protokoll"
        verbose_name_plural = "Protokolle"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def themen_text(self) -> str:
        return ", ".join(Thema(thema).label for thema in self.themen)


class Protokollentwurf(models.Model):
    """What somebody has typed into the log form of a visit and not sent yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    besuch = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="entwuerfe")
    wer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    inhalt = VerschluesselterText("Inhalt")
    gespeichert_am = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "Entwurf eines Protokolls"
        verbose_name_plural = "Entwürfe von Protokollen"
        constraints = [models.UniqueConstraint(name="entwurf_einer_je_person", fields=["besuch", "wer"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def felder(self) -> Mapping[str, list[str]]:
        """Name of a field -> what was typed or ticked, unchecked."""
        return json.loads(self.inhalt) if self.inhalt else {}


class Protokollsendung(models.Model):
    """A sent log form that had its effect. The form brings the id along, so that the same form sent again –
    a double click, a lost answer, a queue on a phone – changes nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    besuch = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="sendungen")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnis.choices)
    wer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wann = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "gesendetes Protokollformular"
        verbose_name_plural = "gesendete Protokollformulare"

    def __str__(self) -> str:
        return str(self.pk)


class Anrufnotiz(models.Model):
    """What was said on the phone: facts and wishes, encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    familie = models.ForeignKey(Familie, on_delete=models.CASCADE, related_name="anrufnotizen")
    text = VerschluesselterText("Notiz", max_length=500)
    wer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wann = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "Anrufnotiz"
        verbose_name_plural = "Anrufnotizen"
        ordering = ["-wann"]

    def __str__(self) -> str:
        return str(self.pk)
