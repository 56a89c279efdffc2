"""How work by the clock gets on."""

from django.db import models


class Laufstand(models.TextChoices):
    """In time, or too late."""

    PUENKTLICH = "puenktlich", "pünktlich"
    UEBERFAELLIG = "ueberfaellig", "überfällig"

    @property
    def ton(self) -> str:
        """Look of the status mark."""
        return "fertig" if self is Laufstand.PUENKTLICH else "eilt"

    @property
    def zeichen(self) -> str:
        """Icon of the status mark."""
        return "check" if self is Laufstand.PUENKTLICH else "warning"
