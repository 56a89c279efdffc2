"""Questions about tables of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from familienbuero.einlesen.abfragen import UebernahmeQuerySet
from familienbuero.konten.enums import PLANENDE

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from willkommensbesuche.altbestand.models import Bestandstabelle


class BestandstabelleQuerySet(UebernahmeQuerySet["Bestandstabelle"]):
    """Reading paths to tables; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Tables are the business of `koordination` and `leitung`; they see all of them."""
        return self if benutzer.hat_rolle(*PLANENDE) else self.none()
