"""Calendars of partners: fetched, read in a shielded process, their dates set beside those that we know.

An event becomes an offer (a draft, which the office words and publishes), each of its dates a series of one
day. Afterwards the calendar brings dates and nothing else: words are the office's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.einlesen.abholen import ABRUF, Abruf, abholen
from familienbuero.einlesen.abschirmung import kalender_lesen
from familienbuero.einlesen.regeln.kalenderdatei import Kalenderinhalt, Kalendertermin
from familienbuero.fehler import Ablehnung
from familienbuero.verlauf import SYSTEM, verzeichnen
from netzwerk.angebote.dienste.angebote import angebot_schreiben, termine_nachfuehren
from netzwerk.angebote.dienste.mitteilen import termin_mitteilen
from netzwerk.angebote.dienste.plaetze import angebote_sperren
from netzwerk.angebote.dienste.termine import termin_absagen, termin_wieder_aufnehmen
from netzwerk.angebote.dienste.vorschlaege import absage_mitteilen
from netzwerk.angebote.enums import Angebotsstand, Mailart, Rhythmus, Terminlage
from netzwerk.angebote.models import (
    Angebot,
    Angebotstermin,
    Anmeldung,
    Kalendereintrag,
    Kalenderquelle,
    Kalenderrechner,
    Terminreihe,
)
from netzwerk.angebote.regeln import HORIZONT

ALLE = timedelta(hours=6)
# One run asks so many: a calendar that does not answer takes up to half a minute.
JE_LAUF = 8
# A message to the office names so many dates.
SAETZE = 5
FEHLERLAENGE = 300
LEER = "Der Kalender ist leer. Wir lassen alles, wie es war. Bitte fragen Sie den Partner."


@transaction.atomic
def rechner_erlauben(namen: Collection[str]) -> None:
    """Let calendars be fetched from these computers and from no others."""
    Kalenderrechner.objects.exclude(name__in=namen).delete()
    Kalenderrechner.objects.bulk_create([Kalenderrechner(name=name) for name in namen], ignore_conflicts=True)


def kalender_vormerken(quelle_id: UUID) -> None:
    """Let a calendar be fetched at the next chance; the caller rings."""
    Kalenderquelle.objects.filter(pk=quelle_id).update(geholt_am=None)


def faellige_kalender_holen() -> int:
    """Fetch what nobody has asked for hours; how many."""
    faellig = Kalenderquelle.objects.faellig(timezone.now() - ALLE).values_list("pk", flat=True)
    quellen = list(faellig[:JE_LAUF])
    for quelle_id in quellen:
        kalender_holen(quelle_id)
    return len(quellen)


def kalender_holen(quelle_id: UUID, *, abruf: Abruf = ABRUF) -> None:
    """Fetch a calendar and let our dates follow it. Safe to repeat; what fails changes nothing but `fehler`.

    `abruf` carries the limits; only tests pass their own, whose server is on this machine.
    """
    quelle = Kalenderquelle.objects.get(pk=quelle_id)
    jetzt = timezone.now()
    felder: dict[str, object]
    # First of all: one calendar that stops its worker does not keep the others waiting.
    Kalenderquelle.objects.filter(pk=quelle_id).update(geholt_am=jetzt)
    try:
        # Nothing is locked while others take their time.
        rechner = set(Kalenderrechner.objects.values_list("name", flat=True))
        inhalt = abholen(quelle.adresse, rechner=rechner, abruf=abruf)
        heute = kalender.heute()
        gelesen = kalender_lesen(inhalt, von=heute, bis=heute + HORIZONT)
        _uebernehmen(quelle_id, gelesen)
    except Ablehnung as ablehnung:
        # The name of a computer may fill the field alone.
        felder = {"fehler": ablehnung.satz[:FEHLERLAENGE]}
    else:
        felder = {
            "fehler": "",
            "gelungen_am": jetzt,
            "termine": len(gelesen.termine),
            "ausgelassen": gelesen.ausgelassen,
        }
    Kalenderquelle.objects.filter(pk=quelle_id).update(**felder)


@transaction.atomic
def _uebernehmen(quelle_id: UUID, inhalt: Kalenderinhalt) -> None:
    """Let the dates of a calendar be those that it holds now."""
    quelle = (
        Kalenderquelle.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=quelle_id)
    )
    bekannt = {
        (eintrag.ereignis, eintrag.wiederholung): eintrag
        for eintrag in quelle.eintraege.select_related("reihe")
    }
    if inhalt.leer and bekannt:
        raise Ablehnung(LEER)
    angebote = {eintrag.ereignis: eintrag.angebot_id for eintrag in bekannt.values()}
    angebote_sperren(Angebot.objects.filter(pk__in=angebote.values()))
    geaendert: set[UUID] = set()
    verlegt: list[Kalendereintrag] = []
    genannt = {(termin.ereignis, termin.wiederholung) for termin in inhalt.termine}
    am_tag = {(e.ereignis, e.reihe.von): e for wer, e in bekannt.items() if wer not in genannt}
    for termin in inhalt.termine:
        eintrag = bekannt.pop((termin.ereignis, termin.wiederholung), None)
        if eintrag is None and (umgezogen := am_tag.pop((termin.ereignis, termin.beginn.date()), None)):
            # The whole rhythm has another time of day: its dates move, others do not take their place.
            eintrag = bekannt.pop((umgezogen.ereignis, umgezogen.wiederholung))
            eintrag.wiederholung = termin.wiederholung
            eintrag.save(update_fields=["wiederholung"])
        if eintrag is None and not termin.abgesagt:
            if termin.ereignis not in angebote:
                angebote[termin.ereignis] = _entwurf(quelle, termin).pk
            eintrag = _neuer_eintrag(quelle, termin, angebote[termin.ereignis])
            geaendert.add(eintrag.angebot_id)
        elif eintrag and _verschoben(eintrag.reihe, termin):
            geaendert.add(eintrag.angebot_id)
            verlegt.append(eintrag)
    heute = kalender.heute()
    fort = [eintrag for eintrag in bekannt.values() if eintrag.reihe.von >= heute]
    # Where families have signed up, a date does not vanish: it is called off, so that they hear of it.
    # Not where the office has called off everything: they know.
    anmeldungen = Anmeldung.objects.all().mit_platz().exclude(angebot__status=Angebotsstand.ABGESAGT)
    belegt = set(anmeldungen.filter(angebot__in=set(angebote.values())).values_list("angebot", flat=True))
    abgesagt = [eintrag for eintrag in fort if eintrag.angebot_id in belegt]
    fort = [eintrag for eintrag in fort if eintrag.angebot_id not in belegt]
    geaendert |= {eintrag.angebot_id for eintrag in fort}
    Terminreihe.objects.filter(pk__in=[eintrag.reihe_id for eintrag in fort]).delete()
    for angebot_id in sorted(geaendert):
        angebot = Angebot.objects.get(pk=angebot_id)
        termine_nachfuehren(angebot)
        stand = angebot.status
        verzeichnen(angebot, von=stand, nach=stand, wer=None, rolle=SYSTEM, warum="kalender")
    _bescheid_geben(quelle, inhalt, verlegt=verlegt, fort=abgesagt, belegt=belegt)


def _bescheid_geben(
    quelle: Kalenderquelle,
    inhalt: Kalenderinhalt,
    *,
    verlegt: list[Kalendereintrag],
    fort: list[Kalendereintrag],
    belegt: Collection[UUID],
) -> None:
    """Call off what the calendar calls off or has no more; tell families, and the office what they know."""
    saetze: dict[UUID, list[str]] = defaultdict(list)
    for eintrag in verlegt:
        if eintrag.angebot_id in belegt:
            saetze[eintrag.angebot_id] += _verlegung_mitteilen(eintrag)
    # Of an offer that the office has called off as a whole no date takes place, whatever the calendar says.
    eintraege = {
        (e.ereignis, e.wiederholung): e
        for e in quelle.eintraege.exclude(angebot__status=Angebotsstand.ABGESAGT)
    }
    for termin in inhalt.termine:
        if genannter := eintraege.get((termin.ereignis, termin.wiederholung)):
            saetze[genannter.angebot_id] += _absage_nachfuehren(genannter, abgesagt=termin.abgesagt)
    for eintrag in fort:
        saetze[eintrag.angebot_id] += _absage_nachfuehren(eintrag, abgesagt=True)
    for angebot in Angebot.objects.filter(pk__in=belegt):
        if gesagt := saetze[angebot.pk]:
            absage_mitteilen(angebot, _zusammen(gesagt), von=None)


def _entwurf(quelle: Kalenderquelle, termin: Kalendertermin) -> Angebot:
    """A draft for an event that we did not know."""
    beschreibung = strip_tags(termin.beschreibung)
    kurz = beschreibung.split("\n")[0].strip()[:200] or termin.titel
    entwurf = Angebot(
        titel=termin.titel, kurz=kurz, text=beschreibung, organisation=quelle.organisation, ort=quelle.ort
    )
    return angebot_schreiben(entwurf, durch=None, warum="kalender")


def _neuer_eintrag(quelle: Kalenderquelle, termin: Kalendertermin, angebot_id: UUID) -> Kalendereintrag:
    reihe = Terminreihe(angebot_id=angebot_id, rhythmus=Rhythmus.EINMALIG, in_ferien=True)
    _verschoben(reihe, termin)
    return Kalendereintrag.objects.create(
        quelle=quelle,
        ereignis=termin.ereignis,
        wiederholung=termin.wiederholung,
        angebot_id=angebot_id,
        reihe=reihe,
    )


def _verschoben(reihe: Terminreihe, termin: Kalendertermin) -> bool:
    """Put a series of one day where the calendar has it; False when it is there already."""
    wann = (termin.beginn.date(), termin.beginn.time(), termin.ende.time())
    if (reihe.von, reihe.beginn, reihe.ende) == wann:
        return False
    reihe.von, reihe.beginn, reihe.ende = wann
    reihe.bis = reihe.von
    reihe.save()
    return True


def _verlegung_mitteilen(eintrag: Kalendereintrag) -> list[str]:
    """Tell who has signed up where a date is by now; the sentence for the office, none for what is over."""
    termine = Angebotstermin.objects.kommend(kalender.jetzt()).stattfindend()
    datum = termine.filter(reihe=eintrag.reihe_id, tag=eintrag.reihe.von).select_related("angebot").first()
    if datum is None:
        return []
    termin_mitteilen(datum, Mailart.TERMIN_VERLEGT)
    return [f"Ein Termin ist jetzt am {_wann(datum)}."]


def _absage_nachfuehren(eintrag: Kalendereintrag, *, abgesagt: bool) -> list[str]:
    """Call off what the calendar calls off, take it up again when the calendar does; the sentence for the
    office.
    """
    if eintrag.abgesagt == abgesagt:
        return []
    eintrag.abgesagt = abgesagt
    eintrag.save(update_fields=["abgesagt"])
    datum = Angebotstermin.objects.filter(reihe=eintrag.reihe_id, ende__gt=kalender.jetzt()).first()
    if datum is None or (datum.lage == Terminlage.FAELLT_AUS) == abgesagt:
        return []
    if abgesagt:
        termin_absagen(datum.pk, hinweis="", durch=None)
        return [f"Der Termin am {_wann(datum)} fällt aus."]
    termin_wieder_aufnehmen(datum.pk, durch=None)
    return [f"Der Termin am {_wann(datum)} findet doch statt."]


def _wann(termin: Angebotstermin) -> str:
    return f"{date_format(localtime(termin.beginn), 'l, j. F Y, G:i')} Uhr"


def _zusammen(saetze: list[str]) -> str:
    weitere = len(saetze) - SAETZE
    gezeigt = saetze[:SAETZE] + ([f"Und {weitere} weitere."] if weitere > 0 else [])
    return " ".join(["Aus dem Kalender des Anbieters:", *gezeigt])
