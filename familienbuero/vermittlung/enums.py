"""Follow-ups: what is to be done, and how far it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from familienbuero.zustand import Zustand


class Folgeart(models.TextChoices):
    """What a family wishes to follow a visit or a call."""

    ANGEBOT = "angebot_zeigen", "Angebot zeigen"
    FRUEHE_HILFEN = "fruehe_hilfen", "Frühe Hilfen anfragen"
    EHRENAMT = "ehrenamt", "Ehrenamt vermitteln"
    ANRUF = "anruf", "Noch einmal anrufen"


class Folgestatus(Zustand):
    """State of a follow-up."""

    OFFEN = "offen", ("geplant", "calendar-today"), "offen"
    ERLEDIGT = "erledigt", ("ende", "check"), "erledigt"
    ZURUECKGEZOGEN = "zurueckgezogen", ("ende", "check"), "nicht mehr gewünscht"

    @property
    def danach(self) -> frozenset[Folgestatus]:
        """Permitted next states."""
        return _DANACH.get(self, frozenset())


_DANACH = {
    Folgestatus.OFFEN: frozenset({Folgestatus.ERLEDIGT, Folgestatus.ZURUECKGEZOGEN}),
    Folgestatus.ERLEDIGT: frozenset({Folgestatus.OFFEN}),  # undo
    Folgestatus.ZURUECKGEZOGEN: frozenset({Folgestatus.OFFEN}),
}


class Ratthema(models.TextChoices):
    """What somebody wants advice about."""

    VEREINBARKEIT = "vereinbarkeit", _("Familie und Beruf vereinbaren")
    BETREUUNG = "betreuung", _("Kinderbetreuung")
    ELTERN = "eltern", _("Informationen für Eltern")
    PFLEGE = "pflege", _("Angehörige pflegen")
    GELD = "geld", _("Finanzielle Unterstützung")
    VERNETZUNG = "vernetzung", _("Betreuungsangebote vernetzen und qualifizieren")
    SONSTIGES = "sonstiges", _("Etwas anderes")
    BARRIERE = "barriere", _("Eine Barriere auf dieser Internetseite")


class Ratstatus(Zustand):
    """State of a request for advice."""

    OFFEN = "offen", ("eilt", "mail"), "offen"
    IN_ARBEIT = "in_arbeit", ("geplant", "edit"), "in Arbeit"
    ERLEDIGT = "erledigt", ("ende", "check"), "erledigt"

    @property
    def danach(self) -> frozenset[Ratstatus]:
        """Permitted next states."""
        return _DANACH_RAT[self]


_DANACH_RAT = {
    Ratstatus.OFFEN: frozenset({Ratstatus.IN_ARBEIT, Ratstatus.ERLEDIGT}),
    Ratstatus.IN_ARBEIT: frozenset({Ratstatus.IN_ARBEIT, Ratstatus.ERLEDIGT, Ratstatus.OFFEN}),
    Ratstatus.ERLEDIGT: frozenset({Ratstatus.OFFEN}),  # undo
}
