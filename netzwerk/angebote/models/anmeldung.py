"""Sign-ups with their ledger, and the heads counted at open offers."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familienbuero import kalender
from familienbuero.verlauf import Verlauf
from netzwerk.angebote.abfragen import AnmeldungQuerySet
from netzwerk.angebote.enums import ZU_ENDE, Anmeldungsstand
from netzwerk.angebote.models.angebot import Angebot
from netzwerk.angebote.models.termine import Angebotstermin
from netzwerk.angebote.regeln import DEUTSCH, HOECHSTALTER, HOECHSTENS_KINDER, Koepfe, ein_alter


class Anmeldung(models.Model):
    """A family that wants to take part, with as many places as it brings children.

    It is nobody's `Familie`: whoever signs up tells a name and a way to be reached, and nothing is looked up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angebot = models.ForeignKey(Angebot, on_delete=models.PROTECT, related_name="anmeldungen")
    status = models.CharField(
        "Stand",
        max_length=20,
        choices=Anmeldungsstand.choices,
        default=Anmeldungsstand.ANGEFRAGT,
        editable=False,
    )
    name = models.CharField("Name", max_length=100)
    # Lower case; empty only where somebody was signed up by phone.
    email = models.EmailField("E-Mail-Adresse", blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    kinder = models.PositiveSmallIntegerField("Kinder", default=1)
    # Of the youngest child; None: not born yet.
    alter_monate = models.PositiveSmallIntegerField("Alter in Monaten", null=True, blank=True)
    # That of the page on which it was told; one of them is Leichte Sprache, which is no `Sprache`.
    sprache = models.CharField("Sprache der Mails", max_length=10, default=DEUTSCH, editable=False)
    token = models.CharField("Abdruck des Verweises", max_length=64, blank=True, editable=False)
    angefragt_am = models.DateTimeField("angefragt am", default=kalender.jetzt, editable=False)
    # Until when somebody who has moved up has to answer.
    frist = models.DateTimeField("Antwort bis", null=True, editable=False)
    erinnert_am = models.DateTimeField("erinnert am", null=True, editable=False)
    geloescht_am = models.DateField("Personendaten gelöscht am", null=True, editable=False)

    objects = AnmeldungQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        ordering = ["angefragt_am", "pk"]
        indexes = [
            models.Index(fields=["angebot", "status"], name="anmeldung_je_angebot"),  # list of the office
            models.Index(
                fields=["frist"], condition=Q(status="nachgerueckt"), name="anmeldung_frist"
            ),  # sweep
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["angebot", "email"],
                condition=~Q(status__in=sorted(ZU_ENDE)) & ~Q(email=""),
                name="anmeldung_einmal_je_email",
            ),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="anmeldung_token"),
            models.CheckConstraint(
                name="anmeldung_kinder_eins_bis_vier",
                condition=Q(kinder__gte=1, kinder__lte=HOECHSTENS_KINDER),
                violation_error_message="Bitte geben Sie ein bis vier Kinder an.",
            ),
            models.CheckConstraint(
                name="anmeldung_alter_hoechstens",
                condition=Q(alter_monate=None) | Q(alter_monate__lte=HOECHSTALTER),
            ),
            models.CheckConstraint(
                name="anmeldung_nachgerueckt_hat_frist",
                condition=~Q(status="nachgerueckt") | Q(frist__isnull=False),
            ),
            models.CheckConstraint(
                name="anmeldung_geloescht_ist_leer",
                condition=Q(geloescht_am=None)
                | Q(name="", email="", telefon="", alter_monate=None, token="", sprache=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def marke(self) -> Anmeldungsstand:
        """The state as a mark."""
        return Anmeldungsstand(self.status)

    @property
    def haelt_platz(self) -> bool:
        return self.marke.haelt_platz

    @property
    def laesst_sich_aendern(self) -> bool:
        """Whether the family may still change or cancel it by itself."""
        return Anmeldungsstand.STORNIERT in self.marke.danach

    @property
    def laesst_sich_berichtigen(self) -> bool:
        """Whether the office may still correct it: who was there already can have a new number."""
        return self.geloescht_am is None and (self.laesst_sich_aendern or self.haelt_platz)

    @property
    def alter(self) -> str:
        """Age of the youngest child: "7 Monate", "noch nicht geboren"."""
        if self.alter_monate is None:
            return "noch nicht geboren"
        return ein_alter(self.alter_monate)


class AnmeldungVerlauf(Verlauf):
    """Ledger of the sign-ups."""

    gruende = {
        "telefonisch": "am Telefon angemeldet",
        "geaendert": "Angaben geändert",
        "frist": "nicht rechtzeitig geantwortet",
        "vorbei": "das Angebot ist zu Ende",
    }
    fall = models.ForeignKey(Anmeldung, on_delete=models.CASCADE, related_name="verlauf")

    class Meta(Verlauf.Meta):
        verbose_name = "Verlauf einer Anmeldung"
        verbose_name_plural = "Verlauf der Anmeldungen"


class Besucherzaehlung(models.Model):
    """How many came to one date: numbers, never names. They outlive the series of the date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angebot = models.ForeignKey(Angebot, on_delete=models.PROTECT, related_name="zaehlungen", editable=False)
    termin = models.OneToOneField(
        Angebotstermin, on_delete=models.SET_NULL, null=True, related_name="zaehlung", editable=False
    )
    tag = models.DateField("Tag", editable=False)
    erwachsene = models.PositiveSmallIntegerField("Erwachsene", default=0)
    kinder = models.PositiveSmallIntegerField("Kinder", default=0)
    erstmals = models.PositiveSmallIntegerField("zum ersten Mal da", default=0)
    gezaehlt_am = models.DateTimeField("gezählt am", default=kalender.jetzt, editable=False)
    gezaehlt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "Besucherzählung"
        verbose_name_plural = "Besucherzählungen"
        ordering = ["-tag", "pk"]
        constraints = [
            models.CheckConstraint(
                name="besucherzaehlung_erstmals_sind_da",
                condition=Q(erstmals__lte=F("erwachsene") + F("kinder")),
                violation_error_message="Zum ersten Mal da können nicht mehr sein, als gekommen sind.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def als_koepfe(self) -> Koepfe:
        """The plain values that `regeln` work with."""
        return Koepfe(erwachsene=self.erwachsene, kinder=self.kinder, erstmals=self.erstmals)
