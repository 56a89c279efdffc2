"""The calendar that a visitor subscribes to: an address that nobody can guess, and what stands under it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from familienbuero import kalender
from familienbuero.datenschutz.tresor import abdruck
from familienbuero.kalender.icalendar import Eintrag
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.termine.dienste import kalenderkennung
from familienbuero.termine.regeln import token_wuerfeln
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch, Kalenderabo

ZWECK = "kalenderabo"
# What is older does not interest a calendar any more.
RUECKBLICK = timedelta(days=30)
# Until the family has agreed, the window may change.
VORLAEUFIG = frozenset({BesuchStatus.EINGEPLANT, BesuchStatus.EINGELADEN, BesuchStatus.VERSCHOBEN})


def abo_erneuern(*, fuer: Benutzer) -> str:
    """Give the person a new secret address and return its token; an older one opens nothing any more."""
    token = token_wuerfeln()
    Kalenderabo.objects.update_or_create(
        person=fuer, defaults={"abdruck": abdruck(token, zweck=ZWECK), "seit": timezone.now()}
    )
    return token


def abo_beenden(*, fuer: Benutzer) -> None:
    """Let the address open nothing any more."""
    Kalenderabo.objects.filter(person=fuer).delete()


def abonniert_von(token: str) -> Benutzer | None:
    """Whose calendar this is; None for an unknown token or a person who makes no visits any more."""
    abo = Kalenderabo.objects.filter(abdruck=abdruck(token, zweck=ZWECK)).select_related("person").first()
    return abo.person if abo and abo.person.hat_rolle(Rolle.BESUCHSDIENST) else None


def eintraege(person: Benutzer) -> list[Eintrag]:
    """The person's appointments without name, address or district: times, and a link behind the sign-in."""
    besuche = Besuch.objects.sichtbar_fuer(person).filter(
        besuchskraft=person, termin__isnull=False, tag__gte=kalender.heute() - RUECKBLICK
    )
    return [
        Eintrag(
            kennung=f"{kalenderkennung(besuch.pk)}@willkommensbesuch",
            titel="Willkommensbesuch",
            beschreibung=besuch.stand.label,
            beginn=besuch.termin.beginn,
            ende=besuch.termin.ende,
            vorlaeufig=besuch.status in VORLAEUFIG,
            adresse=f"{settings.OEFFENTLICHE_ADRESSE}{reverse('besuche:besuch', args=[besuch.pk])}",
        )
        for besuch in besuche.select_related("termin").order_by("termin__beginn")
        if besuch.termin
    ]
