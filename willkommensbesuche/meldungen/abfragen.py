"""Questions about registry lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from familienbuero.einlesen.abfragen import UebernahmeQuerySet
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.konten.enums import Rolle

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from willkommensbesuche.meldungen.models import Meldeliste

# Who works with registry lists.
ROLLEN = (Rolle.KOORDINATION, Rolle.LEITUNG)


class MeldelisteQuerySet(UebernahmeQuerySet["Meldeliste"]):
    """Reading paths to registry lists; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Lists are the business of `koordination` and `leitung`; they see all of them."""
        return self if benutzer.hat_rolle(*ROLLEN) else self.none()

    def schon_uebernommen(self, pruefsumme: str) -> Self:
        """Lists that came from the very same file."""
        return self.filter(status=Uebernahmestand.UEBERNOMMEN, eingang__pruefsumme=pruefsumme)
