"""Which letters a period needs, and the batch that holds them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.stammdaten.models import darf_hinaus
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.auskunft import einzuladende
from willkommensbesuche.einladungen.models import Einladung
from willkommensbesuche.einladungen.regeln import ist_verspaetet, sortierung

ART = "einladung"


@dataclass(frozen=True)
class Vorschau:
    """What a batch would hold: letters to make, letters to park with their reason, notices that are late."""

    briefe: list[Besuch]
    zurueckgestellt: list[tuple[Besuch, str]]
    verspaetet: int


def vorschau(von: date, bis: date) -> Vorschau:
    """Look at a period before any letter is made."""
    zeitraum_pruefen(von, bis)
    besuche = list(einzuladende(von, bis))
    gesperrt = [
        (besuch, grund) for besuch in besuche if besuch.familie and (grund := darf_hinaus(besuch.familie))
    ]
    nicht = {besuch.pk for besuch, _ in gesperrt}
    briefe = [besuch for besuch in besuche if besuch.pk not in nicht]
    heute = kalender.heute()
    spaet = sum(ist_verspaetet(localdate(besuch.erstellt_am), heute) for besuch in briefe)
    return Vorschau(briefe, gesperrt, spaet)


def zeitraum_pruefen(von: date, bis: date) -> None:
    """Refuse a period that ends before it begins."""
    if bis < von:
        raise Ablehnung("Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")


@transaction.atomic
def stapel_anlegen(*, von: date, bis: date, durch: Benutzer | None) -> Stapel:
    """Make a batch: one row per household, parked where nothing may go out. Refuses an empty period.

    The visits are locked, so that two people pressing the button at once make one batch.
    """
    zeitraum_pruefen(von, bis)
    ausgewaehlt = einzuladende(von, bis).values_list("pk", flat=True)
    list(Besuch.objects.select_for_update().filter(pk__in=list(ausgewaehlt)).order_by("pk"))
    besuche = list(einzuladende(von, bis))
    if not besuche:
        raise Ablehnung("In diesem Zeitraum wartet keine Einladung. Bitte planen Sie zuerst Besuche.")
    stapel = Stapel.objects.create(art=ART, von=von, bis=bis, erstellt_von=durch)
    schreiben = [_schreiben(stapel, besuch) for besuch in besuche]
    Schreiben.objects.bulk_create(schreiben)
    Einladung.objects.bulk_create(
        Einladung(besuch=besuch, termin=besuch.termin, schreiben=brief)
        for besuch, brief in zip(besuche, schreiben, strict=True)
        if besuch.termin
    )
    return stapel


def _schreiben(stapel: Stapel, besuch: Besuch) -> Schreiben:
    assert besuch.familie is not None
    grund = darf_hinaus(besuch.familie)
    return Schreiben(
        stapel=stapel,
        sortierung=sortierung(besuch.familie.plz, besuch.familie.strasse, besuch.familie.hausnummer),
        zurueckgestellt=grund,
        stand=Auftragsstand.GESCHEITERT if grund else Auftragsstand.OFFEN,
    )
