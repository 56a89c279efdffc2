"""Tables that the office kept before, and their ledger."""

from dataclasses import fields

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from familienbuero.auftrag import Auftragsstand
from familienbuero.einlesen.models import Uebernahme
from familienbuero.verlauf import Verlauf
from willkommensbesuche.altbestand.abfragen import BestandstabelleQuerySet
from willkommensbesuche.altbestand.regeln.bericht import Summen


class Bestandstabelle(Uebernahme):
    """A table of the office: checked, then taken over by a worker, or discarded.

    The sums are those of the check until it is taken over, then those of the take-over. `gruende` are the
    faults of the refused rows as [line, column, sentence], noted with the take-over; no values.
    """

    neu = models.PositiveIntegerField("neu")
    bekannt = models.PositiveIntegerField("schon bekannt")
    zurueckgewiesen = models.PositiveIntegerField("zurückgewiesen")
    laufende = models.PositiveIntegerField("laufende Besuche")
    beendete = models.PositiveIntegerField("beendete Besuche")
    neue_familien = models.PositiveIntegerField("neue Familien")
    gruende = models.JSONField("Gründe", default=list, blank=True)

    objects = BestandstabelleQuerySet.as_manager()

    class Meta:
        verbose_name = "Tabelle des Büros"
        verbose_name_plural = "Tabellen des Büros"
        ordering = ["-geprueft_am"]
        constraints = [
            models.CheckConstraint(
                name="bestandstabelle_summe",
                condition=Q(gelesen=F("neu") + F("bekannt") + F("zurueckgewiesen")),
                violation_error_message="Die Summen der Tabelle gehen nicht auf.",
            )
        ]

    @property
    def summen(self) -> Summen:
        return Summen(**{feld.name: getattr(self, feld.name) for feld in fields(Summen)})

    @property
    def neu_satz(self) -> str:
        """What the new rows are."""
        besuche = f"{self.laufende} laufend, {self.beendete} beendet"
        familien = "1 neue Familie" if self.neue_familien == 1 else f"{self.neue_familien} neue Familien"
        return f"Besuche: {besuche}; {familien}"

    @property
    def fortschritt_text(self) -> str:
        """What the worker does; a table is written in one go, so there is nothing to count on the way."""
        if self.stand == Auftragsstand.IN_ARBEIT:
            return f"{self.gelesen} Zeilen werden noch einmal geprüft und übernommen"
        return "Die Übernahme beginnt gleich"

    @property
    def pruef_satz(self) -> str:
        """That nothing is stored yet, and until when one can decide."""
        bis = localtime(self.eingang.verfaellt_am)
        return (
            f"{self.gelesen} Zeilen gelesen. Bis Sie übernehmen, ist nichts gespeichert; spätestens am "
            f"{bis:%d.%m.%Y} um {bis:%H:%M} Uhr wird die Datei vernichtet."
        )


class BestandstabelleVerlauf(Verlauf):
    """Ledger of a table."""

    fall = models.ForeignKey(Bestandstabelle, on_delete=models.CASCADE, related_name="verlauf")
