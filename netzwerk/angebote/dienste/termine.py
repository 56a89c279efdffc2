"""Dates of offers: stored some months ahead, called off, moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractIsoWeekDay

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from familienbuero.massen import einfuegen
from familienbuero.verlauf import verzeichnen
from familienbuero.zwischenspeicher import veralten
from netzwerk.angebote.dienste.mitteilen import allen_mitteilen, termin_mitteilen
from netzwerk.angebote.dienste.plaetze import angebot_sperren, angebote_sperren
from netzwerk.angebote.enums import Angebotsstand, Mailart, Terminlage
from netzwerk.angebote.models import Angebot, Angebotstermin, Anmeldung, Ort, Terminreihe
from netzwerk.angebote.regeln import HORIZONT, tage_der_reihe, zeit_am

# So many offers are locked and written at once.
STUECK = 200


@transaction.atomic
def termine_fortschreiben(*angebote: UUID) -> None:
    """Let the stored dates of offers, from today to the horizon, be those that their series say.

    Past dates, those of this morning as well, and exceptions stay as they are: somebody has counted heads
    there, or entered them. A date that no series has any more goes, unless it is an exception. Safe to
    repeat, and to be called twice at once: the rows of the offers are the lock.
    """
    angebote_sperren(Angebot.objects.filter(pk__in=angebote))
    heute, jetzt = kalender.heute(), kalender.jetzt()
    fehlend = {
        (termin.reihe_id, termin.tag): termin
        for termin in _nach_den_reihen(angebote, heute, heute + HORIZONT)
    }
    geaendert, ueberzaehlig = [], []
    for ist in Angebotstermin.objects.filter(angebot__in=angebote, tag__gte=heute):
        richtig = fehlend.pop((ist.reihe_id, ist.tag), None)
        if ist.ende <= jetzt or ist.lage != Terminlage.FINDET_STATT:
            continue
        if richtig is None:
            ueberzaehlig.append(ist.pk)
        elif (ist.beginn, ist.ende) != (richtig.beginn, richtig.ende):
            ist.beginn, ist.ende = richtig.beginn, richtig.ende
            geaendert.append(ist)
    Angebotstermin.objects.filter(pk__in=ueberzaehlig).delete()
    Angebotstermin.objects.bulk_update(geaendert, ["beginn", "ende"], batch_size=1000)
    einfuegen(list(fehlend.values()))


def _nach_den_reihen(angebote: Collection[UUID], von: date, bis: date) -> Iterator[Angebotstermin]:
    ferien = Schulferien.objects.spannen(von, bis)
    for reihe in Terminreihe.objects.filter(angebot__in=angebote):
        for tag in tage_der_reihe(reihe.als_regel(), von=von, bis=bis, ferien=ferien):
            beginn, ende = zeit_am(tag, reihe.beginn, reihe.ende)
            yield Angebotstermin(angebot_id=reihe.angebot_id, reihe=reihe, tag=tag, beginn=beginn, ende=ende)


@transaction.atomic
def naechste_setzen(angebote: QuerySet[Angebot]) -> int:
    """Note on each of these offers which date comes next, and on which days of the week dates are."""
    angebote_sperren(angebote)
    kommend = Angebotstermin.objects.filter(angebot=OuterRef("pk")).kommend(kalender.jetzt()).stattfindend()
    veralten()
    tage = kommend.order_by().annotate(wochentag=ExtractIsoWeekDay("beginn")).values("wochentag").distinct()
    return angebote.update(
        naechster_beginn=Subquery(kommend.values("beginn")[:1]),
        naechstes_ende=Subquery(kommend.values("ende")[:1]),
        wochentage=ArraySubquery(tage),
    )


def vergangene_fortschreiben() -> int:
    """Move on the offers whose next date is over by now; rung every few minutes."""
    return naechste_setzen(Angebot.objects.filter(naechstes_ende__lte=kalender.jetzt()))


def alle_fortschreiben() -> int:
    """Move the horizon of all public offers by a day, some hundred in a transaction; how many there are."""
    angebote = list(Angebot.objects.im_netz().values_list("pk", flat=True))
    for erstes in range(0, len(angebote), STUECK):
        termine_fortschreiben(*angebote[erstes : erstes + STUECK])
    naechste_setzen(Angebot.objects.im_netz())
    return len(angebote)


@contextmanager
def geaenderte_termine_mitteilen(angebot: Angebot) -> Iterator[None]:
    """Around the writing of an offer: who will come hears once when a date that they know moves or goes.

    What only comes on top is no reason for a mail. Inside a transaction; the caller rings.
    """
    if angebot._state.adding:
        yield
        return
    im_netz = angebot_sperren(angebot.pk).ist_im_netz
    vorher = _wann_und_wo(angebot)
    yield
    if im_netz and vorher - _wann_und_wo(angebot):
        dabei = Anmeldung.objects.filter(angebot=angebot).mit_platz().select_related("angebot__ort")
        allen_mitteilen(dabei, Mailart.TERMINE_GEAENDERT)


def _wann_und_wo(angebot: Angebot) -> set[tuple[Any, ...]]:
    kommend = Angebotstermin.objects.filter(angebot=angebot).stattfindend().kommend(kalender.jetzt())
    return set(kommend.values_list("beginn", "ende", Coalesce("ort", "angebot__ort")))


def _gesperrt(termin_id: UUID) -> Angebotstermin:
    """The date behind the lock of its offer, which every change of dates takes first.

    Refuses one of an offer that is called off: none of them takes place.
    """
    angebot_sperren(Angebotstermin.objects.values_list("angebot", flat=True).get(pk=termin_id))
    gesperrt = Angebotstermin.objects.select_for_update(of=("self",)).select_related("angebot", "reihe")
    termin = gesperrt.get(pk=termin_id)
    if termin.angebot.status == Angebotsstand.ABGESAGT:
        raise Ablehnung("Das Angebot ist ganz abgesagt. An einzelnen Terminen ändert sich nichts mehr.")
    return termin


def _kommender_termin(termin_id: UUID) -> Angebotstermin:
    """The date with its row lock; refuses one that is over."""
    termin = _gesperrt(termin_id)
    if termin.ende <= kalender.jetzt():
        raise Ablehnung("Dieser Termin ist schon vorbei.")
    return termin


def _geaendert(
    termin: Angebotstermin, art: Mailart, *, durch: Benutzer | None, warum: str, rolle: str = ""
) -> Angebotstermin:
    """Save, note, and tell everybody who has signed up; the caller rings for the mails."""
    termin.save(update_fields=["lage", "hinweis", "beginn", "ende", "ort"])
    stand = termin.angebot.status
    verzeichnen(termin.angebot, von=stand, nach=stand, wer=durch, rolle=rolle, warum=warum)
    naechste_setzen(Angebot.objects.filter(pk=termin.angebot_id))
    termin_mitteilen(termin, art)
    return termin


@transaction.atomic
def termin_absagen(
    termin_id: UUID, *, hinweis: str, durch: Benutzer | None, rolle: str = ""
) -> Angebotstermin:
    """Call off one date; page, calendars and mails to all who have signed up say so at once.

    Refuses one that is called off already: nobody is told twice.
    """
    termin = _kommender_termin(termin_id)
    if termin.lage == Terminlage.FAELLT_AUS:
        raise Ablehnung("Dieser Termin ist schon abgesagt. Eine zweite Nachricht geht nicht hinaus.")
    termin.lage, termin.hinweis = Terminlage.FAELLT_AUS, hinweis
    return _geaendert(termin, Mailart.TERMIN_FAELLT_AUS, durch=durch, rolle=rolle, warum="termin_abgesagt")


@transaction.atomic
def termin_verlegen(
    termin_id: UUID, *, beginn: datetime, ende: datetime, ort: Ort | None, hinweis: str, durch: Benutzer
) -> Angebotstermin:
    """Move one date to another time or place.

    Refuses a time that is over, an end before its beginning, and when and where it is already.
    """
    termin = _kommender_termin(termin_id)
    if beginn <= kalender.jetzt():
        raise Ablehnung("Der neue Termin liegt in der Vergangenheit.")
    if ende <= beginn:
        raise Ablehnung("Das Ende liegt vor dem Anfang. Bitte prüfen Sie die Uhrzeiten.")
    if (beginn, ende, ort) == (termin.beginn, termin.ende, termin.ort):
        raise Ablehnung("Zeit und Ort sind dieselben wie bisher. Bitte ändern Sie etwas davon.")
    termin.lage, termin.hinweis, termin.ort = Terminlage.VERLEGT, hinweis, ort
    termin.beginn, termin.ende = beginn, ende
    return _geaendert(termin, Mailart.TERMIN_VERLEGT, durch=durch, warum="termin_verlegt")


@transaction.atomic
def termin_wieder_aufnehmen(termin_id: UUID, *, durch: Benutzer | None) -> Angebotstermin:
    """Let a date take place after all, when and where its series puts it. Refuses one that does already."""
    termin = _gesperrt(termin_id)
    if termin.wie_immer:
        raise Ablehnung("Dieser Termin findet schon statt wie gewohnt.")
    beginn, ende = zeit_am(termin.tag, termin.reihe.beginn, termin.reihe.ende)
    if ende <= kalender.jetzt():
        raise Ablehnung("Der ursprüngliche Termin ist schon vorbei.")
    termin.lage, termin.hinweis, termin.ort = Terminlage.FINDET_STATT, "", None
    termin.beginn, termin.ende = beginn, ende
    return _geaendert(termin, Mailart.TERMIN_WIEDER, durch=durch, warum="termin_wieder")
