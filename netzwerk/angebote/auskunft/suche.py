"""The offers and dates that fit the filters."""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery

from familienbuero import kalender
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
    """Public offers that fit the filters; with a day those that take place on it.

    Where days are chosen, `gemeinter_beginn` is when the first date on one of them begins.
    """
    angebote, auswahl = Angebot.objects.im_netz().passend(suche), suche.auswahl
    if not auswahl.meint_tage:
        return angebote
    termine = _gemeinte_termine(auswahl)
    if auswahl.am:
        angebote = angebote.filter(pk__in=termine.values("angebot"))
    erster = termine.filter(angebot=OuterRef("pk")).order_by("beginn").values("beginn")[:1]
    return angebote.annotate(gemeinter_beginn=Subquery(erster))


def mit_gemeintem_termin(angebote: AngebotQuerySet, suche: Suche) -> AngebotQuerySet:
    """The query with the one date that a row of the list shows (`Angebot.gemeinter_termin`).

    The next one that takes place, where days are chosen the first on one of them.
    """
    termine = _gemeinte_termine(suche.auswahl).select_related("ort__stadtteil")
    erster_je_angebot = termine.order_by("angebot_id", "beginn").distinct("angebot_id")
    return angebote.prefetch_related(Prefetch("termine", erster_je_angebot, to_attr="gemeinte_termine"))


def _gemeinte_termine(auswahl: Auswahl) -> AngebotsterminQuerySet:
    """What takes place on the chosen day, also in the morning of today, or from now on."""
    termine, tag = Angebotstermin.objects.stattfindend().an_wochentagen(auswahl.tage), auswahl.am
    return termine.zwischen(*tagesgrenzen(tag, tag)) if tag else termine.kommend(kalender.jetzt())


def passende_termine(suche: Suche) -> AngebotsterminQuerySet:
    """Dates for subscribed calendars that fit the filters, those of one day where a day is chosen."""
    termine, tag = Angebotstermin.objects.abonniert().passend(suche), suche.auswahl.am
    return termine.zwischen(*tagesgrenzen(tag, tag)) if tag else termine
