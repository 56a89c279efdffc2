"""What pages show, gathered from several models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, ForeignKey, Prefetch, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils.timezone import localtime
from django.utils.translation import get_language

from familienbuero.kalender.models import Schulferien
from familienbuero.kalender.regeln import feiertag, ist_werktag, montag, tage
from familienbuero.stammdaten.enums import Sprache
from familienbuero.stammdaten.models import Stadtteil
from familienbuero.termine.auskunft import tagesgrenzen
from netzwerk.angebote.abfragen import AngebotQuerySet, AngebotsterminQuerySet
from netzwerk.angebote.enums import Angebotsart, Rhythmus, Uebersetzungsstand
from netzwerk.angebote.models import (
    Aenderungsvorschlag,
    Angebot,
    Angebotstermin,
    Ort,
    Suchwort,
    Terminreihe,
    Uebersetzung,
)
from netzwerk.angebote.regeln import (
    DEUTSCH,
    NACH_NAEHE,
    Auswahl,
    Suche,
    angaben,
    kosten_in_worten,
    ohne_absaetze,
    reihe_in_worten,
    suchworte,
)
from netzwerk.angebote.regeln.vorschlag import OEFFENTLICHE_FELDER

# A day of the week page shows so many dates and then a link to all of them.
JE_TAG = 8
# Into which languages offers are translated, as the office calls them: those of the public pages.
ZIELSPRACHEN = {
    kennung: str(dict(Sprache.choices).get(kennung, eigenname))
    for kennung, eigenname in settings.LANGUAGES
    if kennung != DEUTSCH
}
Menge = TypeVar("Menge", AngebotQuerySet, AngebotsterminQuerySet)


def mit_wortlaut(menge: Menge) -> Menge:
    """The query with what its offers say in the language of the reader: one question more, in German none."""
    sprache = get_language() or DEUTSCH
    if sprache == DEUTSCH:
        return menge
    in_sprache = Uebersetzung.objects.filter(sprache=sprache)
    return menge.prefetch_related(Prefetch(f"{menge.weg}uebersetzungen", queryset=in_sprache))


@dataclass(frozen=True, kw_only=True)
class Uebersetzungszeile:
    """One language of an offer, as the office sees it."""

    sprache: str
    name: str
    uebersetzung: Uebersetzung | None

    @property
    def marke(self) -> Uebersetzungsstand:
        """The state as a mark."""
        return self.uebersetzung.marke if self.uebersetzung else Uebersetzungsstand.FEHLT


def uebersetzungszeilen(angebot: Angebot) -> list[Uebersetzungszeile]:
    """All languages in the order of the menu, those that are missing as well."""
    vorhanden = {eine.sprache: eine for eine in angebot.uebersetzungen.select_related("geaendert_von")}
    return [
        Uebersetzungszeile(sprache=sprache, name=name, uebersetzung=vorhanden.get(sprache))
        for sprache, name in ZIELSPRACHEN.items()
    ]


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


# A day of holiday care that parents can work on.
GANZTAGS = timedelta(hours=7)


@dataclass(frozen=True, kw_only=True)
class Ferienangebot:
    """An offer in one week of the holidays: how many days, between which, from when to when at most."""

    angebot: Angebot
    tage: int
    erster: date
    letzter: date
    von: time
    bis: time

    @property
    def ganztags(self) -> bool:
        dauer = datetime.combine(date.min, self.bis) - datetime.combine(date.min, self.von)
        return dauer >= GANZTAGS


@dataclass(frozen=True, kw_only=True)
class Ferienplan:
    """Districts × weeks of some holidays; an empty cell is a gap, and shown as one.

    The row without a district, where there is one, is what is meant for the whole city.
    """

    ferien: Schulferien
    wochen: tuple[date, ...]
    zeilen: tuple[tuple[Stadtteil | None, tuple[tuple[date, tuple[Ferienangebot, ...]], ...]], ...]

    @property
    def luecken(self) -> int:
        """Cells without an all-day offer: every district is meant to have one."""
        return sum(
            not any(eines.ganztags for eines in zelle)
            for stadtteil, zellen in self.zeilen
            for _, zelle in zellen
            if stadtteil
        )


def ferienplan(ferien: Schulferien) -> Ferienplan:
    """Who cares for school children in which week, in which district that has a place for offers."""
    termine = mit_wortlaut(
        Angebotstermin.objects.im_netz()
        .filter(angebot__art=Angebotsart.FERIEN)
        .stattfindend()
        .zwischen(*tagesgrenzen(ferien.von, ferien.bis))
        .mit_allem()
        .order_by("beginn")
    )
    zellen: dict[tuple[UUID | None, date], dict[Angebot, list[Angebotstermin]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for termin in termine:
        ort = termin.am_ort
        woche = _ferienwoche(localtime(termin.beginn).date(), ferien)
        zellen[ort.stadtteil_id if ort else None, woche][termin.angebot].append(termin)
    wochen = tuple(
        sorted({_ferienwoche(tag, ferien) for tag in tage(ferien.von, ferien.bis) if ist_werktag(tag)})
    )
    stadtteile: list[Stadtteil | None] = list(Stadtteil.objects.filter(ort__isnull=False).distinct())
    if any(stadtteil is None for stadtteil, _ in zellen):
        stadtteile.append(None)
    return Ferienplan(
        ferien=ferien,
        wochen=wochen,
        zeilen=tuple(
            (
                stadtteil,
                tuple(
                    (woche, _ferienzelle(zellen[stadtteil.pk if stadtteil else None, woche]))
                    for woche in wochen
                ),
            )
            for stadtteil in stadtteile
        ),
    )


def _ferienwoche(tag: date, ferien: Schulferien) -> date:
    """The first day of the week of a day that is within the holidays: nobody needs care on a school day."""
    return max(montag(tag), ferien.von)


def _ferienzelle(angebote: Mapping[Angebot, list[Angebotstermin]]) -> tuple[Ferienangebot, ...]:
    return tuple(
        Ferienangebot(
            angebot=angebot,
            tage=len({localtime(termin.beginn).date() for termin in termine}),
            erster=localtime(termine[0].beginn).date(),
            letzter=localtime(termine[-1].beginn).date(),
            von=min(localtime(termin.beginn).time() for termin in termine),
            bis=max(localtime(termin.ende).time() for termin in termine),
        )
        for angebot, termine in angebote.items()
    )


@dataclass(frozen=True, kw_only=True)
class Gegenueber:
    """One field of a proposal in words. `inzwischen`: what stands there by now, where that has changed."""

    was: str
    vorher: str
    nachher: str
    inzwischen: str = ""


def gegenueberstellung(vorschlag: Aenderungsvorschlag) -> list[Gegenueber]:
    """What a proposal would change, old and new side by side."""
    jetzt = angaben(vorschlag.angebot) if vorschlag.angebot else {}
    zeilen = []
    for feld in OEFFENTLICHE_FELDER:  # the database keeps the changes in an order of its own
        if not (werte := vorschlag.aenderungen.get(feld)):
            continue
        vorher, steht = werte["vorher"], jetzt.get(feld, werte["vorher"])
        zeilen.append(
            Gegenueber(
                was=str(getattr(Angebot._meta.get_field(feld), "verbose_name", feld)),
                vorher=_in_worten(feld, vorher) if vorschlag.angebot else "",
                nachher=_in_worten(feld, werte["nachher"]),
                inzwischen=_in_worten(feld, steht) if steht not in (vorher, werte["nachher"]) else "",
            )
        )
    if reihe := vorschlag.reihe:
        zeilen.append(Gegenueber(was="Termine", vorher="", nachher=_reihe_in_worten(reihe)))
    return zeilen


def _reihe_in_worten(reihe: Terminreihe) -> str:
    worte = reihe_in_worten(reihe.als_regel())
    if reihe.rhythmus == Rhythmus.EINMALIG:
        return worte
    ferien = "auch in den Schulferien" if reihe.in_ferien else "nicht in den Schulferien"
    return f"{worte}, ab {reihe.von:%d.%m.%Y}, {ferien}"


def _in_worten(name: str, wert: Any) -> str:
    """A plain value of an offer as people read it."""
    feld: Any = Angebot._meta.get_field(name)
    if wert in (None, "", []):
        return "–"
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if name == "kosten_cent":
        return kosten_in_worten(wert, "")
    if isinstance(feld, ForeignKey):
        return str(feld.related_model._default_manager.filter(pk=wert).first() or "gibt es nicht mehr")
    if isinstance(wert, list):
        worte = dict(feld.base_field.flatchoices)
        return ", ".join(str(worte.get(eines, eines)) for eines in wert)
    return str(dict(feld.flatchoices).get(wert, ohne_absaetze(str(wert))))
