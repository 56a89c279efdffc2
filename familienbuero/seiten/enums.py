"""Pages that the office writes itself."""

from django.db import models


class Seitenname(models.TextChoices):
    """The texts that the law wants on every page; the value is their address."""

    IMPRESSUM = "impressum", "Impressum"
    DATENSCHUTZ = "datenschutz", "Datenschutz"
    BARRIEREFREIHEIT = "barrierefreiheit", "Erklärung zur Barrierefreiheit"
