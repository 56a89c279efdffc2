"""What partners propose about their offers, and when they were asked whether everything is still right."""

from __future__ import annotations

import hashlib
import uuid

from django.db import models
from django.db.models import Q

from familienbuero import kalender
from familienbuero.stammdaten.models import Organisation
from familienbuero.verlauf import Verlauf
from netzwerk.angebote.abfragen import AenderungsvorschlagQuerySet, RueckfrageQuerySet
from netzwerk.angebote.enums import Vorschlagsart, Vorschlagsstand
from netzwerk.angebote.models.angebot import Angebot
from netzwerk.angebote.models.termine import Terminreihe
from netzwerk.angebote.regeln.vorschlag import REIHE, REIHENFELDER
from netzwerk.partner.models import Ansprechperson


class Aenderungsvorschlag(models.Model):
    """What a partner wants to have changed; families see it when the office has taken it over.

    `aenderungen` holds by field what the partner saw and what it should become. A date that a partner has
    called off is told in the same way: it needs no release, only somebody who knows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    art = models.CharField("Art", max_length=20, choices=Vorschlagsart.choices)
    status = models.CharField(
        "Stand", max_length=20, choices=Vorschlagsstand.choices, default=Vorschlagsstand.OFFEN
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="Anbieter"
    )
    # None: a new offer that nobody has taken over yet.
    angebot = models.ForeignKey(
        Angebot, on_delete=models.CASCADE, null=True, related_name="vorschlaege", verbose_name="Angebot"
    )
    ansprechperson = models.ForeignKey(
        Ansprechperson, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="von"
    )
    aenderungen = models.JSONField("Änderungen", default=dict, blank=True)
    bemerkung = models.TextField("Bemerkung", max_length=2000, blank=True)
    antwort = models.CharField("Antwort an den Anbieter", max_length=300, blank=True)
    eingegangen_am = models.DateTimeField("eingegangen am", default=kalender.jetzt)

    objects = AenderungsvorschlagQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        ordering = ["-eingegangen_am", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["angebot"],
                condition=Q(status="offen", art="aenderung"),
                name="aenderungsvorschlag_einer_offen",
                violation_error_message="Zu diesem Angebot wartet schon ein Vorschlag.",
            ),
            models.CheckConstraint(
                name="aenderungsvorschlag_nennt_angebot",
                condition=Q(art="neu") | Q(angebot__isnull=False),
            ),
            models.CheckConstraint(
                name="aenderungsvorschlag_abgelehnt_mit_satz",
                condition=~Q(status="abgelehnt") | ~Q(antwort=""),
                violation_error_message="Bitte schreiben Sie dem Anbieter, warum.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def marke(self) -> Vorschlagsstand:
        """The state as a mark."""
        return Vorschlagsstand(self.status)

    @property
    def titel(self) -> str:
        """The offer, or how the new one is to be called."""
        if self.angebot:
            return self.angebot.titel
        return str(self.aenderungen.get("titel", {}).get("nachher", "Neues Angebot"))

    @property
    def fassung(self) -> str:
        """A hash of what somebody who decides has read: the partner may change it meanwhile."""
        return hashlib.sha256(repr((self.aenderungen, self.bemerkung)).encode()).hexdigest()[:32]

    @property
    def reihe(self) -> Terminreihe | None:
        """The series that a new offer is to have, not stored; None where the partner has told none."""
        if REIHE not in self.aenderungen:
            return None
        werte = self.aenderungen[REIHE]["nachher"]
        reihe = Terminreihe(**{feld: werte[feld] for feld in REIHENFELDER})
        reihe.clean_fields(exclude=["angebot"])  # days and times are text so far
        return reihe


class AenderungsvorschlagVerlauf(Verlauf):
    """Ledger of the proposals."""

    gruende = {"ergaenzt": "vom Anbieter noch einmal geändert"}
    fall = models.ForeignKey(Aenderungsvorschlag, on_delete=models.CASCADE, related_name="verlauf")

    class Meta(Verlauf.Meta):
        verbose_name = "Verlauf eines Vorschlags"
        verbose_name_plural = "Verlauf der Vorschläge"


class Rueckfrage(models.Model):
    """That a partner was asked in a half year whether its offers are still right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="rueckfragen", verbose_name="Anbieter"
    )
    ansprechperson = models.ForeignKey(
        Ansprechperson, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="gefragt"
    )
    halbjahr = models.CharField("Halbjahr", max_length=6)
    gefragt_am = models.DateField("gefragt am")
    erinnert_am = models.DateField("erinnert am", null=True)
    beantwortet_am = models.DateField("beantwortet am", null=True)

    objects = RueckfrageQuerySet.as_manager()

    class Meta:
        verbose_name = "Rückfrage"
        verbose_name_plural = "Rückfragen"
        ordering = ["-gefragt_am", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "halbjahr"], name="rueckfrage_einmal_je_halbjahr")
        ]

    def __str__(self) -> str:
        return str(self.pk)
