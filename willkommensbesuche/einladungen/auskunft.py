"""Who waits for a letter, and which letters one may see: questions over several models."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.stammdaten.models import Familie, darf_hinaus
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.models import Einladung

NICHT_MEHR_GEPLANT = "Der Termin steht nicht mehr so im Kalender."


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


def warum_nicht(einladung: Einladung) -> str:
    """Why this letter may not go out now, or ""."""
    besuch = einladung.besuch
    if besuch.termin_id != einladung.termin_id or besuch.familie is None:
        return NICHT_MEHR_GEPLANT
    return darf_hinaus(besuch.familie)


def fertige_einladungen(stapel: Stapel) -> QuerySet[Einladung]:
    """The finished letters of a batch with all that `warum_nicht` asks, however many they are."""
    return (
        Einladung.objects.filter(schreiben__stapel=stapel, schreiben__stand=Auftragsstand.ERLEDIGT)
        .select_related("schreiben", "besuch__familie")
        .prefetch_related("besuch__familie__kinder")
        .order_by("besuch_id")
    )


def erlaubte_anschriften(stapel: Stapel, benutzer: Benutzer) -> list[Familie]:
    """Families of a batch whose letter is done and may go out, in the order of the post."""
    einladungen = (
        fertige_einladungen(stapel)
        .filter(besuch__in=Besuch.objects.sichtbar_fuer(benutzer))
        .prefetch_related("besuch__familie__sorgeberechtigte")
        .order_by("schreiben__sortierung", "pk")
    )
    return [eine.besuch.familie for eine in einladungen if eine.besuch.familie and not warum_nicht(eine)]


def gestoppte(stapel: Stapel) -> list[tuple[Einladung, str]]:
    """Finished letters of a batch that may not go out any more, with the reason."""
    return [(eine, grund) for eine in fertige_einladungen(stapel) if (grund := warum_nicht(eine))]


def auszusortieren(stapel: Stapel) -> list[tuple[Besuch, str]]:
    """Visits whose letter may lie in the pile and must not be posted, with the reason."""
    if stapel.versandt_am:
        return []
    geparkt = Einladung.objects.filter(schreiben__stapel=stapel, schreiben__aussortieren=True)
    jetzt = [] if stapel.laeuft else gestoppte(stapel)
    frueher = [
        (eine, eine.schreiben.zurueckgestellt)
        for eine in geparkt.select_related("schreiben", "besuch__familie")
    ]
    return [(eine.besuch, grund) for eine, grund in (*frueher, *jetzt)]
