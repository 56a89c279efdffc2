"""Booking under a lock, and the codes with which families answer."""

import base64
import hmac
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.utils import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.raum import Fenster
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Termin, Zugang, Zugangsversuch
from familienbuero.termine.regeln import (
    CODESEITE,
    KENNUNG_LAENGE,
    Grenzen,
    abdruck,
    code_lesen,
    code_wuerfeln,
    token_abdruck,
    token_wuerfeln,
)

VERGEBEN = gettext_lazy("Dieses Zeitfenster wurde gerade vergeben. Bitte wählen Sie ein anderes.")
BELEGT = gettext_lazy(
    "Im Kalender wird gerade etwas anderes eingetragen. Bitte versuchen Sie es gleich noch einmal."
)
# More than are answered at one time: from so many before the limit of a minute on, one waits for the other.
GEDRAENGE = 100


def personen_sperren(personen: Iterable[UUID]) -> None:
    """Let nobody else book with these people until the end of the transaction.

    An advisory lock first, because exclusion constraints alone run into deadlocks under a rush; always
    in the same order. Raises Ablehnung after three seconds of waiting.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
        for person in sorted(set(personen)):
            try:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"termin {person}"])
            except OperationalError:
                raise Ablehnung(str(BELEGT)) from None
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def fenster_sichern(fenster: Fenster) -> None:
    """Keep a window free of others until the end of the transaction; refuses when somebody was faster."""
    personen_sperren([fenster.person])
    belegt = Termin.objects.filter(
        person=fenster.person, stand=Terminstand.GEBUCHT, beginn__lt=fenster.ende, ende__gt=fenster.beginn
    )
    if belegt.exists():
        raise Ablehnung(str(VERGEBEN))


@transaction.atomic
def termin_buchen(*, fenster: Fenster, art: str, fall: UUID) -> Termin:
    """Book a window for a case; refuses when somebody was faster.

    The caller holds the lock of the case's row, so that a case books once at a time.
    """
    fenster_sichern(fenster)
    try:
        with transaction.atomic():
            return Termin.objects.create(
                person_id=fenster.person, beginn=fenster.beginn, ende=fenster.ende, art=art, fall=fall
            )
    except IntegrityError:  # the wall behind the lock
        raise Ablehnung(str(VERGEBEN)) from None


@transaction.atomic
def termin_wieder_buchen(termin: Termin) -> None:
    """Book an appointment again that was given back; refuses when the window is taken by now.

    The row stays the same, so that a letter which proposes it is right again.
    """
    personen_sperren([termin.person_id])
    termin.stand = Terminstand.GEBUCHT
    try:
        with transaction.atomic():
            termin.save(update_fields=["stand"])
    except IntegrityError:
        raise Ablehnung(str(VERGEBEN)) from None


def termin_aufheben(termin: Termin) -> None:
    """Give the window of an appointment back."""
    termin.stand = Terminstand.AUFGEHOBEN
    termin.save(update_fields=["stand"])


def _codeschluessel() -> bytes:
    return base64.urlsafe_b64decode(settings.CODESCHLUESSEL)


@transaction.atomic
def zugang_ausstellen(*, art: str, fall: UUID, gueltig_bis: date) -> tuple[str, str]:
    """A new code and a new QR token for a case; older ones of the case end. Both are told only once."""
    Zugang.objects.filter(art=art, fall=fall).delete()
    token = token_wuerfeln()
    while True:
        code = code_wuerfeln()
        kennung, geheim = code[:KENNUNG_LAENGE], code[KENNUNG_LAENGE:]
        try:
            with transaction.atomic():
                Zugang.objects.create(
                    art=art,
                    fall=fall,
                    kennung=kennung,
                    geheim=abdruck(geheim, _codeschluessel()),
                    token=token_abdruck(token),
                    gueltig_bis=gueltig_bis,
                )
            return code, token
        except IntegrityError:  # the first four characters are taken: throw the dice again
            continue


@transaction.atomic
def versuch_zaehlen(*, absender: str, kennung: str, grenzen: Grenzen = CODESEITE) -> None:
    """Count a try at a public page before anything is looked up; refuses when there were too many.

    Three limits, all in the database (docs/adr/0008-codes.md): by sender and hour, by what is tried and day
    (first part of a code, e-mail address), and in all by minute. What is refused is not counted, so that one
    sender alone cannot use up everybody's minute. The sender's address is kept only as a hash, and so is
    whatever is longer than the first part of a code.
    """
    jetzt = timezone.now()
    spur = abdruck(absender, _codeschluessel())
    teil = kennung if len(kennung) <= KENNUNG_LAENGE else abdruck(kennung, _codeschluessel())
    _anstellen(grenzen.wo, spur, teil)
    Zugangsversuch.objects.filter(wann__lt=jetzt - timedelta(days=1)).delete()
    versuche = Zugangsversuch.objects.filter(wo=grenzen.wo)
    in_der_stunde = versuche.filter(absender=spur, wann__gt=jetzt - timedelta(hours=1))
    in_der_minute = versuche.filter(wann__gt=jetzt - timedelta(minutes=1))
    zusammen = in_der_minute.count()
    if zusammen >= grenzen.je_minute - GEDRAENGE:
        _anstellen(grenzen.wo, "minute")  # always last, so that nobody waits in a circle
        zusammen = in_der_minute.count()
    zu_viele = (
        in_der_stunde.count() >= grenzen.je_adresse_und_stunde
        or (teil and versuche.filter(kennung=teil).count() >= grenzen.je_kennung_und_tag)
        or zusammen >= grenzen.je_minute
    )
    if zu_viele:
        raise Ablehnung(
            _("Das waren zu viele Versuche. Bitte versuchen Sie es später noch einmal oder rufen Sie uns an.")
        )
    Zugangsversuch.objects.create(wo=grenzen.wo, absender=spur, kennung=teil, wann=jetzt)


def _anstellen(wo: str, *spuren: str) -> None:
    """Wait for other tries of the same sender or at the same code, which are not counted yet.

    Tries without a code have nothing in common for which one would have to wait for another, until the
    minute is nearly used up.
    """
    with connection.cursor() as cursor:
        for spur in sorted(filter(None, spuren)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"versuch {wo} {spur}"])


def zugang_finden(*, code: str = "", token: str = "") -> Zugang | None:
    """The valid access of a typed code or of a QR token; None for unknown, replaced and expired alike."""
    if token:
        zugang = Zugang.objects.filter(token=token_abdruck(token)).first()
    else:
        gelesen = code_lesen(code)
        zugang = Zugang.objects.filter(kennung=gelesen[:KENNUNG_LAENGE]).first()
        # The hash is compared in any case, so that an unknown code takes as long as a wrong one.
        stimmt = hmac.compare_digest(
            abdruck(gelesen[KENNUNG_LAENGE:], _codeschluessel()), zugang.geheim if zugang else "0" * 64
        )
        zugang = zugang if stimmt else None
    return zugang if zugang and zugang.gueltig_bis >= kalender.heute() else None


def verweis_ableiten(fall: UUID) -> str:
    """The secret end of a link that every mail about a case carries: 128 bits, made anew from the key.

    So a second mail leads to the same page as the first, and the database holds nothing that opens it.
    """
    roh = bytes.fromhex(abdruck(f"verweis {fall}", _codeschluessel()))[:16]
    return base64.urlsafe_b64encode(roh).rstrip(b"=").decode()


def kalenderkennung(fall: UUID) -> str:
    """Under which id an appointment stands in a family's calendar: the same when it moves, not the case's."""
    return abdruck(f"kalender {fall}", _codeschluessel())[:32]
