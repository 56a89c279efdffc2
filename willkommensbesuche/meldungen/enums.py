"""Occasions in registry lists, results of their rows, states of a list."""

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


class ListenStatus(models.TextChoices):
    """State of a registry list."""

    GEPRUEFT = "geprueft", "wartet auf Übernahme"
    UEBERNAHME = "uebernahme", "wird übernommen"
    UEBERNOMMEN = "uebernommen", "übernommen"
    VERWORFEN = "verworfen", "verworfen"
    VERFALLEN = "verfallen", "Datei abgelaufen"

    @property
    def danach(self) -> frozenset[ListenStatus]:
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


_S = ListenStatus
_DANACH: dict[ListenStatus, frozenset[ListenStatus]] = {
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
