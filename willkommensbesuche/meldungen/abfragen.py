"""Questions about registry lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from familienbuero.auftrag import AuftragQuerySet
from familienbuero.konten.enums import Rolle
from willkommensbesuche.meldungen.enums import ListenStatus

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from willkommensbesuche.meldungen.models import Meldeliste

# Who works with registry lists.
ROLLEN = (Rolle.KOORDINATION, Rolle.LEITUNG)


class MeldelisteQuerySet(AuftragQuerySet["Meldeliste"]):
    """Reading paths to registry lists; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Lists are the business of `koordination` and `leitung`; they see all of them."""
        return self if benutzer.hat_rolle(*ROLLEN) else self.none()

    def wartend(self) -> Self:
        """Checked, and nobody has decided yet."""
        return self.filter(status=ListenStatus.GEPRUEFT)

    def zu_uebernehmen(self) -> Self:
        """Decided, and no worker is at it, or the one that was has gone silent."""
        return self.filter(status=ListenStatus.UEBERNAHME).zu_tun()

    def schon_uebernommen(self, pruefsumme: str) -> Self:
        """Lists that came from the very same file."""
        return self.filter(status=ListenStatus.UEBERNOMMEN, eingang__pruefsumme=pruefsumme)
