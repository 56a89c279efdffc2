"""Follow-ups: a wish of a family with an owner and a day by which it is done; and requests for advice."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from familienbuero.datenschutz.felder import VerschluesselterText
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Familie
from familienbuero.verlauf import Verlauf
from familienbuero.vermittlung.abfragen import FolgeauftragQuerySet, RatanfrageQuerySet
from familienbuero.vermittlung.enums import Folgeart, Folgestatus, Ratstatus, Ratthema

BUERO = "buero"


class Folgeauftrag(models.Model):
    """From any room (`quelle`, `quelle_id`) to any target that a room announces, or to the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Family and owner are None once the case that it came from is deleted; it still counts.
    familie = models.ForeignKey(Familie, on_delete=models.CASCADE, null=True, related_name="folgeauftraege")
    art = models.CharField("Was folgt", max_length=30, choices=Folgeart.choices)
    ziel = models.CharField("Ziel", max_length=40, default=BUERO)
    quelle = models.CharField("Herkunft", max_length=40)
    quelle_id = models.UUIDField("Kennung der Herkunft", db_index=True)
    zustaendig = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="folgeauftraege"
    )
    faellig_am = models.DateField("fällig am")
    status = models.CharField("Stand", max_length=20, choices=Folgestatus.choices, default=Folgestatus.OFFEN)
    erstellt_am = models.DateTimeField(default=timezone.now, editable=False)

    objects = FolgeauftragQuerySet.as_manager()

    class Meta:
        verbose_name = "Folgeauftrag"
        verbose_name_plural = "Folgeaufträge"
        ordering = ["faellig_am", "pk"]
        indexes = [
            models.Index(
                fields=["zustaendig", "faellig_am"], condition=Q(status="offen"), name="folgeauftrag_offen"
            ),  # Heute
            models.Index(
                fields=["faellig_am", "id"], condition=~Q(status="offen"), name="folgeauftrag_erledigt"
            ),  # list of those that are closed
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_ziel_display(self) -> str:
        return "Familienbüro" if self.ziel == BUERO else self.ziel


class FolgeauftragVerlauf(Verlauf):
    """Ledger of the follow-ups."""

    fall = models.ForeignKey(Folgeauftrag, on_delete=models.CASCADE, related_name="verlauf")

    class Meta(Verlauf.Meta):
        verbose_name = "Verlauf eines Folgeauftrags"
        verbose_name_plural = "Verlauf der Folgeaufträge"


class Ratanfrage(models.Model):
    """Somebody has written at `/rat/`: a question to the office, of no family that is known.

    When its period is over, person and words are gone; topic, language and month still count.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thema = models.CharField("Thema", max_length=20, choices=Ratthema.choices)
    name = models.CharField("Name", max_length=200, blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    sprache = models.CharField("Sprache", max_length=10, choices=Sprache.choices, blank=True)
    text = VerschluesselterText("Nachricht", max_length=1000)
    status = models.CharField("Stand", max_length=20, choices=Ratstatus.choices, default=Ratstatus.OFFEN)
    zustaendig = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    eingegangen_am = models.DateTimeField(default=timezone.now, editable=False)
    erledigt_am = models.DateField(null=True, editable=False)
    geloescht_am = models.DateField(null=True, editable=False)

    objects = RatanfrageQuerySet.as_manager()

    class Meta:
        verbose_name = "Anfrage nach Rat"
        verbose_name_plural = "Anfragen nach Rat"
        ordering = ["eingegangen_am", "pk"]
        indexes = [
            models.Index(
                fields=["eingegangen_am", "id"], condition=~Q(status="erledigt"), name="ratanfrage_offen"
            )  # list, Heute
        ]
        constraints = [
            models.CheckConstraint(
                name="ratanfrage_erreichbar",
                condition=~Q(telefon="", email="") | Q(geloescht_am__isnull=False),
                violation_error_message="Ohne Telefon oder E-Mail-Adresse kann niemand antworten.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stand(self) -> Ratstatus:
        return Ratstatus(self.status)


class RatanfrageVerlauf(Verlauf):
    """Ledger of the requests for advice."""

    fall = models.ForeignKey(Ratanfrage, on_delete=models.CASCADE, related_name="verlauf")

    class Meta(Verlauf.Meta):
        verbose_name = "Verlauf einer Anfrage nach Rat"
        verbose_name_plural = "Verlauf der Anfragen nach Rat"
