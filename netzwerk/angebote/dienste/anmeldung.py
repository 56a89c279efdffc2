"""Sign up, change, cancel, confirm; note who was there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.termine.dienste import verweis_ableiten
from familienbuero.termine.regeln import token_abdruck
from familienbuero.verlauf import FAMILIE, verzeichnen
from netzwerk.angebote.dienste.mitteilen import mitteilen
from netzwerk.angebote.dienste.plaetze import (
    angebot_sperren,
    anmeldung_sperren,
    belegen,
    nachruecken,
    wechseln,
)
from netzwerk.angebote.enums import Anmeldungsstand, Mailart
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import DEUTSCH


@dataclass(frozen=True, kw_only=True)
class Anmeldeangaben:
    """What a family tells, and no more; `alter_monate` None is a child not born yet."""

    name: str
    email: str = ""
    telefon: str = ""
    kinder: int = 1
    alter_monate: int | None = None
    sprache: str = DEUTSCH


class SchonAngemeldet(Ablehnung):
    """There is a sign-up with this address already. Only the office may be told so on a page."""

    def __init__(self) -> None:
        super().__init__("Mit dieser E-Mail-Adresse ist schon jemand angemeldet.")


@transaction.atomic
def anmelden(angebot_id: UUID, angaben: Anmeldeangaben, *, durch: Benutzer | None = None) -> Anmeldung:
    """Sign a family up: a place when there are enough, else the waiting list; a mail says which.

    1. Lock the offer, so that of a hundred who want the last place one gets it. 2. Let unanswered places go
    and offer what is free to those who wait. 3. Count, and write row, ledger, counter and mail.
    Who needs more places than are free goes on waiting while a smaller family gets one, as in `rueckt_nach`.
    Raises SchonAngemeldet, and Ablehnung where nobody can sign up.
    """
    angebot = _offen(angebot_sperren(angebot_id))
    _reicht(angebot, angaben.kinder)
    nachruecken(angebot_id)
    anmeldung = Anmeldung(angebot=angebot, **asdict(angaben))
    anmeldung.email = angaben.email.lower()
    anmeldung.token = token_abdruck(verweis_ableiten(anmeldung.pk))
    try:
        with transaction.atomic():
            anmeldung.save(force_insert=True)
    except IntegrityError:
        raise SchonAngemeldet from None
    rolle, warum = ("", "telefonisch") if durch else (FAMILIE, "")
    verzeichnen(anmeldung, von="", nach=anmeldung.status, wer=durch, rolle=rolle, warum=warum)
    angebot.refresh_from_db(fields=["belegte_plaetze"])
    if angaben.kinder > angebot.freie_plaetze or not _platz_nehmen(anmeldung, durch):
        wechseln(anmeldung, Anmeldungsstand.WARTELISTE, durch=durch)
    mitteilen(anmeldung, Mailart(anmeldung.status))
    return anmeldung


def _platz_nehmen(anmeldung: Anmeldung, durch: Benutzer | None) -> bool:
    """Take the places; False when the wall behind the lock says that somebody was faster."""
    try:
        with transaction.atomic():
            wechseln(anmeldung, Anmeldungsstand.BESTAETIGT, durch=durch)
    except IntegrityError:
        anmeldung.status = Anmeldungsstand.ANGEFRAGT
        return False
    return True


def _offen(angebot: Angebot) -> Angebot:
    if not angebot.nimmt_anmeldungen:
        raise Ablehnung(_("Für dieses Angebot kann man sich hier nicht mehr anmelden."))
    return angebot


def _reicht(angebot: Angebot, kinder: int) -> None:
    if kinder > (angebot.plaetze or 0):
        raise Ablehnung(_("So viele Plätze hat dieses Angebot nicht. Bitte rufen Sie uns an."))


def familie_anmelden(angebot_id: UUID, angaben: Anmeldeangaben) -> None:
    """Sign up from the public page, where nobody may learn who is registered: that is told by mail only."""
    try:
        anmelden(angebot_id, angaben)
    except SchonAngemeldet:
        schon = Anmeldung.objects.filter(angebot=angebot_id, email=angaben.email.lower()).nicht_zu_ende()
        for anmeldung in schon.select_related("angebot__ort"):
            mitteilen(anmeldung, Mailart.SCHON_DA)


@transaction.atomic
def anmeldung_bestaetigen(anmeldung_id: UUID, *, durch: Benutzer | None = None) -> Anmeldung:
    """Accept the place that was offered; called twice it stays accepted. Refuses when time is up."""
    anmeldung = anmeldung_sperren(anmeldung_id)
    if anmeldung.status == Anmeldungsstand.BESTAETIGT:
        return anmeldung
    if anmeldung.frist and anmeldung.frist <= kalender.jetzt():
        raise Ablehnung(_("Die Zeit für die Antwort ist vorbei. Der Platz geht an die nächste Familie."))
    wechseln(anmeldung, Anmeldungsstand.BESTAETIGT, durch=durch)
    mitteilen(anmeldung, Mailart.BESTAETIGT)
    return anmeldung


@transaction.atomic
def anmeldung_stornieren(anmeldung_id: UUID, *, durch: Benutzer | None = None) -> Anmeldung:
    """Cancel; what becomes free is offered to the next in line in the same transaction."""
    anmeldung = anmeldung_sperren(anmeldung_id)
    wechseln(anmeldung, Anmeldungsstand.STORNIERT, durch=durch)
    mitteilen(anmeldung, Mailart.STORNIERT)
    nachruecken(anmeldung.angebot_id)
    return anmeldung


@transaction.atomic
def anmeldung_aendern(
    anmeldung_id: UUID,
    *,
    name: str,
    telefon: str,
    kinder: int,
    alter_monate: int | None,
    email: str | None = None,
    durch: Benutzer | None = None,
) -> Anmeldung:
    """Change what a family has told. More children need more free places.

    On the waiting list everybody keeps the place in line. Only the office changes the address, and whoever
    has a place, as long as the name is there; the new address gets the mail with the link, the old link ends.
    """
    anmeldung = anmeldung_sperren(anmeldung_id)
    if not anmeldung.laesst_sich_aendern and not (durch and anmeldung.laesst_sich_berichtigen):
        raise Ablehnung(_("Diese Anmeldung lässt sich nicht mehr ändern."))
    mehr = kinder - anmeldung.kinder
    _reicht(anmeldung.angebot, kinder)
    if anmeldung.haelt_platz:
        if mehr > anmeldung.angebot.freie_plaetze:
            raise Ablehnung(_("So viele Plätze sind nicht mehr frei."))
        belegen(anmeldung.angebot_id, mehr)
    anmeldung.name, anmeldung.telefon = name, telefon
    anmeldung.kinder, anmeldung.alter_monate = kinder, alter_monate
    neue_adresse = email is not None and email.lower() != anmeldung.email
    if email is not None and neue_adresse:
        anmeldung.email = email.lower()
        anmeldung.token = token_abdruck(verweis_ableiten(uuid5(anmeldung.pk, anmeldung.email)))
    try:
        with transaction.atomic():
            anmeldung.save(update_fields=["name", "email", "telefon", "kinder", "alter_monate", "token"])
    except IntegrityError:
        raise SchonAngemeldet from None
    stand, rolle = anmeldung.status, "" if durch else FAMILIE
    verzeichnen(anmeldung, von=stand, nach=stand, wer=durch, rolle=rolle, warum="geaendert")
    if neue_adresse and anmeldung.laesst_sich_aendern:
        mitteilen(anmeldung, Mailart(anmeldung.status))
    if mehr < 0:
        nachruecken(anmeldung.angebot_id)
    return anmeldung


@transaction.atomic
def teilnahme_vermerken(anmeldung_id: UUID, *, teilgenommen: bool, durch: Benutzer) -> Anmeldung:
    """Note whether a family was there; the same tap twice changes nothing. Refuses before the first date."""
    anmeldung = anmeldung_sperren(anmeldung_id)
    nach = Anmeldungsstand.TEILGENOMMEN if teilgenommen else Anmeldungsstand.NICHT_ERSCHIENEN
    if anmeldung.status == nach:
        return anmeldung
    begonnen = anmeldung.angebot.termine.stattfindend().filter(beginn__lte=kalender.jetzt())
    if not begonnen.exists() and not anmeldung.angebot.nach_vereinbarung:
        raise Ablehnung("Das Angebot hat noch nicht begonnen.")
    wechseln(anmeldung, nach, durch=durch)
    return anmeldung
