"""Dates day by day: today, a week, a month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils.timezone import localtime

from familienbuero.kalender.regeln import feiertag, tage
from familienbuero.termine.auskunft import tagesgrenzen
from netzwerk.angebote.auskunft.uebersetzung import mit_wortlaut
from netzwerk.angebote.models import (
    Angebotstermin,
)
from netzwerk.angebote.regeln import (
    Suche,
)

# A day of the week page shows so many dates and then a link to all of them.
JE_TAG = 8


@dataclass(frozen=True, kw_only=True)
class Wochentagsliste:
    """One day of the week page."""

    tag: date
    termine: list[Angebotstermin]
    weitere: int
    feiertag: str


def woche(suche: Suche, anfang: date) -> list[Wochentagsliste]:
    """The dates of a week, day by day; Sunday only when there is something."""
    menge = Angebotstermin.objects.im_netz().zwischen(*tagesgrenzen(anfang, anfang + timedelta(days=6)))
    tag_des_termins = TruncDate("beginn")
    gezaehlt = menge.passend(suche).annotate(
        platz=Window(RowNumber(), partition_by=tag_des_termins, order_by=[F("beginn"), F("pk")]),
        zusammen=Window(Count("pk"), partition_by=tag_des_termins),
    )
    anzahl = dict(gezaehlt.filter(platz__lte=JE_TAG).values_list("pk", "zusammen"))
    je_tag: dict[date, list[Angebotstermin]] = defaultdict(list)
    termine = mit_wortlaut(Angebotstermin.objects.filter(pk__in=anzahl).mit_allem())
    for termin in termine.order_by("beginn", "pk"):
        je_tag[localtime(termin.beginn).date()].append(termin)
    return [
        Wochentagsliste(
            tag=tag,
            termine=je_tag[tag],
            weitere=anzahl[je_tag[tag][0].pk] - len(je_tag[tag]) if je_tag[tag] else 0,
            feiertag=feiertag(tag),
        )
        for tag in tage(anfang, anfang + timedelta(days=6))
        if tag.weekday() < 6 or je_tag[tag]
    ]


@dataclass(frozen=True, kw_only=True)
class Kalendertag:
    """One cell of the month page; `im_monat` is False for the days around it."""

    tag: date
    anzahl: int
    im_monat: bool


def monat(suche: Suche, erster: date) -> list[list[Kalendertag]]:
    """Weeks of a month, with the number of dates on each day."""
    anfang = erster - timedelta(days=erster.weekday())
    letzter = (erster + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    wochen = -(-((letzter - anfang).days + 1) // 7)
    bis = anfang + timedelta(days=wochen * 7 - 1)
    menge = Angebotstermin.objects.im_netz().stattfindend().zwischen(*tagesgrenzen(anfang, bis))
    kalendertag = TruncDate("beginn")
    gezaehlt = menge.passend(suche).order_by().values_list(kalendertag).annotate(Count("pk"))
    anzahl = dict(gezaehlt)
    zellen = [
        Kalendertag(tag=tag, anzahl=anzahl.get(tag, 0), im_monat=tag.month == erster.month)
        for tag in tage(anfang, bis)
    ]
    return [zellen[i : i + 7] for i in range(0, len(zellen), 7)]


def als_naechstes(heute: date, jetzt: datetime, hoechstens: int = 4) -> tuple[list[Angebotstermin], bool]:
    """What is open today and not over; when there is nothing, what comes next. True: it is today."""
    kommend = mit_wortlaut(Angebotstermin.objects.im_netz().stattfindend().kommend(jetzt).mit_allem())
    noch_heute = list(kommend.filter(beginn__lt=tagesgrenzen(heute, heute)[1])[:hoechstens])
    return (noch_heute, True) if noch_heute else (list(kommend[:hoechstens]), False)
