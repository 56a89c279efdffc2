"""States of appointments and codes."""

from django.db import models


class Terminstand(models.TextChoices):
    """An appointment holds its window, or gave it back."""

    GEBUCHT = "gebucht", "gebucht"
    AUFGEHOBEN = "aufgehoben", "aufgehoben"


class Wochentag(models.IntegerChoices):
    """Days on which the office works."""

    MONTAG = 0, "Montag"
    DIENSTAG = 1, "Dienstag"
    MITTWOCH = 2, "Mittwoch"
    DONNERSTAG = 3, "Donnerstag"
    FREITAG = 4, "Freitag"
