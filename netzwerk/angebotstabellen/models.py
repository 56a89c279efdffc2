"""Tables of offers, and their ledger."""

from django.db import models
from django.db.models import F, Q

from familienbuero.einlesen.models import Uebernahme
from familienbuero.verlauf import Verlauf
from netzwerk.angebotstabellen.abfragen import AngebotstabelleQuerySet


class Angebotstabelle(Uebernahme):
    """A table of offers: checked, then taken over by a worker as drafts, or discarded.

    The sums are those of the check until it is taken over, then those of the take-over. `gruende` are the
    faults of the refused rows as [line, column, sentence].
    """

    neu = models.PositiveIntegerField("neu")
    bekannt = models.PositiveIntegerField("schon bekannt")
    zurueckgewiesen = models.PositiveIntegerField("zurückgewiesen")
    gruende = models.JSONField("Gründe", default=list, blank=True)

    objects = AngebotstabelleQuerySet.as_manager()

    class Meta:
        verbose_name = "Tabelle von Angeboten"
        verbose_name_plural = "Tabellen von Angeboten"
        ordering = ["-geprueft_am"]
        constraints = [
            models.CheckConstraint(
                name="angebotstabelle_summe",
                condition=Q(gelesen=F("neu") + F("bekannt") + F("zurueckgewiesen")),
                violation_error_message="Die Summen der Tabelle gehen nicht auf.",
            )
        ]


class AngebotstabelleVerlauf(Verlauf):
    """Ledger of a table."""

    fall = models.ForeignKey(Angebotstabelle, on_delete=models.CASCADE, related_name="verlauf")
