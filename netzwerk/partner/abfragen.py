"""Questions about organisations and those who speak for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from familienbuero.konten.enums import Rolle
from familienbuero.stammdaten.models import Organisation
from familienbuero.stammdaten.regeln import sortierschluessel

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from netzwerk.partner.models import Ansprechperson, Pflegelink

# Who works with partners.
NETZWERKENDE = (Rolle.NETZWERK, Rolle.LEITUNG)


class AnsprechpersonQuerySet(models.QuerySet["Ansprechperson"]):
    """Reading paths to contact persons; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Who works with partners sees everybody who speaks for them."""
        return self if benutzer.hat_rolle(*NETZWERKENDE) else self.none()

    def mit_wort(self, wort: str) -> Self:
        """Those whose name holds the word."""
        return self.filter(name__icontains=wort)

    def erreichbar(self) -> Self:
        """Those to whom a link can be sent."""
        return self.exclude(email="")


class PflegelinkQuerySet(models.QuerySet["Pflegelink"]):
    """Questions about links."""

    def gueltig(self, heute: date) -> Self:
        """Neither revoked nor too old."""
        return self.filter(widerrufen_am=None, gueltig_bis__gte=heute)


def organisationen_fuer(benutzer: Benutzer) -> models.QuerySet[Organisation]:
    """All organisations with what they are in the network, for those who work with partners."""
    if not benutzer.hat_rolle(*NETZWERKENDE):
        return Organisation.objects.none()
    return Organisation.objects.select_related("netzwerkpartner")


def mit_wort(organisationen: models.QuerySet[Organisation], wort: str) -> models.QuerySet[Organisation]:
    """Those whose name holds the words, however they are typed."""
    bedingung = Q()
    for teil in wort.split():
        bedingung &= Q(sortierschluessel__contains=sortierschluessel(teil))
    return organisationen.filter(bedingung)


def ohne_ansprechperson(
    organisationen: models.QuerySet[Organisation], personen: AnsprechpersonQuerySet
) -> models.QuerySet[Organisation]:
    """Those for whom nobody speaks."""
    return organisationen.exclude(Exists(personen.filter(organisation=OuterRef("pk"))))
