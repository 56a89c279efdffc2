"""The offers and dates that fit the filters."""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from uuid import UUID

from familienbuero.stammdaten.models import Stadtteil
from familienbuero.termine.auskunft import tagesgrenzen
from netzwerk.angebote.abfragen import AngebotQuerySet, AngebotsterminQuerySet
from netzwerk.angebote.models import (
    Angebot,
    Angebotstermin,
    Ort,
    Suchwort,
)
from netzwerk.angebote.regeln import (
    NACH_NAEHE,
    Auswahl,
    Suche,
    suchworte,
)


def suche_zu(auswahl: Auswahl) -> Suche:
    """The filters with the places and the words of the stock that they mean."""
    worte = [Suchwort.objects.aehnlich(wort) for wort in suchworte(auswahl.wort)]
    orte = _orte_zu(auswahl)
    naehe: dict[int, list[UUID]] = defaultdict(list)
    if orte and auswahl.ordnung == NACH_NAEHE and auswahl.stadtteil:
        for ort, weg in orte.items():
            naehe[ceil(weg)].append(ort)
    return Suche(auswahl=auswahl, orte=orte and list(orte), worte=worte, entfernungen=naehe)


def _orte_zu(auswahl: Auswahl) -> dict[UUID, float] | None:
    """Places that will do, and how far they are from the chosen district; None when all will do."""
    if auswahl.stadtteil is None and not auswahl.stufenlos:
        return None
    orte = Ort.objects.filter(stufenlos=True) if auswahl.stufenlos else Ort.objects.all()
    if auswahl.stadtteil is None:
        return dict.fromkeys(orte.values_list("pk", flat=True), 0.0)
    return orte.im_umkreis(Stadtteil.objects.get(pk=auswahl.stadtteil), auswahl.umkreis)


def passende(suche: Suche) -> AngebotQuerySet:
    """Public offers that fit the filters; with a day those that take place on it."""
    angebote, tag = Angebot.objects.im_netz().passend(suche), suche.auswahl.am
    if tag is None:
        return angebote
    termine = Angebotstermin.objects.stattfindend().zwischen(*tagesgrenzen(tag, tag))
    return angebote.filter(pk__in=termine.values("angebot"))


def passende_termine(suche: Suche) -> AngebotsterminQuerySet:
    """Dates for subscribed calendars that fit the filters, those of one day where a day is chosen."""
    termine, tag = Angebotstermin.objects.abonniert().passend(suche), suche.auswahl.am
    return termine.zwischen(*tagesgrenzen(tag, tag)) if tag else termine
