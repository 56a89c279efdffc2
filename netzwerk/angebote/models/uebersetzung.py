"""What offers say in other languages."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from netzwerk.angebote.enums import GEMACHT, Uebersetzungsstand
from netzwerk.angebote.models.angebot import Angebot
from netzwerk.angebote.regeln import EIGENE_WORTE, stand_der_uebersetzung


class Uebersetzung(models.Model):
    """An offer's own words in another language of the public pages; without a row it is missing.

    `abdruck` is that of the German words that it was made from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angebot = models.ForeignKey(
        Angebot, on_delete=models.CASCADE, related_name="uebersetzungen", editable=False
    )
    sprache = models.CharField("Sprache", max_length=10, editable=False)
    titel = models.CharField("Titel", max_length=100)
    kurz = models.CharField("In einem Satz", max_length=300)
    text = models.TextField("Beschreibung", max_length=15_000, blank=True)
    kostenhinweis = models.CharField("Hinweis zu den Kosten", max_length=150, blank=True)
    stand = models.CharField(
        "Wer hat übersetzt?",
        max_length=20,
        choices=[(stand.value, stand.label) for stand in GEMACHT],
        default=Uebersetzungsstand.MASCHINELL,
    )
    abdruck = models.CharField(max_length=64, editable=False)
    geaendert_am = models.DateTimeField(default=timezone.now, editable=False)
    geaendert_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = "Übersetzung"
        verbose_name_plural = "Übersetzungen"
        ordering = ["sprache"]
        constraints = [
            models.UniqueConstraint(fields=["angebot", "sprache"], name="uebersetzung_einmal_je_sprache"),
            models.CheckConstraint(name="uebersetzung_nicht_deutsch", condition=~Q(sprache="de")),
            models.CheckConstraint(name="uebersetzung_gemacht", condition=Q(stand__in=GEMACHT)),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def worte(self) -> dict[str, str]:
        """What it says, by the names of the fields."""
        return {name: getattr(self, name) for name in EIGENE_WORTE}

    @property
    def ist_aktuell(self) -> bool:
        """Whether the German words are still those that it was made from."""
        return self.abdruck == self.angebot.abdruck

    @property
    def marke(self) -> Uebersetzungsstand:
        """The state as a mark."""
        return stand_der_uebersetzung(self.stand, aktuell=self.ist_aktuell)
