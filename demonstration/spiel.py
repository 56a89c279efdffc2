"""Ten weeks of work in the invented town, played through the services of the house with the clock moved."""

import random
from datetime import date, timedelta

from demonstration.daten import NOTIZEN
from demonstration.stadt import familie_anlegen
from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Stadtteil
from familienbuero.termine.auskunft import freie_fenster
from familienbuero.verlauf import FAMILIE
from familienbuero.vermittlung.enums import Folgeart
from willkommensbesuche.besuche.dienste import (
    NeuerFall,
    Protokollangaben,
    besuch_absagen,
    besuch_ausfallen_lassen,
    besuch_bestaetigen,
    besuch_einladen,
    besuch_protokollieren,
    besuch_verschieben,
    besuche_melden,
    besuche_planen,
)
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Ergebnis, Thema, Warum
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten

WOCHEN = 10
# A birth reaches the office about two weeks later.
MELDEWEG = timedelta(days=14)


def spielen(
    wuerfel: random.Random, stadtteile: dict[str, Stadtteil], koordination: Benutzer, familien: int
) -> None:
    """Let `familien` families be reported, planned, invited, answered, visited and logged until today."""
    heute = kalender.heute()
    montag = heute - timedelta(days=heute.weekday())
    anfang = montag - timedelta(weeks=WOCHEN)
    faelle = _faelle(wuerfel, stadtteile, familien, anfang - timedelta(days=30), heute - MELDEWEG)
    for woche in range(WOCHEN + 1):
        tag = anfang + timedelta(weeks=woche)
        with kalender.stichtag(tag):
            gemeldet = [fall for fall in faelle if fall.ereignisdatum + MELDEWEG <= tag]
            besuche_melden(gemeldet, wer=koordination)
            faelle = faelle[len(gemeldet) :]
            if woche < WOCHEN:
                besuche_planen(von=tag + timedelta(days=21), bis=tag + timedelta(days=77), durch=koordination)
                _zweiter_versuch(wuerfel)
                _einladen(wuerfel, koordination, bis=tag + timedelta(days=20))
        for abstand in range(5):
            if tag + timedelta(days=abstand) < heute:
                _besuchen(wuerfel, tag + timedelta(days=abstand))
    _ausfall(koordination)
    _briefe(koordination, heute)


def _faelle(
    wuerfel: random.Random, stadtteile: dict[str, Stadtteil], anzahl: int, von: date, bis: date
) -> list[NeuerFall]:
    tage = sorted(von + timedelta(days=wuerfel.randrange((bis - von).days)) for _ in range(anzahl))
    return [familie_anlegen(wuerfel, stadtteile, nummer, tag) for nummer, tag in enumerate(tage, start=1)]


def _einladen(wuerfel: random.Random, koordination: Benutzer, *, bis: date) -> None:
    """Post the letters of the next weeks, and let families answer."""
    geplant = Besuch.objects.filter(
        status=BesuchStatus.EINGEPLANT, tag__lte=bis, familie__auskunftssperre=False
    )
    for besuch in geplant.order_by("tag", "pk"):
        besuch_einladen(besuch.pk, durch=koordination)
        antwort = wuerfel.random()
        if antwort < 0.5:
            besuch_bestaetigen(besuch.pk, durch=None, warum=Warum.CODE, rolle=FAMILIE)
        elif antwort < 0.6:
            besuch_absagen(besuch.pk, durch=None, warum=Warum.CODE, rolle=FAMILIE)
        elif antwort < 0.68:
            _verschieben(besuch)


def _zweiter_versuch(wuerfel: random.Random) -> None:
    """Most families that were not at home get another date."""
    for besuch in Besuch.objects.filter(status=BesuchStatus.NICHT_ANGETROFFEN).order_by("pk"):
        if wuerfel.random() < 0.7:
            _verschieben(besuch)


def _verschieben(besuch: Besuch) -> None:
    assert besuch.besuchskraft_id is not None
    assert besuch.tag is not None
    ab = max(besuch.tag, kalender.heute()) + timedelta(days=1)
    frei = freie_fenster(
        [besuch.besuchskraft_id], von=ab, bis=ab + timedelta(days=12), raster=regeln().raster
    )
    if frei:
        besuch_verschieben(
            besuch.pk, fenster=frei[0], durch=None, vereinbart=True, rolle=FAMILIE, warum=Warum.CODE
        )


def _besuchen(wuerfel: random.Random, tag: date) -> None:
    """Log the visits of a day; the freshest ones are sometimes still to be written."""
    echt_heute = kalender.heute()
    with kalender.stichtag(tag):
        for besuch in (
            Besuch.objects.filter(tag=tag, status__in=ANSTEHEND).select_related("besuchskraft").order_by("pk")
        ):
            if (echt_heute - tag).days < 8 and wuerfel.random() < 0.25:
                continue
            assert besuch.besuchskraft is not None
            wurf = wuerfel.random() + (0.4 if besuch.versuche else 0)
            ergebnis = Ergebnis.DURCHGEFUEHRT
            if wurf > 0.91:
                ergebnis = Ergebnis.NICHT_ANGETROFFEN
            elif wurf > 0.87:
                ergebnis = Ergebnis.AN_DER_TUER_ABGESAGT
            besuch_protokollieren(
                besuch.pk, ergebnis=ergebnis, angaben=_angaben(wuerfel), durch=besuch.besuchskraft
            )


def _angaben(wuerfel: random.Random) -> Protokollangaben:
    return Protokollangaben(
        dauer_minuten=wuerfel.choice([30, 45, 45, 60]),
        themen=[thema.value for thema in wuerfel.sample(list(Thema), 3)],
        notiz=wuerfel.choice(["", *NOTIZEN]),
        folgen=[wuerfel.choice(list(Folgeart))] if wuerfel.random() < 0.25 else [],
    )


def _ausfall(koordination: Benutzer) -> None:
    """One visitor fell ill: her next visit needs a new date."""
    naechster = (
        Besuch.objects.filter(status=BesuchStatus.BESTAETIGT, tag__gt=kalender.heute())
        .order_by("tag", "pk")
        .first()
    )
    if naechster:
        besuch_ausfallen_lassen(naechster.pk, durch=koordination)


def _briefe(koordination: Benutzer, heute: date) -> None:
    """One finished batch of letters waits for the post, the later visits for their letters."""
    erster = Besuch.objects.filter(status=BesuchStatus.EINGEPLANT, tag__gt=heute).order_by("tag").first()
    if erster is None or erster.tag is None:
        return
    stapel = stapel_anlegen(von=erster.tag, bis=erster.tag + timedelta(days=2), durch=koordination)
    while stapel_bearbeiten(stapel.pk):
        pass
