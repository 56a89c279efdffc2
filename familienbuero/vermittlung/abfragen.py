"""Questions about follow-ups."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import UUIDField, Value

from familienbuero.konten.enums import Rolle
from familienbuero.vermittlung.enums import Folgestatus, Ratstatus

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from familienbuero.vermittlung.models import Folgeauftrag, Ratanfrage


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


class RatanfrageQuerySet(models.QuerySet["Ratanfrage"]):
    """Reading paths to requests for advice."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Coordination and head see those that are still about somebody."""
        if not benutzer.hat_rolle(Rolle.LEITUNG, Rolle.KOORDINATION):
            return self.none()
        return self.filter(geloescht_am=None)

    def offen(self) -> Self:
        return self.exclude(status=Ratstatus.ERLEDIGT)

    def erledigt_bis(self, tag: date) -> Self:
        """Closed on that day or before, and still about somebody; they belong to no family."""
        return self.filter(status=Ratstatus.ERLEDIGT, geloescht_am=None, erledigt_am__lte=tag).annotate(
            familie=Value(None, output_field=UUIDField())
        )
