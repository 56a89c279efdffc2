"""Who waits for a letter, and which letters one may see: questions over several models."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Schreiben
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.models import Einladung


def einzuladende(von: date, bis: date) -> QuerySet[Besuch]:
    """Visits between two days, from tomorrow on, whose family has no letter for the date that stands now."""
    eingeladen = Einladung.objects.filter(termin=OuterRef("termin"))
    return (
        Besuch.objects.filter(
            status__in=(BesuchStatus.EINGEPLANT, BesuchStatus.VERSCHOBEN),
            tag__range=(von, bis),
            tag__gt=kalender.heute(),
            familie__isnull=False,
        )
        .exclude(Exists(eingeladen))
        .select_related("familie", "termin", "besuchskraft", "stadtteil")
        .prefetch_related("familie__kinder", "familie__sorgeberechtigte", "kinder")
        .order_by("familie__plz", "familie__strasse", "familie__hausnummer", "pk")
    )


def schreiben_sichtbar_fuer(benutzer: Benutzer) -> QuerySet[Schreiben]:
    """Letters of the visits that a person may see."""
    besuche = Besuch.objects.sichtbar_fuer(benutzer)
    return Schreiben.objects.filter(einladung__besuch__in=besuche).select_related(
        "einladung__besuch__familie", "einladung__termin"
    )
