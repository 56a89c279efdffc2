"""Write offers, take them from state to state, copy them for the next term."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.seiten.regeln import bereinigen
from familienbuero.sprache import je_nach
from familienbuero.stammdaten.regeln import sortierschluessel
from familienbuero.verlauf import SYSTEM, uebergehen, verzeichnen
from familienbuero.zwischenspeicher import veralten
from netzwerk.angebote.dienste.mitteilen import angebot_mitteilen
from netzwerk.angebote.dienste.plaetze import angebot_sperren, warteliste_beenden
from netzwerk.angebote.dienste.termine import naechste_setzen, termine_fortschreiben
from netzwerk.angebote.enums import Angebotsstand, Mailart
from netzwerk.angebote.models import Angebot, Anmeldung, Format, Leitung, Suchwort, Terminreihe, Uebersetzung
from netzwerk.angebote.regeln import adressname, wortmenge

# What follows from what happens to an offer; nobody writes it.
NACHGEFUEHRT = (
    "status", "veroeffentlicht_am", "belegte_plaetze", "naechster_beginn", "naechstes_ende", "wochentage",
)  # fmt: skip


def _freier_name(titel: str) -> str:
    """An address that no other offer has; the caller holds a transaction."""
    name = adressname(titel)
    vergeben = set(Angebot.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    return next(frei for frei in _namen(name) if frei not in vergeben)


def _namen(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name}-{nummer}" for nummer in range(2, 10_000))


def schluessel_ableiten(angebot: Angebot, formate: Iterable[Format]) -> None:
    """Derive the keys by which an offer is sorted and found; saves nothing."""
    angebot.sortierschluessel = sortierschluessel(angebot.titel)[:100]
    ort = f"{angebot.ort} {angebot.ort.stadtteil or ''}" if angebot.ort else ""
    # A new one has none; out of a form it has not even a key to ask with.
    uebersetzt = [] if angebot._state.adding else angebot.uebersetzungen.all()
    titel = " ".join([angebot.titel, *(eine.titel for eine in uebersetzt)])
    text = f"{titel} {angebot.kurz} {angebot.format or ''} {angebot.organisation} {ort}"
    gruppen = [[eins.name, *eins.suchworte] for eins in formate]
    angebot.suchworte = wortmenge(text, gruppen)
    angebot.titelworte = wortmenge(titel)


def worte_merken(worte: Iterable[str]) -> None:
    """Let what somebody types be compared with these words as well."""
    Suchwort.objects.bulk_create((Suchwort(wort=wort[:100]) for wort in worte), ignore_conflicts=True)


def suche_nachfuehren(angebot: Angebot) -> None:
    """Let searches find an offer by what stands in it now."""
    schluessel_ableiten(angebot, Format.objects.all())
    worte_merken(angebot.suchworte)
    angebot.save(update_fields=["suchworte", "titelworte"])


def _wie_gespeichert(angebot: Angebot) -> None:
    """Take over, under the lock, what has happened to an offer while somebody wrote it.

    Refuses fewer places than are taken.
    """
    gespeichert = angebot_sperren(angebot.pk)
    for name in NACHGEFUEHRT:
        setattr(angebot, name, getattr(gespeichert, name))
    if angebot.plaetze is not None and angebot.plaetze < angebot.belegte_plaetze:
        raise Ablehnung(
            f"{angebot.belegte_plaetze} Plätze sind vergeben. Weniger geht, sobald sich jemand abmeldet."
        )


@transaction.atomic
def angebot_schreiben(angebot: Angebot, *, durch: Benutzer | None, warum: str = "") -> Angebot:
    """Save an offer as somebody has written it: text cleaned, keys derived, noted in the ledger.

    A new one gets its address, which stays the same whatever it is called later: others link to it. Dates
    follow in `termine_nachfuehren`, once the series are stored. Refuses fewer places than are taken.
    """
    neu = angebot._state.adding
    if neu:
        angebot.slug = _freier_name(angebot.titel)
    else:
        _wie_gespeichert(angebot)
    angebot.text = bereinigen(angebot.text)
    angebot.geprueft_am = kalender.heute()
    schluessel_ableiten(angebot, Format.objects.all())
    worte_merken(angebot.suchworte)
    angebot.save()
    stand, warum = angebot.status, warum or ("angelegt" if neu else "geaendert")
    verzeichnen(angebot, von="" if neu else stand, nach=stand, wer=durch, warum=warum)
    return angebot


def termine_nachfuehren(angebot: Angebot) -> None:
    """Let the stored dates follow the series of one offer."""
    termine_fortschreiben(angebot.pk)
    naechste_setzen(Angebot.objects.filter(pk=angebot.pk))


@transaction.atomic
def stand_aendern(angebot_id: UUID, nach: Angebotsstand, *, durch: Benutzer) -> Angebot:
    """Take an offer to another state; a draft that is published is released on the way.

    Refuses to publish what nobody could go to, and to end or take back what families still come to. Who has
    signed up hears that it is called off; the caller rings for the mails.
    """
    angebot = angebot_sperren(angebot_id)
    if nach in (Angebotsstand.BEENDET, Angebotsstand.ENTWURF):
        _niemand_kommt_noch(angebot)
    if nach == Angebotsstand.VEROEFFENTLICHT:
        termine_nachfuehren(angebot)
        angebot.refresh_from_db()
        if not (angebot.naechster_beginn or angebot.nach_vereinbarung):
            raise Ablehnung(
                "Das Angebot hat keinen Termin in den nächsten Monaten. Bitte tragen Sie eine Terminreihe "
                "ein oder wählen Sie „Termine nach Vereinbarung“."
            )
        if angebot.status == Angebotsstand.ENTWURF:
            uebergehen(angebot, Angebotsstand.FREIGEGEBEN, wer=durch)
        angebot.veroeffentlicht_am = angebot.veroeffentlicht_am or kalender.jetzt()
    vorher = angebot.status
    uebergehen(angebot, nach, wer=durch, felder=["veroeffentlicht_am"])
    veralten()
    if nach == Angebotsstand.BEENDET:
        warteliste_beenden(angebot.pk)
    elif nach == Angebotsstand.ABGESAGT:
        angebot_mitteilen(angebot, Mailart.ANGEBOT_ABGESAGT)
    elif vorher == Angebotsstand.ABGESAGT and angebot.ist_im_netz:
        angebot_mitteilen(angebot, Mailart.ANGEBOT_WIEDER)
    return angebot


def _niemand_kommt_noch(angebot: Angebot) -> None:
    """Refuse while there are dates to come and families who count on them."""
    anzahl = Anmeldung.objects.filter(angebot=angebot).nicht_zu_ende().count()
    if anzahl and (angebot.naechster_beginn or angebot.nach_vereinbarung):
        familien = je_nach(
            anzahl,
            "Eine Familie hat einen Platz oder wartet",
            f"{anzahl} Familien haben einen Platz oder warten",
        )
        raise Ablehnung(
            f"{familien}. Bitte sagen Sie das Angebot ganz ab, dann erfahren sie es, oder warten Sie den "
            "letzten Termin ab."
        )


def angebot_pruefen(angebot_id: UUID, *, durch: Benutzer | None, rolle: str = "") -> None:
    """Note that everything about an offer is still right."""
    angebot = Angebot.objects.get(pk=angebot_id)
    Angebot.objects.filter(pk=angebot_id).update(geprueft_am=kalender.heute())
    stand = angebot.status
    verzeichnen(angebot, von=stand, nach=stand, wer=durch, rolle=rolle, warum="geprueft")


@transaction.atomic
def angebot_kopieren(angebot_id: UUID, *, erster_tag: date, durch: Benutzer) -> Angebot:
    """A draft for the next term: everything as before, the first series begins on that day."""
    vorlage = Angebot.objects.get(pk=angebot_id)
    reihen, leitungen = list(vorlage.reihen.all()), list(vorlage.leitungen.all())
    uebersetzungen = list(vorlage.uebersetzungen.all())
    kooperation = list(vorlage.kooperation.all())
    neu = Angebot.objects.get(pk=angebot_id)
    neu.pk, neu._state.adding = uuid4(), True
    neu.status, neu.naechster_beginn, neu.naechstes_ende, neu.wochentage = (
        Angebotsstand.ENTWURF,
        None,
        None,
        [],
    )
    neu.belegte_plaetze, neu.erstellt_am, neu.veroeffentlicht_am = 0, timezone.now(), None
    angebot_schreiben(neu, durch=durch, warum="kopiert")
    neu.kooperation.set(kooperation)
    spaeter = erster_tag - min((reihe.von for reihe in reihen), default=erster_tag)
    zeilen: list[Any] = [*reihen, *leitungen, *uebersetzungen]
    for zeile in zeilen:
        zeile.pk, zeile.angebot, zeile._state.adding = uuid4(), neu, True
    for reihe in reihen:
        reihe.von += spaeter
        reihe.bis = reihe.bis and reihe.bis + spaeter
    Terminreihe.objects.bulk_create(reihen)
    Leitung.objects.bulk_create(leitungen)
    Uebersetzung.objects.bulk_create(uebersetzungen)
    suche_nachfuehren(neu)
    termine_nachfuehren(neu)
    return neu


def staende_nachfuehren() -> int:
    """What has begun runs, what has no date any more is over; how many changed. Safe to repeat.

    Who still waits then hears that no place has become free; the caller rings for the mails.
    """
    jetzt = kalender.jetzt()
    begonnen = Angebot.objects.filter(
        status=Angebotsstand.VEROEFFENTLICHT, termine__beginn__lte=jetzt
    ).distinct()
    vorbei = Angebot.objects.im_netz().filter(naechster_beginn=None, nach_vereinbarung=False)
    # In this order: what has begun and ended since the last night does both.
    return sum(
        _weiter(pk, nach, warum)
        for menge, nach, warum in (
            (begonnen, Angebotsstand.LAUFEND, "begonnen"),
            (vorbei, Angebotsstand.BEENDET, "vorbei"),
        )
        for pk in menge.values_list("pk", flat=True)
    )


@transaction.atomic
def _weiter(angebot_id: UUID, nach: Angebotsstand, warum: str) -> bool:
    angebot = angebot_sperren(angebot_id)
    if nach not in Angebotsstand(angebot.status).danach:  # somebody was faster
        return False
    uebergehen(angebot, nach, wer=None, rolle=SYSTEM, warum=warum)
    if nach == Angebotsstand.BEENDET:
        warteliste_beenden(angebot.pk)
    return True


def suche_erneuern(organisation: UUID | None = None) -> int:
    """Derive search keys anew, after what they are made of has changed; how many are different now.

    Of all offers, unless only those of an organisation are concerned.
    """
    formate = list(Format.objects.all())
    geaendert = []
    alle = Angebot.objects.mit_allem().prefetch_related("uebersetzungen")
    betroffene = alle.filter(organisation=organisation) if organisation else alle
    for angebot in betroffene.iterator(chunk_size=500):
        vorher = (angebot.suchworte, angebot.titelworte)
        schluessel_ableiten(angebot, formate)
        if (angebot.suchworte, angebot.titelworte) != vorher:
            geaendert.append(angebot)
    worte_merken({wort for angebot in geaendert for wort in angebot.suchworte})
    Angebot.objects.bulk_update(geaendert, ["suchworte", "titelworte"], batch_size=500)
    veralten()
    return len(geaendert)
