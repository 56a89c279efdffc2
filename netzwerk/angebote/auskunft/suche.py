"""The offers and dates that fit the filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Prefetch, Subquery, When

from familienbuero import kalender
from familienbuero.massen import eines_von
from familienbuero.stammdaten.models import Stadtteil
from familienbuero.termine.auskunft import tagesgrenzen
from netzwerk.angebote.abfragen import AngebotQuerySet, AngebotsterminQuerySet, OrtQuerySet
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
    naehe: dict[int, list[UUID]] = defaultdict(list)
    wege = _wege_zu(auswahl)
    if auswahl.ordnung == NACH_NAEHE:
        for ort, weg in wege.items():
            naehe[ceil(weg)].append(ort)
    return Suche(
        auswahl=auswahl,
        orte=_orte_zu(auswahl, nahe=wege),
        # Whether there are steps on the way to nowhere nobody can tell.
        auch_ohne_ort=auswahl.stadtteil is not None and not auswahl.stufenlos,
        worte=worte,
        entfernungen=naehe,
    )


def _orte(auswahl: Auswahl) -> OrtQuerySet:
    return Ort.objects.filter(stufenlos=True) if auswahl.stufenlos else Ort.objects.all()


def _wege_zu(auswahl: Auswahl) -> dict[UUID, float]:
    """Places near the chosen district, and how far they are from it."""
    if auswahl.stadtteil is None:
        return {}
    return _orte(auswahl).im_umkreis(Stadtteil.objects.get(pk=auswahl.stadtteil), auswahl.umkreis)


def _orte_zu(auswahl: Auswahl, *, nahe: Iterable[UUID]) -> list[UUID] | None:
    """Places that will do, None when all will do; what is for the whole city is for every district."""
    if auswahl.stadtteil is not None:
        return [*nahe, *_orte(auswahl).stadtweit().values_list("pk", flat=True)]
    return list(_orte(auswahl).values_list("pk", flat=True)) if auswahl.stufenlos else None


def passende(suche: Suche) -> AngebotQuerySet:
    """Public offers that fit the filters; with a day those that take place on it.

    Where days are chosen, `gemeinter_beginn` is when the first date on one of them begins.
    """
    angebote, auswahl = Angebot.objects.im_netz().passend(suche), suche.auswahl
    if not auswahl.meint_tage:
        return angebote
    termine = _gemeinte_termine(auswahl)
    if auswahl.am:  # asked first: one day has few dates, and the database would look for one of each offer
        angebote = angebote.filter(eines_von("pk", set(termine.values_list("angebot", flat=True))))
    erster: Any = Subquery(termine.filter(angebot=OuterRef("pk")).order_by("beginn").values("beginn")[:1])
    if not auswahl.am:  # mostly the next one is it: it is at hand, and nothing has to be looked up
        erster = Case(
            When(naechster_beginn__iso_week_day__in=auswahl.tage, then="naechster_beginn"), default=erster
        )
    return angebote.annotate(gemeinter_beginn=erster)


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
