"""Letters and batches of letters: rows that a worker sets, people print, and the post takes along."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from familienbuero import kalender
from familienbuero.auftrag import Auftrag, AuftragQuerySet, Auftragsstand
from familienbuero.datenschutz import dateien
from familienbuero.datenschutz.felder import VerschluesselterText

BRIEFE, STAPEL = "schreiben", "stapel"


class Stapel(Auftrag):
    """A batch of letters; its own work is the print file, made when all letters are done.

    `art` names the kind of letter, `von` and `bis` the period it was made for.
    """

    art = models.CharField("Art", max_length=40)
    von = models.DateField("von")
    bis = models.DateField("bis")
    erstellt_am = models.DateTimeField("erstellt am", default=kalender.jetzt)
    erstellt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="erstellt von",
    )
    # The date printed on the letters, whenever a worker gets to them.
    datum = models.DateField("Datum der Briefe", default=kalender.heute)
    versandt_am = models.DateField("versandt am", null=True, blank=True)
    # When a command wrote the letters into a folder; until then a repeated call goes on with this batch.
    ausgegeben_am = models.DateTimeField("ausgegeben am", null=True, blank=True)
    seiten = models.PositiveIntegerField("Seiten der Druckdatei", default=0)
    pruefsumme = models.CharField("Prüfsumme der Druckdatei", max_length=64, blank=True)

    objects = models.Manager.from_queryset(AuftragQuerySet["Stapel"])()

    class Meta:
        verbose_name = "Briefstapel"
        verbose_name_plural = "Briefstapel"
        ordering = ["-erstellt_am"]

    def __str__(self) -> str:
        return str(self.pk)

    def druckdatei(self) -> bytes:
        return dateien.lesen(STAPEL, self.pk)


class SchreibenQuerySet(AuftragQuerySet["Schreiben"]):
    """Questions about letters."""

    def fertig(self) -> "SchreibenQuerySet":
        return self.filter(stand=Auftragsstand.ERLEDIGT)

    def zurueckgestellt(self) -> "SchreibenQuerySet":
        return self.exclude(zurueckgestellt="")


class Schreiben(Auftrag):
    """One letter of a batch. `zurueckgestellt` says why it was not made; then there is no file."""

    stapel = models.ForeignKey(Stapel, on_delete=models.PROTECT, related_name="schreiben")
    # Order of the print file: postcode, street, number.
    sortierung = models.CharField("Sortierung", max_length=300)
    zurueckgestellt = models.CharField("zurückgestellt, weil", max_length=200, blank=True)
    # Parked after it had stood in a print file: the sheet may lie in the pile for the post.
    aussortieren = models.BooleanField("aus dem Stapel nehmen", default=False)
    seiten = models.PositiveSmallIntegerField("Seiten", default=0)
    groesse = models.PositiveIntegerField("Größe in Bytes", default=0)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)

    objects = SchreibenQuerySet.as_manager()

    class Meta:
        verbose_name = "Schreiben"
        verbose_name_plural = "Schreiben"
        ordering = ["sortierung", "pk"]
        indexes = [
            models.Index(fields=["stapel", "sortierung"], name="schreiben_im_stapel"),
            # What a worker takes next.
            models.Index(fields=["stapel", "stand"], condition=~Q(stand="erledigt"), name="schreiben_offen"),
        ]
        constraints = [
            models.CheckConstraint(
                name="schreiben_fertig_hat_datei",
                condition=~Q(stand="erledigt") | Q(groesse__gt=0, seiten__gt=0),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def datei(self) -> bytes:
        return dateien.lesen(BRIEFE, self.pk)


class NachrichtQuerySet(AuftragQuerySet["Nachricht"]):
    """Questions about mails."""

    def nicht_angekommen(self) -> Self:
        """Somebody has to be told by phone: the mail was refused, or there is no address."""
        return self.filter(stand=Auftragsstand.GESCHEITERT)


class Nachricht(Auftrag):
    """An e-mail that waits for its worker. `fall` is the case of some room that it is about.

    Address, subject and text are sealed, because the text carries a secret link, and emptied once sent.
    One without an address is a call to make: it counts as failed and has no sentence, so no queue shows it.
    """

    fall = models.UUIDField("Fall", db_index=True)
    empfaenger = VerschluesselterText("Empfänger")
    betreff = VerschluesselterText("Betreff")
    text = VerschluesselterText("Text")
    erstellt_am = models.DateTimeField("erstellt am", default=kalender.jetzt)

    objects = NachrichtQuerySet.as_manager()

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ["stand_seit", "pk"]
        indexes = [
            # What a worker takes next.
            models.Index(fields=["stand_seit"], condition=~Q(stand="erledigt"), name="nachricht_offen"),
        ]
        constraints = [
            models.CheckConstraint(
                name="nachricht_versandt_ist_leer",
                condition=~Q(stand="erledigt") | Q(empfaenger=None, betreff=None, text=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
