"""Registry lists, their ledger, and the proof of their rows."""

import uuid
from dataclasses import fields

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.einlesen.models import Uebernahme
from familienbuero.stammdaten.models import Kind
from familienbuero.verlauf import Verlauf
from willkommensbesuche.meldungen.abfragen import MeldelisteQuerySet
from willkommensbesuche.meldungen.enums import Ergebnis
from willkommensbesuche.meldungen.regeln.bericht import Summen


class Meldeliste(Uebernahme):
    """A list from the registry: checked, then taken over by a worker, or discarded.

    The sums are those of the check until the list is taken over, then those of the take-over.
    """

    profil = models.CharField("Profil", max_length=40)
    # Of a family that a newer list has spoken of, this one changes next to nothing (regeln.vergleich).
    liste_vom = models.DateField("Liste vom", default=kalender.heute)
    neu = models.PositiveIntegerField("neu")
    geaendert = models.PositiveIntegerField("geändert")
    unveraendert = models.PositiveIntegerField("unverändert")
    zurueckgewiesen = models.PositiveIntegerField("zurückgewiesen")
    kinder = models.PositiveIntegerField("Kinder")
    familien = models.PositiveIntegerField("Familien")
    neue_familien = models.PositiveIntegerField("Familien mit neuen Kindern")
    mehrlinge = models.PositiveIntegerField("Familien mit Mehrlingen")
    ueberholte = models.PositiveIntegerField("Familien mit neuerer Meldung", default=0)
    # Households dealt with in the running take-over, of `familien`.
    erledigt = models.PositiveIntegerField("erledigt", default=0)

    objects = MeldelisteQuerySet.as_manager()

    class Meta:
        verbose_name = "Meldeliste"
        verbose_name_plural = "Meldelisten"
        ordering = ["-geprueft_am"]
        constraints = [
            models.CheckConstraint(
                name="meldeliste_summe",
                condition=Q(gelesen=F("neu") + F("geaendert") + F("unveraendert") + F("zurueckgewiesen")),
                violation_error_message="Die Summen der Meldeliste gehen nicht auf.",
            )
        ]
        indexes = [models.Index(fields=["-geprueft_am", "id"], name="meldeliste_liste")]  # list, keyset

    @property
    def pruef_satz(self) -> str:
        """Where the list comes from, and that nothing is stored yet."""
        zeilen = "1 Zeile" if self.gelesen == 1 else f"{self.gelesen} Zeilen"
        wer = f" von {self.eingang.wer.name}" if self.eingang.wer else ""
        wann, bis = localtime(self.geprueft_am), localtime(self.eingang.verfaellt_am)
        return (
            f"{zeilen}, Liste vom {self.liste_vom:%d.%m.%Y}, hochgeladen am {wann:%d.%m.%Y} um "
            f"{wann:%H:%M} Uhr{wer}. Bis Sie übernehmen, ist nichts gespeichert; spätestens am "
            f"{bis:%d.%m.%Y} um {bis:%H:%M} Uhr wird die Datei vernichtet."
        )

    @property
    def ueberholt_satz(self) -> str:
        """Why a list changes less than it says, and what to do when it is the newer one after all."""
        wer = "einer Familie" if self.ueberholte == 1 else f"{self.ueberholte} Familien"
        return (
            f"Von {wer} gibt es schon Angaben aus einer neueren Liste als vom {self.liste_vom:%d.%m.%Y}. "
            "Sie bleiben stehen; übernommen werden dort nur neue Kinder, Sterbefälle und Sperren. Ist diese "
            "Liste doch die neuere, verwerfen Sie sie und laden sie mit ihrem Datum noch einmal hoch."
        )

    @property
    def fortschritt_text(self) -> str:
        return f"{self.erledigt} von {self.familien} Familien übernommen"

    @property
    def ergebnis_satz(self) -> str:
        return f"{self.gelesen} Zeilen gelesen, {self.kinder} Kinder in {self.familien} Familien."

    @property
    def summen(self) -> Summen:
        return Summen(**{feld.name: getattr(self, feld.name) for feld in fields(Summen)})

    @property
    def zu_uebernehmen(self) -> int:
        """Children that the take-over would write."""
        return self.neu + self.geaendert


class MeldelisteVerlauf(Verlauf):
    """Ledger of a registry list."""

    fall = models.ForeignKey(Meldeliste, on_delete=models.CASCADE, related_name="verlauf")


class Meldung(models.Model):
    """Proof of one row of a list that was taken over: its line, its hash and what came of it.

    It holds no personal data. `gruende` are the faults of a refused row as [column, sentence].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    liste = models.ForeignKey(Meldeliste, on_delete=models.CASCADE, related_name="meldungen")
    zeile = models.PositiveIntegerField("Zeile")
    abdruck = models.CharField("SHA-256 der Zeile", max_length=64)
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnis.choices)
    gruende = models.JSONField("Gründe", default=list, blank=True)
    kind = models.ForeignKey(Kind, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        ordering = ["zeile"]
        constraints = [
            models.UniqueConstraint(
                fields=["liste", "zeile"],
                name="meldung_zeile_einmalig",
                violation_error_message="Diese Zeile der Liste ist schon verzeichnet.",
            )
        ]
