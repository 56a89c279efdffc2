"""What one can do with partners: enter them, let people speak for them, give these people links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.raum import raeume
from familienbuero.schreiben.dienste import nachrichten_loeschen
from familienbuero.stammdaten.models import Organisation
from familienbuero.stammdaten.regeln import sortierschluessel
from familienbuero.termine.regeln import token_abdruck, token_wuerfeln
from netzwerk.partner.models import Ansprechperson, Netzwerkpartner, Pflegelink
from netzwerk.partner.regeln import GUELTIG


@transaction.atomic
def organisation_schreiben(
    organisation: Organisation,
    *,
    art: str,
    partnerstatus: str = "",
    lebensphasen: Sequence[str] = (),
    seit: date | None = None,
) -> Organisation:
    """Save an organisation with its key, and what it is in the network; without `art` it is no member."""
    organisation.sortierschluessel = sortierschluessel(organisation.name)[:150]
    organisation.save()
    for raum in raeume():
        if raum.organisation_geaendert:
            raum.organisation_geaendert(organisation.pk)
    if not art:
        Netzwerkpartner.objects.filter(organisation=organisation).delete()
        return organisation
    felder = {"art": art, "partnerstatus": partnerstatus, "lebensphasen": list(lebensphasen), "seit": seit}
    Netzwerkpartner.objects.update_or_create(organisation=organisation, defaults=felder)
    return organisation


@transaction.atomic
def ansprechperson_schreiben(person: Ansprechperson) -> bool:
    """Save somebody who speaks for an organisation; True when that has ended a link.

    A link ends with the address to which it was sent, since somebody else may read that mailbox by now;
    what waits to be sent there goes as well.
    """
    bisher = Ansprechperson.objects.select_for_update().filter(pk=person.pk).first()
    person.save()
    if bisher is None or bisher.email == person.email:
        return False
    nachrichten_loeschen(person.pk)
    return link_widerrufen(person.pk)


@transaction.atomic
def ausgeschieden(ansprechperson_id: UUID) -> None:
    """Somebody has left: name, contact, link and mails are destroyed. Harmless when it is done."""
    nachrichten_loeschen(ansprechperson_id)
    Ansprechperson.objects.filter(pk=ansprechperson_id).delete()


@transaction.atomic
def link_ausstellen(ansprechperson_id: UUID) -> str:
    """A new token for somebody; the old one ends. It is told only once."""
    person = Ansprechperson.objects.select_for_update().get(pk=ansprechperson_id)
    token = token_wuerfeln()
    felder = {
        "token": token_abdruck(token),
        "ausgestellt_am": kalender.jetzt(),
        "gueltig_bis": kalender.heute() + GUELTIG,
        "widerrufen_am": None,
    }
    Pflegelink.objects.update_or_create(ansprechperson=person, defaults=felder)
    return token


def link_widerrufen(ansprechperson_id: UUID) -> bool:
    """End somebody's link at once; False when there was none that still worked."""
    gueltige = Pflegelink.objects.gueltig(kalender.heute()).filter(ansprechperson=ansprechperson_id)
    return bool(gueltige.update(widerrufen_am=kalender.jetzt()))


def link_finden(abdruck: str) -> Pflegelink | None:
    """The valid link with that hash; None for unknown, replaced, revoked and expired alike."""
    gueltige = Pflegelink.objects.gueltig(kalender.heute()).select_related("ansprechperson__organisation")
    return gueltige.filter(token=abdruck).first()
