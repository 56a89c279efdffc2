"""Follow-ups: what is to be done, and how far it is."""

from __future__ import annotations

from django.db import models


class Folgeart(models.TextChoices):
    """What a family wishes to follow a visit or a call."""

    ANGEBOT = "angebot_zeigen", "Angebot zeigen"
    FRUEHE_HILFEN = "fruehe_hilfen", "Frühe Hilfen anfragen"
    EHRENAMT = "ehrenamt", "Ehrenamt vermitteln"
    ANRUF = "anruf", "Noch einmal anrufen"


class Folgestatus(models.TextChoices):
    """State of a follow-up."""

    OFFEN = "offen", "offen"
    ERLEDIGT = "erledigt", "erledigt"
    ZURUECKGEZOGEN = "zurueckgezogen", "nicht mehr gewünscht"

    @property
    def danach(self) -> frozenset[Folgestatus]:
        """Permitted next states."""
        return _DANACH.get(self, frozenset())

    @property
    def ton(self) -> str:
        return "geplant" if self is Folgestatus.OFFEN else "ende"

    @property
    def zeichen(self) -> str:
        return "calendar-today" if self is Folgestatus.OFFEN else "check"


_DANACH = {
    Folgestatus.OFFEN: frozenset({Folgestatus.ERLEDIGT, Folgestatus.ZURUECKGEZOGEN}),
    Folgestatus.ERLEDIGT: frozenset({Folgestatus.OFFEN}),  # undo
    Folgestatus.ZURUECKGEZOGEN: frozenset({Folgestatus.OFFEN}),
}
