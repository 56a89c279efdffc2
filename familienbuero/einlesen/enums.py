"""States of a checked file."""

from __future__ import annotations

from familienbuero.zustand import Zustand


class Uebernahmestand(Zustand):
    """What people decided about a checked file, and what came of it."""

    GEPRUEFT = "geprueft", ("eilt", "warning"), "wartet auf Übernahme"
    UEBERNAHME = "uebernahme", ("eingeladen", "autorenew"), "wird übernommen"
    UEBERNOMMEN = "uebernommen", ("fertig", "check"), "übernommen"
    VERWORFEN = "verworfen", "verworfen"
    VERFALLEN = "verfallen", "Datei abgelaufen"

    @property
    def danach(self) -> frozenset[Uebernahmestand]:
        """Permitted next states."""
        return _DANACH[self]


_S = Uebernahmestand
_DANACH: dict[Uebernahmestand, frozenset[Uebernahmestand]] = {
    _S.GEPRUEFT: frozenset({_S.UEBERNAHME, _S.VERWORFEN, _S.VERFALLEN}),
    # Back again when the take-over has failed for good: a person decides what happens to the list.
    _S.UEBERNAHME: frozenset({_S.UEBERNOMMEN, _S.GEPRUEFT}),
    _S.UEBERNOMMEN: frozenset(),
    _S.VERWORFEN: frozenset(),
    _S.VERFALLEN: frozenset(),
}
