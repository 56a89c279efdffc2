"""Offers, who leads them, and their ledger."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Organisation
from familienbuero.verlauf import Verlauf
from netzwerk.angebote.abfragen import AngebotQuerySet
from netzwerk.angebote.enums import (
    IM_NETZ,
    Angebotsart,
    Angebotsstand,
    Anmeldeweg,
    Mittelherkunft,
    Rhythmus,
)
from netzwerk.angebote.models.orte import Format, Ort
from netzwerk.angebote.regeln import (
    DEUTSCH,
    EIGENE_WORTE,
    HOECHSTALTER,
    Wortlaut,
    abdruck_der_worte,
    alter_in_worten,
    kosten_in_worten,
    wortlaut,
)
from netzwerk.partner.enums import Lebensphase

if TYPE_CHECKING:
    from netzwerk.angebote.models.termine import Angebotstermin


def nur_deutsch() -> list[str]:
    """In which languages an offer takes place unless somebody says otherwise."""
    return [Sprache.DEUTSCH]


class Angebot(models.Model):
    """An offer: the unit that families find and sign up for. A course of the next term is another row.

    `suchworte`, `titelworte`, `sortierschluessel`, `naechster_beginn`, `naechstes_ende`, `wochentage` follow
    from the other fields and from the dates; `dienste` keep them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField("Adresse", max_length=80, unique=True, editable=False)
    status = models.CharField(
        "Stand", max_length=20, choices=Angebotsstand.choices, default=Angebotsstand.ENTWURF, editable=False
    )
    titel = models.CharField("Titel", max_length=100)
    kurz = models.CharField(
        "In einem Satz",
        max_length=200,
        help_text="Steht unter dem Titel und in jeder Übersicht der Suchmaschinen.",
    )
    text = models.TextField("Beschreibung", max_length=10_000, blank=True)
    art = models.CharField("Art", max_length=20, choices=Angebotsart.choices, default=Angebotsart.OFFEN)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, null=True, blank=True, verbose_name="Format")
    lebensphase = models.CharField(
        "Lebensphase", max_length=20, choices=Lebensphase.choices, default=Lebensphase.FRUEHE_KINDHEIT
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="angebote", verbose_name="Anbieter"
    )
    kooperation = models.ManyToManyField(
        Organisation, blank=True, related_name="kooperationen", verbose_name="In Kooperation mit"
    )
    ort = models.ForeignKey(Ort, on_delete=models.PROTECT, null=True, blank=True, verbose_name="Ort")
    alter_von = models.PositiveSmallIntegerField("Alter ab (Monate)", null=True, blank=True)
    alter_bis = models.PositiveSmallIntegerField("Alter bis (Monate)", null=True, blank=True)
    schwangerschaft = models.BooleanField("auch in der Schwangerschaft", default=False)
    kosten_cent = models.PositiveIntegerField("Kosten", default=0)
    kostenhinweis = models.CharField(
        "Hinweis zu den Kosten",
        max_length=100,
        blank=True,
        help_text="zum Beispiel „5 Termine“ oder „mit Bildungsgutschein frei“",
    )
    anmeldeweg = models.CharField(
        "Teilnahme", max_length=20, choices=Anmeldeweg.choices, default=Anmeldeweg.KOMMEN
    )
    anmeldung_bei = models.CharField(
        "Anmeldung beim Anbieter", max_length=200, blank=True, help_text="Telefon, E-Mail oder Webadresse"
    )
    plaetze = models.PositiveSmallIntegerField("Plätze", null=True, blank=True)
    nach_vereinbarung = models.BooleanField("Termine nach Vereinbarung", default=False)
    sprachen = ArrayField(
        models.CharField(max_length=10, choices=Sprache.choices), verbose_name="Sprachen", default=nur_deutsch
    )
    kontakt_name = models.CharField("Fragen an", max_length=100, blank=True)
    kontakt_telefon = models.CharField("Telefon", max_length=40, blank=True)
    kontakt_email = models.EmailField("E-Mail-Adresse", blank=True)
    mittel = models.CharField(
        "Bezahlt aus", max_length=20, choices=Mittelherkunft.choices, default=Mittelherkunft.TRAEGER
    )
    # Kept by `dienste.plaetze`, so that lists need not count, and a constraint can hold it.
    belegte_plaetze = models.PositiveSmallIntegerField("belegte Plätze", default=0, editable=False)
    geprueft_am = models.DateField("geprüft am", null=True, editable=False)
    naechster_beginn = models.DateTimeField(null=True, editable=False)
    naechstes_ende = models.DateTimeField(null=True, editable=False)
    wochentage = ArrayField(models.PositiveSmallIntegerField(), default=list, editable=False)
    suchworte = ArrayField(models.CharField(max_length=100), default=list, editable=False)
    titelworte = ArrayField(models.CharField(max_length=100), default=list, editable=False)
    sortierschluessel = models.CharField(max_length=100, editable=False)
    erstellt_am = models.DateTimeField(default=timezone.now, editable=False)
    # For the first time; what comes back is no news.
    veroeffentlicht_am = models.DateTimeField("veröffentlicht am", null=True, editable=False)

    objects = AngebotQuerySet.as_manager()

    class Meta:
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        ordering = ["sortierschluessel", "pk"]
        indexes = [
            GinIndex(fields=["suchworte"], name="angebot_suche"),
            models.Index(fields=["sortierschluessel", "id"], name="angebot_liste"),  # list of the office
            models.Index(fields=["naechstes_ende"], name="angebot_naechstes"),  # what has to move on
        ]
        constraints = [
            models.CheckConstraint(
                name="angebot_alter_von_vor_bis",
                condition=Q(alter_bis__gte=F("alter_von")) | Q(alter_von=None) | Q(alter_bis=None),
                violation_error_message="Das Alter endet, bevor es beginnt. Bitte tauschen Sie die Zahlen.",
            ),
            models.CheckConstraint(
                name="angebot_alter_hoechstens",
                condition=(Q(alter_von=None) | Q(alter_von__lte=HOECHSTALTER))
                & (Q(alter_bis=None) | Q(alter_bis__lte=HOECHSTALTER)),
                violation_error_message="Das Alter steht in Monaten, höchstens 144 (zwölf Jahre).",
            ),
            models.CheckConstraint(
                name="angebot_online_hat_plaetze",
                condition=~Q(anmeldeweg="online") | Q(plaetze__isnull=False, plaetze__gte=1),
                violation_error_message="Für die Anmeldung auf dieser Seite fehlt die Zahl der Plätze.",
            ),
            models.CheckConstraint(
                name="angebot_plaetze_reichen",
                condition=Q(plaetze=None) | Q(belegte_plaetze__lte=F("plaetze")),
            ),
            models.CheckConstraint(
                name="angebot_im_netz_seit_wann",
                condition=~Q(status__in=sorted(IM_NETZ)) | Q(veroeffentlicht_am__isnull=False),
            ),
            models.CheckConstraint(
                name="angebot_beim_anbieter_sagt_wo",
                condition=~Q(anmeldeweg="anbieter") | ~Q(anmeldung_bei=""),
                violation_error_message="Bitte geben Sie an, wo beim Anbieter man sich anmeldet.",
            ),
            models.CheckConstraint(
                name="angebot_ende_mit_beginn",
                condition=Q(naechster_beginn=None, naechstes_ende=None)
                | Q(naechster_beginn__isnull=False, naechstes_ende__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def marke(self) -> Angebotsstand:
        """The state as a mark."""
        return Angebotsstand(self.status)

    @property
    def ist_im_netz(self) -> bool:
        return self.status in IM_NETZ

    @property
    def gemeinter_termin(self) -> Angebotstermin | None:
        """The date that a row of the list shows; None where nobody has fetched it (`auskunft`)."""
        return next(iter(getattr(self, "gemeinte_termine", ())), None)

    @property
    def gezeigter_beginn(self) -> datetime | None:
        """That of the date that is meant, else of the next one."""
        return self.gemeinter_termin.beginn if self.gemeinter_termin else self.naechster_beginn

    @property
    def gezeigter_ort(self) -> Ort | None:
        """Where the date that is meant takes place: it may have been moved."""
        return self.gemeinter_termin.am_ort if self.gemeinter_termin else self.ort

    @property
    def stadtweit(self) -> bool:
        """Whether the date that is meant is for the whole city: at a place in no district, or at none."""
        return self.gezeigter_ort is None or self.gezeigter_ort.stadtweit

    @property
    def nimmt_anmeldungen(self) -> bool:
        """Whether one can sign up here, be it for the waiting list."""
        hat_noch_etwas = bool(self.naechster_beginn) or self.nach_vereinbarung
        return self.ist_im_netz and self.anmeldeweg == Anmeldeweg.ONLINE and hat_noch_etwas

    @property
    def ruht_in_ferien(self) -> bool:
        """Whether everything that comes again and again leaves out the school holidays."""
        wiederkehrend = [reihe for reihe in self.reihen.all() if reihe.rhythmus != Rhythmus.EINMALIG]
        return bool(wiederkehrend) and not any(reihe.in_ferien for reihe in wiederkehrend)

    @property
    def freie_plaetze(self) -> int:
        return max((self.plaetze or 0) - self.belegte_plaetze, 0)

    @property
    def alter(self) -> str:
        return alter_in_worten(self.alter_von, self.alter_bis, self.schwangerschaft)

    @property
    def worte(self) -> dict[str, str]:
        """What it says in words of its own, in German, by the names of the fields."""
        return {name: getattr(self, name) for name in EIGENE_WORTE}

    @property
    def abdruck(self) -> str:
        """That of its German words."""
        return abdruck_der_worte(self.worte)

    @property
    def wortlaut(self) -> Wortlaut:
        """Its own words as the reader gets them; lists fetch them before (`auskunft.mit_wortlaut`)."""
        sprache = get_language() or DEUTSCH
        alle = () if sprache == DEUTSCH else self.uebersetzungen.all()
        if eine := next((eine for eine in alle if eine.sprache == sprache), None):
            return wortlaut(
                self.worte, eine.worte, sprache=sprache, gemacht=eine.stand, aktuell=eine.ist_aktuell
            )
        return wortlaut(self.worte, None, sprache=sprache)

    @property
    def kosten(self) -> str:
        return kosten_in_worten(self.kosten_cent, self.wortlaut.kostenhinweis)

    @property
    def sprachen_in_worten(self) -> list[str]:
        """Its languages, as they are called in the language of the reader."""
        return [_(Sprache(eine).label) for eine in self.sprachen]

    @property
    def andere_sprachen(self) -> list[str]:
        """Those besides German."""
        return [_(Sprache(eine).label) for eine in self.sprachen if eine != Sprache.DEUTSCH]


class Leitung(models.Model):
    """Somebody who leads an offer; several lead one together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    angebot = models.ForeignKey(Angebot, on_delete=models.CASCADE, related_name="leitungen")
    beruf = models.CharField("Beruf", max_length=100, help_text="zum Beispiel Familienkinderkrankenschwester")
    name = models.CharField("Name", max_length=100, blank=True)

    class Meta:
        verbose_name = "Leitung"
        verbose_name_plural = "Leitung"
        ordering = ["beruf"]

    def __str__(self) -> str:
        return str(self.pk)


class AngebotVerlauf(Verlauf):
    """Ledger of the offers."""

    gruende = {
        "angelegt": "angelegt",
        "kopiert": "aus einem anderen kopiert",
        "geaendert": "geändert",
        "geprueft": "auf Stand geprüft",
        "begonnen": "der erste Termin war",
        "vorbei": "kein Termin mehr",
        "termin_abgesagt": "ein Termin fällt aus",
        "termin_verlegt": "ein Termin verlegt",
        "termin_wieder": "ein Termin findet doch statt",
        "kalender": "Termine aus dem Kalender des Anbieters",
        "vorschlag": "Vorschlag des Anbieters übernommen",
        "uebersetzt": "eine Übersetzung geschrieben",
        "uebersetzung_geloescht": "eine Übersetzung gelöscht",
        "uebersetzungen_stimmen": "alle Übersetzungen passen noch",
    }
    fall = models.ForeignKey(Angebot, on_delete=models.CASCADE, related_name="verlauf")

    class Meta(Verlauf.Meta):
        verbose_name = "Verlauf eines Angebots"
        verbose_name_plural = "Verlauf der Angebote"

    @property
    def in_worten(self) -> str:
        """What happened: why, or the new state."""
        return self.gruende.get(self.warum) or Angebotsstand(self.nach).label
