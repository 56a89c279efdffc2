"""Places of an offer: counted under one lock, given on to the next in line.

Order of locks: the row of the offer first, then sign-ups. Whoever changes places holds the row of the offer.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.verlauf import FAMILIE, SYSTEM, uebergehen
from familienbuero.zwischenspeicher import veralten
from netzwerk.angebote.abfragen import AnmeldungQuerySet
from netzwerk.angebote.dienste.mitteilen import allen_mitteilen
from netzwerk.angebote.enums import Anmeldeweg, Anmeldungsstand, Mailart
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import antwortfrist, rueckt_nach


def angebot_sperren(angebot_id: UUID) -> Angebot:
    """The offer with its row lock: nobody else counts its places until the end of the transaction."""
    return Angebot.objects.select_for_update().get(pk=angebot_id)


def angebote_sperren(angebote: QuerySet[Angebot]) -> None:
    """Row locks of several offers, taken in the one order that keeps two who need them from a deadlock."""
    list(angebote.select_for_update().order_by("pk").values_list("pk"))


def anmeldung_sperren(anmeldung_id: UUID) -> Anmeldung:
    """The sign-up behind the lock of its offer, as it is now."""
    angebot_sperren(Anmeldung.objects.values_list("angebot", flat=True).get(pk=anmeldung_id))
    gesperrt = Anmeldung.objects.select_for_update(of=("self",)).select_related("angebot__ort")
    return gesperrt.get(pk=anmeldung_id)


def belegen(angebot_id: UUID, plaetze: int) -> None:
    """Count places as taken (or, below zero, as free). The constraint is the wall behind the lock.

    Public pages are made anew, in a rush as well: each sign-up has just had three pages that nobody shares.
    """
    if plaetze:
        veralten()
        Angebot.objects.filter(pk=angebot_id).update(belegte_plaetze=F("belegte_plaetze") + plaetze)


def wechseln(
    anmeldung: Anmeldung,
    nach: Anmeldungsstand,
    *,
    durch: Benutzer | None,
    rolle: str = "",
    warum: str = "",
    felder: list[str] | None = None,
) -> None:
    """Take a sign-up to another state, and count its places with it. Without `durch` the family acts."""
    vorher = anmeldung.haelt_platz
    rolle = rolle or ("" if durch else FAMILIE)
    uebergehen(anmeldung, nach, wer=durch, rolle=rolle, warum=warum, felder=felder)
    belegen(anmeldung.angebot_id, anmeldung.kinder * (anmeldung.haelt_platz - vorher))


@transaction.atomic
def nachruecken(angebot_id: UUID) -> int:
    """Let unanswered places go, and offer what is free to the next in line; how many were offered one.

    Safe to repeat and to be called twice at once. Each hears of it by mail, the caller rings.
    """
    angebot = angebot_sperren(angebot_id)
    jetzt = kalender.jetzt()
    verfallene = list(_gesperrt(angebot).ueberfaellig(jetzt))
    for anmeldung in verfallene:
        wechseln(anmeldung, Anmeldungsstand.VERFALLEN, durch=None, rolle=SYSTEM, warum="frist")
    allen_mitteilen(verfallene, Mailart.VERFALLEN)
    kommende = angebot.termine.stattfindend().filter(beginn__gt=jetzt).order_by("beginn")
    naechster = kommende.values_list("beginn", flat=True).first()
    frist = antwortfrist(jetzt, naechster, ohne_termin=angebot.nach_vereinbarung)
    if frist is None or not angebot.ist_im_netz or angebot.anmeldeweg != Anmeldeweg.ONLINE:
        return 0
    angebot.refresh_from_db(fields=["belegte_plaetze"])
    wartende = {anmeldung.pk: anmeldung for anmeldung in _gesperrt(angebot).wartend()}
    gewaehlte = rueckt_nach(angebot.freie_plaetze, ((pk, eine.kinder) for pk, eine in wartende.items()))
    for pk in gewaehlte:
        wartende[pk].frist = frist
        wechseln(wartende[pk], Anmeldungsstand.NACHGERUECKT, durch=None, rolle=SYSTEM, felder=["frist"])
    allen_mitteilen([wartende[pk] for pk in gewaehlte], Mailart.NACHGERUECKT)
    return len(gewaehlte)


def warteliste_beenden(angebot_id: UUID) -> int:
    """Tell who still waits that no place will become free any more; how many. Inside a transaction."""
    nachruecken(angebot_id)
    wartende = list(_gesperrt(angebot_sperren(angebot_id)).wartend())
    for anmeldung in wartende:
        wechseln(anmeldung, Anmeldungsstand.STORNIERT, durch=None, rolle=SYSTEM, warum="vorbei")
    allen_mitteilen(wartende, Mailart.WARTELISTE_ENDE)
    return len(wartende)


def _gesperrt(angebot: Angebot) -> AnmeldungQuerySet:
    alle = Anmeldung.objects.filter(angebot=angebot)
    return alle.select_for_update(of=("self",)).select_related("angebot__ort")


def alle_nachruecken() -> int:
    """The sweep: every offer with an unanswered place, or with free places and somebody waiting."""
    ueberfaellig = Anmeldung.objects.ueberfaellig(kalender.jetzt())
    wartend = Anmeldung.objects.filter(
        status=Anmeldungsstand.WARTELISTE, angebot__plaetze__gt=F("angebot__belegte_plaetze")
    )
    betroffen = (ueberfaellig | wartend).order_by("angebot").values_list("angebot", flat=True).distinct()
    return sum(nachruecken(pk) for pk in betroffen)
