"""Questions about follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from familienbuero.konten.enums import Rolle
from familienbuero.vermittlung.enums import Folgestatus

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from familienbuero.vermittlung.models import Folgeauftrag


class FolgeauftragQuerySet(models.QuerySet["Folgeauftrag"]):
    """Reading paths to follow-ups."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Coordination and head see all of the families they may see, others what they are to do.

        A blocking mark that comes later takes the family out of the sight of others here, too.
        """
        from familienbuero.stammdaten.models import Familie  # the family decides

        if benutzer.hat_rolle(Rolle.LEITUNG, Rolle.KOORDINATION):
            return self.filter(familie__in=Familie.objects.sichtbar_fuer(benutzer))
        return self.filter(
            zustaendig=benutzer, familie__auskunftssperre=False, familie__bedingter_sperrvermerk=False
        )

    def offen(self) -> Self:
        return self.filter(status=Folgestatus.OFFEN)
