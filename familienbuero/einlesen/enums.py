"""States of a checked file."""

from __future__ import annotations

from django.db import models


class Uebernahmestand(models.TextChoices):
    """What people decided about a checked file, and what came of it."""

    GEPRUEFT = "geprueft", "wartet auf Übernahme"
    UEBERNAHME = "uebernahme", "wird übernommen"
    UEBERNOMMEN = "uebernommen", "übernommen"
    VERWORFEN = "verworfen", "verworfen"
    VERFALLEN = "verfallen", "Datei abgelaufen"

    @property
    def danach(self) -> frozenset[Uebernahmestand]:
        """Permitted next states."""
        return _DANACH[self]

    @property
    def ton(self) -> str:
        """Look of the status mark."""
        return _TON[self][0]

    @property
    def zeichen(self) -> str:
        """Icon of the status mark."""
        return _TON[self][1]


_S = Uebernahmestand
_DANACH: dict[Uebernahmestand, frozenset[Uebernahmestand]] = {
    _S.GEPRUEFT: frozenset({_S.UEBERNAHME, _S.VERWORFEN, _S.VERFALLEN}),
    # Back again when the take-over has failed for good: a person decides what happens to the list.
    _S.UEBERNAHME: frozenset({_S.UEBERNOMMEN, _S.GEPRUEFT}),
    _S.UEBERNOMMEN: frozenset(),
    _S.VERWORFEN: frozenset(),
    _S.VERFALLEN: frozenset(),
}

_TON = {
    _S.GEPRUEFT: ("eilt", "warning"),
    _S.UEBERNAHME: ("eingeladen", "autorenew"),
    _S.UEBERNOMMEN: ("fertig", "check"),
    _S.VERWORFEN: ("ende", "close"),
    _S.VERFALLEN: ("ende", "close"),
}
