"""Questions about tables of offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from familienbuero.einlesen.abfragen import UebernahmeQuerySet
from netzwerk.partner.abfragen import NETZWERKENDE

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from netzwerk.angebotstabellen.models import Angebotstabelle


class AngebotstabelleQuerySet(UebernahmeQuerySet["Angebotstabelle"]):
    """Reading paths to tables; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Tables are the business of those who write offers; they see all of them."""
        return self if benutzer.hat_rolle(*NETZWERKENDE) else self.none()
