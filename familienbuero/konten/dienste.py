"""What one can do with accounts. The log names ids, who changed whose roles can be read there."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Absendung, Benutzer
from familienbuero.konten.regeln import email_normal, verliert_verwaltung
from familienbuero.konten.verweise import passwort_verweis

log = logging.getLogger(__name__)

VERGEBEN = "Mit dieser E-Mail-Adresse gibt es schon ein Konto."


def email_frei(email: str) -> None:
    """Refuse an address that has an account; asked by the form and by the service."""
    if Benutzer.objects.filter(email=email_normal(email)).exists():
        raise Ablehnung(VERGEBEN)


@transaction.atomic
def konto_anlegen(
    *, email: str, vorname: str, nachname: str, rollen: Sequence[str], durch: Benutzer | None = None
) -> Benutzer:
    """A new account without a password; the person sets one with the link of `einladung_schicken`."""
    email_frei(email)
    try:
        with transaction.atomic():
            konto = Benutzer.objects.create_user(
                email, vorname=vorname, nachname=nachname, rollen=list(rollen)
            )
    except IntegrityError:  # somebody was quicker by a moment
        raise Ablehnung(VERGEBEN) from None
    log.info("Konto %s angelegt durch %s, Rollen %s", konto.pk, durch and durch.pk, ",".join(rollen))
    return konto


def einladung_schicken(*, konto: Benutzer) -> None:
    """Mail the link with which the person sets a password; raises OSError when no mail server answers."""
    if not konto.is_active:
        raise Ablehnung("Das Konto ist gesperrt. Heben Sie die Sperre zuerst auf.")
    kontext = {"konto": konto, "verweis": passwort_verweis(konto)}
    betreff = render_to_string("konten/mail/einladung_betreff.txt", kontext).strip()
    text = render_to_string("konten/mail/einladung_text.txt", kontext)
    send_mail(betreff, text, settings.DEFAULT_FROM_EMAIL, [konto.email])


@transaction.atomic
def konto_aendern(
    *, konto: Benutzer, vorname: str, nachname: str, rollen: Sequence[str], durch: Benutzer
) -> Benutzer:
    """Change name and roles. Nobody takes `verwaltung` from themselves or from the last who has it."""
    konto, verwaltende = _zeilen_sperren(konto.pk)
    if verliert_verwaltung(konto.rollen, rollen):
        satz = "Die eigene Rolle Verwaltung kann Ihnen nur jemand anderes nehmen."
        _verwaltung_bleibt(konto, verwaltende, durch, satz)
    konto.vorname, konto.nachname, konto.rollen = vorname, nachname, list(rollen)
    konto.save(update_fields=["vorname", "nachname", "rollen"])
    log.info("Konto %s geändert durch %s, Rollen %s", konto.pk, durch.pk, ",".join(rollen))
    return konto


@transaction.atomic
def konto_sperren(*, konto: Benutzer, durch: Benutzer) -> Benutzer:
    """Close an account: no sign-in, all its sessions end at once, its password is void for good."""
    konto, verwaltende = _zeilen_sperren(konto.pk)
    _verwaltung_bleibt(konto, verwaltende, durch, "Das eigene Konto kann man nicht sperren.")
    konto.is_active = False
    konto.set_unusable_password()  # ends the sessions: they are bound to the password
    konto.save(update_fields=["is_active", "password"])
    log.info("Konto %s gesperrt durch %s", konto.pk, durch.pk)
    return konto


@transaction.atomic
def konto_entsperren(*, konto: Benutzer, durch: Benutzer) -> Benutzer:
    """Open an account again; the person needs a new link to set a password."""
    konto = Benutzer.objects.select_for_update().get(pk=konto.pk)
    konto.is_active = True
    konto.save(update_fields=["is_active"])
    log.info("Konto %s entsperrt durch %s", konto.pk, durch.pk)
    return konto


def abgelaufenes_loeschen() -> None:
    """Forget sessions and counts of tries that have ended, and forms sent before yesterday."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    with connection.cursor() as zeiger:
        for tabelle in ("zwischenspeicher", "zwischengespeicherte_seiten"):
            zeiger.execute(f"DELETE FROM {tabelle} WHERE expires < now()")  # noqa: S608 - our own names
    Absendung.objects.filter(wann__lt=timezone.now() - timedelta(days=1)).delete()


def _zeilen_sperren(pk: UUID) -> tuple[Benutzer, list[UUID]]:
    """Lock an account together with all that have `verwaltung`, in one order; the account and their ids.

    Two who take the role from each other at the same moment wait for each other, and the second is refused.
    """
    verwaltend = Q(is_active=True, rollen__contains=[Rolle.VERWALTUNG])
    zeilen = Benutzer.objects.filter(Q(pk=pk) | verwaltend).select_for_update().order_by("pk")
    konten = {konto.pk: konto for konto in zeilen}
    return konten[pk], [konto.pk for konto in konten.values() if konto.hat_rolle(Rolle.VERWALTUNG)]


def _verwaltung_bleibt(konto: Benutzer, verwaltende: Sequence[UUID], durch: Benutzer, satz: str) -> None:
    """Refuse what would lock the office out of its own house; `satz` is for who does it to himself."""
    if konto.pk == durch.pk:
        raise Ablehnung(satz)
    if list(verwaltende) == [konto.pk]:
        raise Ablehnung(
            "Das ist das letzte Konto mit der Rolle Verwaltung. Geben Sie sie zuerst jemand anderem."
        )
