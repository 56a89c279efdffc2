"""Questions about families and the municipality."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Q, When

from familienbuero.konten.enums import Rolle
from familienbuero.massen import eines_von
from familienbuero.raum import raeume
from familienbuero.stammdaten.enums import Merkart
from familienbuero.stammdaten.regeln import ganzer_tag, suchschluessel, ziffern

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer
    from familienbuero.stammdaten.models import Familie, Merkposten

# How alike two spellings must be: "muler" finds "muller", "meier" does not find "weber".
AEHNLICH = 0.45


class FamilieQuerySet(models.QuerySet["Familie"]):
    """Reading paths to families; each starts at `sichtbar_fuer`."""

    def sichtbar_fuer(self, benutzer: Benutzer) -> Self:
        """Families whose record the person may open.

        `leitung` sees all, `koordination` all but those with a blocking mark (docs/berechtigungen.md); what
        others may see (a visitor: the own visits), the rooms announce.
        """
        if benutzer.hat_rolle(Rolle.LEITUNG):
            return self
        sicht = Q(pk__in=[])
        if benutzer.hat_rolle(Rolle.KOORDINATION):
            sicht |= Q(auskunftssperre=False, bedingter_sperrvermerk=False)
        for raum in raeume():
            if raum.familien:
                sicht |= raum.familien(benutzer)
        return self.filter(sicht)

    def gesucht(self, text: str) -> Self:
        """Families found by name, street, phone number or a child's day of birth; typing errors forgiven.

        Hits in the family name come first, then those in a first name or in the street.
        """
        if tag := ganzer_tag(text):
            return self.filter(kinder__geburtsdatum=tag).distinct().order_by("sortierschluessel", "pk")
        nummer = ziffern(text)
        if len(nummer) >= 4 and len(nummer) >= len(text.replace(" ", "")) - 4:
            return self.filter(telefonziffern__contains=nummer)
        schluessel = suchschluessel(text)
        if not schluessel:
            return self.none()
        return (
            self.filter(suchschluessel__trigram_word_similar=schluessel)
            .annotate(
                naehe=TrigramWordSimilarity(schluessel, "suchschluessel"),
                im_namen=TrigramWordSimilarity(schluessel, "sortierschluessel"),
                rang=Case(When(im_namen__gte=AEHNLICH, then="im_namen"), default=0.0),
            )
            .filter(naehe__gte=AEHNLICH)
            .order_by("-rang", "-naehe", "sortierschluessel", "pk")
        )


class MerkpostenQuerySet(models.QuerySet["Merkposten"]):
    """Is this somebody of whom only a hash is left?"""

    def von(self, art: Merkart, abdruecke: Collection[str], heute: date) -> set[str]:
        """Those of the hashes that are noted and still hold."""
        gilt = Q(bis=None) | Q(bis__gte=heute)
        gefunden = self.filter(gilt, eines_von("abdruck", abdruecke), art=art)
        return set(gefunden.values_list("abdruck", flat=True))
