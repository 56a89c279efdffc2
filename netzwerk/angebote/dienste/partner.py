"""Partners keep their own offers: their link, what they say at once, when they are asked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.schreiben.dienste import nachricht_schreiben
from familienbuero.schreiben.models import Nachricht
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Organisation
from netzwerk.angebote.dienste.angebote import angebot_pruefen
from netzwerk.angebote.dienste.termine import termin_absagen
from netzwerk.angebote.dienste.vorschlaege import PARTNER, absage_mitteilen, beantwortet
from netzwerk.angebote.models import Angebot, Angebotstermin, Rueckfrage
from netzwerk.angebote.regeln.vorschlag import ABSTAND, ERINNERUNG, halbjahr
from netzwerk.partner.dienste import link_ausstellen
from netzwerk.partner.models import Ansprechperson
from netzwerk.partner.regeln import GUELTIG

OHNE_ADRESSE = "Für diese Person ist keine E-Mail-Adresse eingetragen. Bitte tragen Sie eine nach."


@transaction.atomic
def link_verschicken(ansprechperson_id: UUID, *, anlass: str = "link") -> None:
    """Mail somebody a new link; the old one ends. `anlass` names the text: link, frage, erinnerung.

    The caller rings for the mail.
    """
    person = Ansprechperson.objects.select_related("organisation").get(pk=ansprechperson_id)
    if not person.email:
        raise Ablehnung(OHNE_ADRESSE)
    weg = reverse("pflegen:verweis", args=[link_ausstellen(person.pk)])
    kontext = {
        "person": person,
        "verweis": f"{settings.OEFFENTLICHE_ADRESSE}{weg}",
        "gueltig_bis": kalender.heute() + GUELTIG,
        "kommune": kommune(),
        "angebote": Angebot.objects.veraltet(kalender.heute()).filter(organisation=person.organisation),
    }
    # What did not get through carries a link that has just ended; the new mail shows how it is now.
    Nachricht.objects.all().geparkt().filter(fall=person.pk).delete()
    betreff = render_to_string(f"netzwerk/angebote/mail/{anlass}_betreff.txt", kontext)
    text = render_to_string(f"netzwerk/angebote/mail/{anlass}_text.txt", kontext)
    nachricht_schreiben(fall=person.pk, empfaenger=person.email, betreff=betreff, text=text)


@transaction.atomic
def alles_stimmt(angebot: Angebot, *, von: Ansprechperson) -> None:
    """A partner says that everything about an offer is still right."""
    angebot_pruefen(angebot.pk, durch=None, rolle=PARTNER)
    beantwortet(von)


@transaction.atomic
def partner_sagt_termin_ab(termin_id: UUID, *, hinweis: str, von: Ansprechperson) -> Angebotstermin:
    """A partner calls off a date: families know at once, and the office is told."""
    termin = termin_absagen(termin_id, hinweis=hinweis, durch=None, rolle=PARTNER)
    wann = date_format(localtime(termin.beginn), "l, j. F Y, G:i")
    grund = f" Grund: {hinweis}." if hinweis else ""
    absage_mitteilen(termin.angebot, f"Der Termin am {wann} Uhr fällt aus.{grund}", von=von)
    beantwortet(von)
    return termin


def partner_fragen() -> int:
    """Ask partners whose public offers nobody has looked at for half a year; how many mails leave.

    Once per half year, and one reminder after 14 days. Safe to repeat, and to be killed: the row says who
    was asked.
    """
    heute = kalender.heute()
    alte = Angebot.objects.veraltet(heute).values_list("organisation", flat=True).distinct()
    return sum(_fragen(organisation_id, heute) for organisation_id in alte.order_by("organisation"))


@transaction.atomic
def _fragen(organisation_id: UUID, heute: date) -> bool:
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    person = _zu_fragen(organisation)
    if person is None:
        return False
    letzte = Rueckfrage.objects.filter(organisation=organisation, gefragt_am__gt=heute - ABSTAND).first()
    if letzte is None:
        Rueckfrage.objects.create(
            organisation=organisation,
            ansprechperson=person,
            halbjahr=halbjahr(heute.year, heute.month),
            gefragt_am=heute,
        )
        link_verschicken(person.pk, anlass="frage")
        return True
    if letzte.beantwortet_am or letzte.erinnert_am or letzte.gefragt_am > heute - ERINNERUNG:
        return False
    letzte.erinnert_am = heute
    letzte.save(update_fields=["erinnert_am"])
    link_verschicken(person.pk, anlass="erinnerung")
    return True


def unerreichte() -> list[tuple[Organisation, str]]:
    """Whom the half-yearly question does not reach though something is to be looked at, and why."""
    alte = Angebot.objects.veraltet(kalender.heute()).values("organisation")
    zu_fragen = Organisation.objects.filter(pk__in=alte).order_by("sortierschluessel")
    erreichbar = Ansprechperson.objects.erreichbar()
    ohne_adresse = zu_fragen.exclude(pk__in=erreichbar.values("organisation"))
    ohne_post = Nachricht.objects.all().geparkt().values("fall")
    gefragt = Rueckfrage.objects.unbeantwortet().filter(ansprechperson__in=ohne_post)
    nicht_angekommen = zu_fragen.filter(pk__in=gefragt.values("organisation"))
    return [
        *((eine, "niemand mit E-Mail-Adresse") for eine in ohne_adresse),
        *((eine, "die E-Mail kam nicht an") for eine in nicht_angekommen.exclude(pk__in=ohne_adresse)),
    ]


def _zu_fragen(organisation: Organisation) -> Ansprechperson | None:
    """Who is asked: somebody who has had a link already, else the first who can be reached."""
    erreichbar = Ansprechperson.objects.erreichbar().filter(organisation=organisation)
    return erreichbar.exclude(pflegelink=None).first() or erreichbar.first()
