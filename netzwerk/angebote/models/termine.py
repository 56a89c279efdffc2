"""Series and their dates, stored some months ahead."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from familienbuero.sprache import fuer_sich
from netzwerk.angebote.abfragen import AngebotsterminQuerySet
from netzwerk.angebote.enums import Angebotsstand, Monatswoche, Rhythmus, Terminlage, Wochentag
from netzwerk.angebote.models.angebot import Angebot
from netzwerk.angebote.models.orte import Ort
from netzwerk.angebote.regeln import Reihe


class Terminreihe(models.Model):
    """A rhythm with a time of day; an offer may have several, a single day is one of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angebot = models.ForeignKey(Angebot, on_delete=models.CASCADE, related_name="reihen")
    rhythmus = models.CharField(
        "Rhythmus", max_length=20, choices=Rhythmus.choices, default=Rhythmus.WOECHENTLICH
    )
    wochentage = ArrayField(
        models.PositiveSmallIntegerField(choices=Wochentag.choices),
        verbose_name="Wochentage",
        default=list,
        blank=True,
        help_text="Ohne Angabe: der Wochentag des ersten Tages.",
    )
    monatswoche = models.SmallIntegerField("im Monat", choices=Monatswoche.choices, default=Monatswoche.ERSTE)
    von = models.DateField("erster Tag")
    bis = models.DateField("letzter Tag", null=True, blank=True, help_text="Leer: bis auf Weiteres.")
    beginn = models.TimeField("von")
    ende = models.TimeField("bis")
    in_ferien = models.BooleanField("auch in den Schulferien", default=False)

    class Meta:
        verbose_name = "Terminreihe"
        verbose_name_plural = "Terminreihen"
        ordering = ["von", "beginn"]
        constraints = [
            models.CheckConstraint(
                name="terminreihe_beginn_vor_ende",
                condition=Q(ende__gt=F("beginn")),
                violation_error_message="Das Ende liegt vor dem Anfang. Bitte prüfen Sie die Uhrzeiten.",
            ),
            models.CheckConstraint(
                name="terminreihe_von_vor_bis",
                condition=Q(bis=None) | Q(bis__gte=F("von")),
                violation_error_message="Der letzte Tag liegt vor dem ersten.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def als_regel(self) -> Reihe:
        """The plain values that `regeln` work with."""
        return Reihe(
            rhythmus=Rhythmus(self.rhythmus),
            von=self.von,
            bis=self.bis,
            beginn=self.beginn,
            ende=self.ende,
            wochentage=tuple(self.wochentage),
            monatswoche=self.monatswoche,
            in_ferien=self.in_ferien,
        )


class Angebotstermin(models.Model):
    """One date of a series. `tag` is the day on which the rhythm puts it, wherever it was moved to.

    An exception is a row that says so (`lage`): the job that moves the horizon leaves it alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angebot = models.ForeignKey(Angebot, on_delete=models.CASCADE, related_name="termine")
    reihe = models.ForeignKey(Terminreihe, on_delete=models.CASCADE, related_name="termine")
    tag = models.DateField("Tag der Reihe")
    beginn = models.DateTimeField("Beginn")
    ende = models.DateTimeField("Ende")
    lage = models.CharField(
        "Lage", max_length=20, choices=Terminlage.choices, default=Terminlage.FINDET_STATT
    )
    hinweis = models.CharField("Hinweis", max_length=150, blank=True)
    # Where it has been moved to; None: where the offer is.
    ort = models.ForeignKey(Ort, on_delete=models.PROTECT, null=True, blank=True, verbose_name="anderer Ort")

    objects = AngebotsterminQuerySet.as_manager()

    class Meta:
        verbose_name = "Angebotstermin"
        verbose_name_plural = "Angebotstermine"
        ordering = ["beginn"]
        indexes = [
            models.Index(fields=["beginn", "angebot"], name="angebotstermin_kalender"),  # week, month, feed
            models.Index(fields=["angebot", "beginn"], name="angebotstermin_naechster"),  # next of an offer
        ]
        constraints = [
            models.UniqueConstraint(fields=["reihe", "tag"], name="angebotstermin_einer_je_tag"),
            models.CheckConstraint(name="angebotstermin_beginn_vor_ende", condition=Q(ende__gt=F("beginn"))),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def marke(self) -> Terminlage:
        """Whether it takes place, as a mark; no date of an offer that is called off does."""
        if self.angebot.status == Angebotsstand.ABGESAGT:
            return Terminlage.FAELLT_AUS
        return Terminlage(self.lage)

    @property
    def findet_statt(self) -> bool:
        return self.marke != Terminlage.FAELLT_AUS

    @property
    def wie_immer(self) -> bool:
        """False for what must be said loudly: called off, moved, or with a remark."""
        return self.marke == Terminlage.FINDET_STATT and not self.hinweis

    @property
    def am_ort(self) -> Ort | None:
        return self.ort or self.angebot.ort

    @property
    def in_worten(self) -> str:
        """What is special about this date, for families: "Fällt aus, wegen einer Fortbildung"."""
        lage = {Terminlage.FAELLT_AUS: _("Fällt aus"), Terminlage.VERLEGT: _("Verlegt")}
        return ", ".join(filter(None, [lage.get(self.marke, ""), fuer_sich(self.hinweis)]))
