"""Texts that the office writes itself."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from familienbuero.seiten.enums import Seitenname


class Seite(models.Model):
    """An editable page. `text` is cleaned HTML (`regeln.bereinigen`) with places for the Kommune's data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=30, choices=Seitenname.choices, unique=True, editable=False)
    titel = models.CharField("Titel", max_length=100)
    text = models.TextField("Text", max_length=50_000)
    geaendert_am = models.DateTimeField(default=timezone.now, editable=False)
    geaendert_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
