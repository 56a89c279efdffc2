"""What is written about a visit: the log, its draft and its sending, and what was said on the phone."""

import json
import uuid
from collections.abc import Mapping

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from familienbuero.datenschutz.felder import VerschluesselterText
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Familie
from familienbuero.vermittlung.enums import Folgeart
from willkommensbesuche.besuche.enums import Besuchsform, Ergebnis, Thema
from willkommensbesuche.besuche.models.besuch import Besuch


class Protokoll(models.Model):
    """Log of a visit: facts and wishes, no judgement about people or household."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    besuch = models.OneToOneField(Besuch, on_delete=models.CASCADE, related_name="protokoll")
    form = models.CharField("Ort des Gesprächs", max_length=20, choices=Besuchsform.choices)
    dauer_minuten = models.PositiveSmallIntegerField("Dauer in Minuten", validators=[MaxValueValidator(480)])
    sprache = models.CharField("Sprache", max_length=10, choices=Sprache.choices, default=Sprache.DEUTSCH)
    themen = ArrayField(
        models.CharField(max_length=20, choices=Thema.choices),
        verbose_name="Themen",
        default=list,
        blank=True,
    )
    paket = models.BooleanField("Begrüßungspaket übergeben", default=True)
    notiz = VerschluesselterText("Notiz", max_length=500)
    # None once the case is deleted.
    geschrieben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    geschrieben_am = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Protokoll"
        verbose_name_plural = "Protokolle"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def themen_text(self) -> str:
        return ", ".join(Thema(thema).label for thema in self.themen)


# Fields of the form that tell something, and the words of their codes.
_ERZAEHLENDE = ("ergebnis", "form", "dauer", "sprache", "themen", "paket", "folgen", "notiz")
_WORTE = {
    code: str(wort)
    for codes in (Ergebnis, Besuchsform, Sprache, Thema, Folgeart)
    for code, wort in codes.choices
} | {"on": "ja"}


class Protokollentwurf(models.Model):
    """What somebody has typed into the log form of a visit and not sent yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    besuch = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="entwuerfe")
    wer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    inhalt = VerschluesselterText("Inhalt")
    gespeichert_am = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "Entwurf eines Protokolls"
        verbose_name_plural = "Entwürfe von Protokollen"
        constraints = [models.UniqueConstraint(name="entwurf_einer_je_person", fields=["besuch", "wer"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stand(self) -> str:
        """When it was kept, to be compared with a draft on a phone that began from this one or an older."""
        return self.gespeichert_am.isoformat(timespec="milliseconds")

    @property
    def felder(self) -> Mapping[str, list[str]]:
        """Name of a field -> what was typed or ticked, unchecked."""
        return json.loads(self.inhalt) if self.inhalt else {}

    def get_inhalt_display(self) -> str:
        """What it tells about the family, in words (Art. 15 DSGVO)."""
        return "; ".join(
            f"{name.capitalize()}: {', '.join(_WORTE.get(wert, wert) for wert in werte)}"
            for name, werte in self.felder.items()
            if name in _ERZAEHLENDE and any(werte)
        )


class Protokollsendung(models.Model):
    """A sent log form that had its effect. The form brings the id along, so that the same form sent again –
    a double click, a lost answer, a queue on a phone – changes nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    besuch = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="sendungen")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnis.choices)
    wer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wann = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "gesendetes Protokollformular"
        verbose_name_plural = "gesendete Protokollformulare"

    def __str__(self) -> str:
        return str(self.pk)


class Anrufnotiz(models.Model):
    """What was said on the phone: facts and wishes, encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    familie = models.ForeignKey(Familie, on_delete=models.CASCADE, related_name="anrufnotizen")
    text = VerschluesselterText("Notiz", max_length=500)
    wer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wann = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "Anrufnotiz"
        verbose_name_plural = "Anrufnotizen"
        ordering = ["-wann"]

    def __str__(self) -> str:
        return str(self.pk)
