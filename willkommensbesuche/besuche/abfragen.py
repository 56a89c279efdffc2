"""Questions about visits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, UUIDField, Value

from familienbuero.konten.enums import PLANENDE, Rolle
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from willkommensbesuche.besuche.models import Besuch, Besuchskraft, Besuchswunsch


class BesuchskraftQuerySet(models.QuerySet["Besuchskraft"]):
    """Questions about visitors."""

    def im_dienst(self) -> Self:
        """Those whose account is active and still has the role."""
        return self.filter(benutzer__is_active=True, benutzer__rollen__contains=[Rolle.BESUCHSDIENST])


class BesuchQuerySet(models.QuerySet["Besuch"]):
    """Reading paths to visits; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Head: all. Coordination: all but families with a blocking mark. Visitors: their own.

        Of a deleted case there is nothing left to be seen.
        """
        if benutzer.hat_rolle(Rolle.LEITUNG):
            return self.filter(geloescht_am=None)
        sicht = Q(pk__in=[])
        if benutzer.hat_rolle(Rolle.KOORDINATION):
            sicht |= Q(familie__auskunftssperre=False, familie__bedingter_sperrvermerk=False)
        if benutzer.hat_rolle(Rolle.BESUCHSDIENST):
            sicht |= Q(
                besuchskraft=benutzer, familie__auskunftssperre=False, familie__bedingter_sperrvermerk=False
            )
        return self.filter(sicht)

    def mit_allem(self) -> Self:
        """With what lists and cards show, in a fixed number of queries."""
        return self.select_related("familie", "stadtteil", "termin", "besuchskraft").prefetch_related(
            "kinder"
        )

    def am(self, tag: date) -> Self:
        """Visits that stand in the calendar on a day, in the order of their windows."""
        return self.filter(tag=tag, termin__isnull=False).order_by("termin__beginn")

    def zu_planen(self) -> Self:
        """Checked families without a date; those with a blocking mark get theirs by hand, from the head."""
        return self.filter(
            status=BesuchStatus.GEPRUEFT,
            familie__auskunftssperre=False,
            familie__bedingter_sperrvermerk=False,
        )

    def anstehend(self) -> Self:
        return self.filter(status__in=ANSTEHEND)

    def ohne_protokoll(self, heute: date) -> Self:
        """Visits whose day has come, and nobody has written what happened."""
        return self.anstehend().filter(tag__lte=heute)


class BesuchswunschQuerySet(models.QuerySet["Besuchswunsch"]):
    """Reading paths to wishes of the public site."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Those who plan see all; nothing is known of the family yet."""
        return self if benutzer.hat_rolle(*PLANENDE) else self.none()

    def eingegangen_bis(self, tag: date) -> Self:
        """Come in on that day or before; they belong to no family."""
        return self.filter(eingegangen_am__date__lte=tag).annotate(
            familie=Value(None, output_field=UUIDField())
        )
