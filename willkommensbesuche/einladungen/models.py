"""Invitations: which letter proposes which date of which visit."""

import uuid

from django.db import models

from familienbuero.schreiben.models import Schreiben
from familienbuero.termine.models import Termin
from willkommensbesuche.besuche.models import Besuch


class Einladung(models.Model):
    """The letter for one proposed date of a visit; a moved visit gets another one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    besuch = models.ForeignKey(Besuch, on_delete=models.CASCADE, related_name="einladungen")
    # The proposed date. One letter each: pressing the button twice makes none twice.
    termin = models.OneToOneField(Termin, on_delete=models.PROTECT, related_name="+")
    schreiben = models.OneToOneField(Schreiben, on_delete=models.CASCADE, related_name="einladung")

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"

    def __str__(self) -> str:
        return str(self.pk)
