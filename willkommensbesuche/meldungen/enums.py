"""Occasions in registry lists, results of their rows."""

from __future__ import annotations

from django.db import models


class Meldeanlass(models.TextChoices):
    """Why the registry reports a child; the label is the word in the list."""

    GEBURT = "geburt", "Geburt"
    ZUZUG = "zuzug", "Zuzug"
    UMZUG = "umzug", "Umzug"
    WEGZUG = "wegzug", "Wegzug"
    FORTSCHREIBUNG = "fortschreibung", "Fortschreibung"
    NAMENSAENDERUNG = "namensaenderung", "Namensänderung"
    STERBEFALL = "sterbefall", "Sterbefall"


class Ergebnis(models.TextChoices):
    """What came of a row."""

    NEU = "neu", "neu"
    GEAENDERT = "geaendert", "geändert"
    UNVERAENDERT = "unveraendert", "unverändert"
    ZURUECKGEWIESEN = "zurueckgewiesen", "zurückgewiesen"
