"""The week of the team as a grid: visits, free windows, absences, holidays."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from familienbuero import kalender
from familienbuero.adressen import adressen
from familienbuero.kalender.models import Schliesstag
from familienbuero.kalender.regeln import feiertag, tage, woche_lesen
from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from familienbuero.seiten.woche import Frei, Karte, Tag, Woche, Zeilenkopf, Zelle
from familienbuero.termine.models import Abwesenheit, Dienstzeit
from willkommensbesuche.besuche.abfragen import BesuchQuerySet
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus
from willkommensbesuche.besuche.models import Besuchskraft

# How far from today the calendar can be turned.
BLAETTERN_JAHRE = 20
TAGE = ("Mo", "Di", "Mi", "Do", "Fr")


class Wochenbesuch(NamedTuple):
    """What the week tells of a visit: plain values, since a full team has hundreds of them."""

    pk: UUID
    status: str
    besuchskraft: UUID
    tag: date
    beginn: datetime
    familie: UUID
    name: str
    ort: str
    stadtteil: str | None


def besuche_der_woche(
    besuche: BesuchQuerySet, montag: date, kraefte: Sequence[Besuchskraft]
) -> list[Wochenbesuch]:
    """Those of these visits that stand in the calendar of these people from Monday to Friday, by time."""
    im_kalender = besuche.filter(
        tag__range=(montag, montag + timedelta(days=4)),
        besuchskraft__in=[kraft.pk for kraft in kraefte],
        termin__isnull=False,
        familie__isnull=False,
    ).order_by("termin__beginn")
    werte = im_kalender.values_list(
        "pk", "status", "besuchskraft", "tag", "termin__beginn",
        "familie", "familie__name", "familie__ort", "stadtteil__name",
    )  # fmt: skip
    return [Wochenbesuch._make(zeile) for zeile in werte]


def montag_lesen(text: str) -> date:
    """The Monday of an ISO week such as "2026-W37"; without one of the current week, at its end the next."""
    return woche_lesen(text, kalender.heute() + timedelta(days=2), jahre=BLAETTERN_JAHRE)


def wochenplan(
    montag: date,
    kraefte: Sequence[Besuchskraft],
    besuche: Iterable[Wochenbesuch],
    frei: Sequence[Fenster],
    *,
    frei_als: Callable[[Fenster], Frei],
    gewaehlt: UUID | None = None,
    darf_verschieben: bool = False,
) -> Woche:
    """The grid from Monday to Friday; `frei_als` says what a free window is here."""
    freitag = montag + timedelta(days=4)
    karten: dict[tuple[UUID, date], list[Karte]] = defaultdict(list)
    besuchsseite, terminseite = adressen("besuche:besuch"), adressen("besuche:termin")
    for besuch in besuche:
        offen = darf_verschieben and besuch.status in ANSTEHEND
        karten[besuch.besuchskraft, besuch.tag].append(
            Karte(
                zeit=uhrzeit(besuch.beginn.astimezone(BERLIN)),
                wer=f"Fam. {besuch.name}",
                wo=besuch.stadtteil or besuch.ort,
                adresse=besuchsseite(besuch.pk),
                status=BesuchStatus(besuch.status),
                verschieben=terminseite(besuch.pk) if offen else "",
                gewaehlt=besuch.pk == gewaehlt,
            )
        )
    fenster: dict[tuple[UUID, date], list[Frei]] = defaultdict(list)
    for eins in frei:
        fenster[eins.person, eins.beginn.date()].append(frei_als(eins))
    fort = _abwesend(kraefte, montag, freitag)
    geschlossen = Schliesstag.objects.tage_zwischen(montag, freitag)
    return Woche(
        personen=tuple(_kopf(kraft) for kraft in kraefte),
        tage=tuple(
            Tag(
                datum=tag,
                heute=tag == kalender.heute(),
                feiertag=_geschlossen(tag, tag in geschlossen),
                zellen=tuple(
                    Zelle(
                        person=kraft.benutzer.name,
                        karten=tuple(karten[kraft.pk, tag]),
                        frei=tuple(fenster[kraft.pk, tag]),
                        fort="" if karten[kraft.pk, tag] else fort.get((kraft.pk, tag), ""),
                        leer="nichts frei" if _hat_dienst(kraft, tag) else "kein Dienst",
                    )
                    for kraft in kraefte
                ),
            )
            for tag in tage(montag, freitag)
        ),
        verschieben=gewaehlt is not None,
    )


def _hat_dienst(kraft: Besuchskraft, tag: date) -> bool:
    return any(dienst.wochentag == tag.weekday() for dienst in kraft.benutzer.dienstzeiten.all())


def _geschlossen(tag: date, schliesstag: bool) -> str:
    if name := feiertag(tag):
        return f"{name}, keine Besuche"
    return "Büro geschlossen" if schliesstag else ""


def _abwesend(kraefte: Sequence[Besuchskraft], von: date, bis: date) -> dict[tuple[UUID, date], str]:
    zeilen = Abwesenheit.objects.filter(
        person__in=[kraft.pk for kraft in kraefte], von__lte=bis, bis__gte=von
    )
    return {
        (fort.person_id, tag): fort.grund
        for fort in zeilen
        for tag in tage(max(von, fort.von), min(bis, fort.bis))
    }


def _kopf(kraft: Besuchskraft) -> Zeilenkopf:
    zeiten = dienst_in_worten(kraft.benutzer.dienstzeiten.all())
    return Zeilenkopf(name=kraft.benutzer.name, angaben=tuple(filter(None, (kraft.sprachen_text, zeiten))))


def dienst_in_worten(dienste: Iterable[Dienstzeit]) -> str:
    """Weekly hours in short: "Mo–Fr 8–16 Uhr, Mi 13–18 Uhr"; equal days in a row are drawn together."""
    gruppen: list[tuple[int, int, str]] = []
    for dienst in sorted(dienste, key=lambda dienst: (dienst.wochentag, dienst.von)):
        zeit = f"{_stunde(dienst.von)}–{_stunde(dienst.bis)} Uhr"
        if gruppen and gruppen[-1][1:] == (dienst.wochentag - 1, zeit):
            gruppen[-1] = (gruppen[-1][0], dienst.wochentag, zeit)
        else:
            gruppen.append((dienst.wochentag, dienst.wochentag, zeit))
    return ", ".join(f"{TAGE[a] if a == b else f'{TAGE[a]}–{TAGE[b]}'} {zeit}" for a, b, zeit in gruppen)


def _stunde(zeit: time) -> str:
    return uhrzeit(zeit).removesuffix(":00")


def uhrzeit(zeit: time | datetime) -> str:
    """A time as one says it: "8:30"."""
    return f"{zeit.hour}:{zeit.minute:02}"


def spanne(fenster: Fenster) -> str:
    """From when to when: "8:00–9:30"."""
    return f"{uhrzeit(fenster.beginn)}–{uhrzeit(fenster.ende)}"
