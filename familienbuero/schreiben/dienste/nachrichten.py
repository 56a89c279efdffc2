"""The queue of the mails. To send one twice is better than to lose it: who was killed between the server's
yes and the row sends again, under the same Message-ID, by which mail programs know a repetition.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from familienbuero.auftrag import HOECHSTVERSUCHE, Auftragsstand
from familienbuero.schreiben.models import Nachricht

log = logging.getLogger(__name__)
AUF_EINMAL = 50
# No server's words: they often repeat the address.
ABGEWIESEN = "Der Mailserver hat die Nachricht nicht angenommen. Stimmt die Adresse?"
NICHT_VERSANDT = "Die Nachricht ließ sich dreimal nicht versenden. Bitte an die Verwaltung wenden."
NICHT_ERREICHT = "Der Mailserver ist nicht zu erreichen. Es wird weiter versucht."


class Unerreichbar(Exception):
    """The server takes no mail at all at the moment."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A mail to write, or, without an address, what somebody has to be told by phone."""

    fall: UUID
    betreff: str
    empfaenger: str = ""
    text: str = ""

    def als_nachricht(self) -> Nachricht:
        """The row, not saved. The subject is one line, so that nothing in it can begin another header."""
        betreff = " ".join(self.betreff.split())[:200]
        if not self.empfaenger:
            return Nachricht(fall=self.fall, betreff=betreff, stand=Auftragsstand.GESCHEITERT)
        return Nachricht(fall=self.fall, empfaenger=self.empfaenger, betreff=betreff, text=self.text)


def nachrichten_schreiben(post: Iterable[Post]) -> list[Nachricht]:
    """Put mails into the queue, in the transaction of what they tell; the caller rings.

    What somebody without an address has to be told stays until `anrufe_erledigen`; no worker takes it.
    """
    return Nachricht.objects.bulk_create(eine.als_nachricht() for eine in post)


def nachricht_schreiben(*, fall: UUID, empfaenger: str, betreff: str, text: str) -> Nachricht:
    """Put one mail into the queue."""
    return nachrichten_schreiben([Post(fall=fall, empfaenger=empfaenger, betreff=betreff, text=text)])[0]


def anruf_vormerken(*, fall: UUID, satz: str) -> Nachricht:
    """Keep what somebody without an address has to be told."""
    return nachrichten_schreiben([Post(fall=fall, betreff=satz)])[0]


@transaction.atomic
def anrufe_erledigen(fall: UUID) -> int:
    """Somebody was told by phone what no mail has brought; how many messages that were."""
    offene = list(Nachricht.objects.nicht_angekommen().select_for_update().filter(fall=fall))
    for nachricht in offene:
        _erledigen(nachricht)
    return len(offene)


def wartende_senden() -> bool:
    """Send what waits, at most 50; True when there is more and the server takes mails.

    Ends at the first sign that the server is away: each further mail would wait for it as well.
    """
    wartende = list(Nachricht.objects.zu_tun().values_list("pk", flat=True)[: AUF_EINMAL + 1])
    gesendet = 0
    for nachricht_id in wartende[:AUF_EINMAL]:
        try:
            gesendet += nachricht_senden(nachricht_id)
        except Unerreichbar:
            return False
    return bool(gesendet) and len(wartende) > AUF_EINMAL


def nachricht_senden(nachricht_id: UUID) -> bool:
    """Claim one mail and send it; False when it was not sent: taken by another, put off, parked.

    Refused for good is parked at once, what has killed its worker three times as well. What the server only
    puts off waits for the next sweep, behind the others and without losing a try. Raises Unerreichbar when
    that would hold for any mail.
    """
    eine = Nachricht.objects.filter(pk=nachricht_id)
    if eine.zu_tun().filter(versuche__gte=HOECHSTVERSUCHE).parken(NICHT_VERSANDT):
        return False
    if not Nachricht.objects.beanspruchen(nachricht_id):
        return False
    nachricht = eine.get()
    try:
        _abschicken(nachricht)
    except OSError as fehler:  # smtplib's errors as well
        log.warning("Nachricht %s nicht versandt: %s", nachricht_id, type(fehler).__name__)
        if _ueber_diese(fehler, 500):
            eine.parken(ABGEWIESEN)
            return False
        eine.zuruecklegen(NICHT_ERREICHT)
        eine.update(stand_seit=timezone.now())
        if _ueber_diese(fehler, 400):
            return False
        raise Unerreichbar from None
    _erledigen(nachricht)
    return True


def _erledigen(nachricht: Nachricht) -> None:
    nachricht.empfaenger = nachricht.betreff = nachricht.text = None
    nachricht.stand, nachricht.fehler, nachricht.pacht_bis = Auftragsstand.ERLEDIGT, "", None
    nachricht.save(update_fields=["empfaenger", "betreff", "text", "stand", "fehler", "pacht_bis"])


def _abschicken(nachricht: Nachricht) -> None:
    ort = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    kopf = {"Message-ID": f"<{nachricht.pk}@{ort}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(nachricht.betreff, nachricht.text, to=[nachricht.empfaenger], headers=kopf).send()


def _ueber_diese(fehler: OSError, ab: int) -> bool:
    """Whether the server refuses this one mail, with a number from `ab` on: 400 for now, 500 for good."""
    if isinstance(fehler, smtplib.SMTPRecipientsRefused):
        return all(nummer >= ab for nummer, _ in fehler.recipients.values())
    ueber_uns = smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError
    antwort = isinstance(fehler, smtplib.SMTPResponseException) and not isinstance(fehler, ueber_uns)
    return antwort and fehler.smtp_code >= ab  # type: ignore[attr-defined]


def nachricht_noch_einmal(nachricht_id: UUID) -> None:
    """Try a parked mail again; the caller rings."""
    Nachricht.objects.geparkt().filter(pk=nachricht_id).wieder_oeffnen()


def nachrichten_loeschen(fall: UUID) -> Mapping[str, int]:
    """Mails about a case that is deleted, sent or not."""
    return {"Nachricht": Nachricht.objects.filter(fall=fall).delete()[0]}
