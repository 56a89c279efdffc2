"""The case of a household and an occasion, and its ledger."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from familienbuero import kalender
from familienbuero.kalender.regeln import frist
from familienbuero.stammdaten.models import Familie, Kind, Stadtteil
from familienbuero.termine.models import Termin
from familienbuero.verlauf import Verlauf
from willkommensbesuche.besuche.abfragen import BesuchQuerySet
from willkommensbesuche.besuche.enums import Anlass, Ausschlussgrund, BesuchStatus, Warum
from willkommensbesuche.besuche.models.kraefte import Besuchsregeln
from willkommensbesuche.besuche.regeln import zielfenster

TERMINART = "willkommensbesuch"
# States of which there is a figure (kennzahlen.regeln); a test compares.
GEZAEHLT = [
    "eingeplant", "bestaetigt", "verschoben", "abgesagt", "durchgefuehrt", "nicht_angetroffen",
    "nicht_erreicht",
]  # fmt: skip
# A visit is logged within five working days.
PROTOKOLLFRIST = 5


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

    @property
    def ist_verdeckt(self) -> bool:
        """True for a family with a blocking mark (§§ 51, 52 BMG): only the head may know it."""
        familie = self.familie
        return familie is not None and (familie.auskunftssperre or familie.bedingter_sperrvermerk)

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

    gruende = dict(Ausschlussgrund.choices) | dict(Warum.choices)
    fall = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="verlauf")
    beginn = models.DateTimeField("Termin", null=True, blank=True)
    besuchskraft = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    festgelegt = models.BooleanField("Termin festgelegt", default=False, db_default=False)
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
