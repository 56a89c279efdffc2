"""What families who have signed up are told, in the transaction of what has happened."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Min, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.schreiben.dienste import anruf_vormerken, nachricht_schreiben
from familienbuero.schreiben.models import Nachricht
from familienbuero.stammdaten.dienste import kommune
from familienbuero.termine.dienste import token_abdruck, verweis_ableiten
from netzwerk.angebote.dokumente.anmeldung import mailtext
from netzwerk.angebote.enums import ANZURUFEN, Anmeldungsstand, Mailart, Terminlage
from netzwerk.angebote.models import Angebot, Angebotstermin, Anmeldung
from netzwerk.angebote.regeln import ERINNERN_VOR

# Who has signed up later than this before the reminder has just read when and where it is.
GERADE_ERST = timedelta(days=1)


def mitteilen(anmeldung: Anmeldung, art: Mailart, *, termin: Angebotstermin | None = None) -> bool:
    """Put a mail to the family into the queue; False where it has no address.

    Then the office has to call, unless the family is just on the phone, or its row says so by itself.
    """
    if not anmeldung.email and art not in ANZURUFEN:
        return False
    termine = anmeldung.angebot.termine.stattfindend().kommend(kalender.jetzt()).mit_allem()[:8]
    betreff, text = mailtext(
        art,
        anmeldung,
        termin=termin,
        termine=[] if termin else list(termine),
        token=_verweis(anmeldung),
        kommune=kommune(),
    )
    if not anmeldung.email:
        wann = f", {date_format(localtime(termin.beginn), 'l, j. F, G:i')} Uhr" if termin else ""
        anruf_vormerken(fall=anmeldung.pk, satz=f"{betreff}{wann}")
        return False
    nachricht_schreiben(fall=anmeldung.pk, empfaenger=anmeldung.email, betreff=betreff, text=text)
    return True


def _verweis(anmeldung: Anmeldung) -> str:
    """The secret end of the family's link; where the office has changed the address, that of the new one."""
    erster = verweis_ableiten(anmeldung.pk)
    if anmeldung.token == token_abdruck(erster):
        return erster
    return verweis_ableiten(uuid5(anmeldung.pk, anmeldung.email))


def anzurufende(angebot_id: UUID) -> dict[Anmeldung, list[str]]:
    """Families of an offer whom no mail has reached, and what each of them has to be told, oldest first."""
    anrufe: dict[Anmeldung, list[str]] = {}
    familien = Anmeldung.objects.filter(angebot=angebot_id, geloescht_am=None).in_bulk()
    offene = Nachricht.objects.nicht_angekommen().filter(fall__in=familien)
    for nachricht in offene.order_by("erstellt_am", "pk"):
        anrufe.setdefault(familien[nachricht.fall], []).append(nachricht.betreff)
    return anrufe


def termin_mitteilen(termin: Angebotstermin, art: Mailart) -> int:
    """Tell everybody who will come that a date falls out, moves, or takes place after all; how many."""
    dabei = Anmeldung.objects.filter(angebot=termin.angebot_id).mit_platz().select_related("angebot__ort")
    return sum(mitteilen(anmeldung, art, termin=termin) for anmeldung in dabei)


def angebot_mitteilen(angebot: Angebot, art: Mailart) -> int:
    """Tell everybody who will come or waits that the whole offer is called off, or takes place after all."""
    betroffen = Anmeldung.objects.filter(angebot=angebot).nicht_zu_ende().select_related("angebot__ort")
    return sum(mitteilen(anmeldung, art) for anmeldung in betroffen)


def an_ersten_termin_erinnern() -> int:
    """Remind everybody two days before the first date, once; how many. Safe to repeat."""
    jetzt = kalender.jetzt()
    erster = Min("angebot__termine__beginn", filter=~Q(angebot__termine__lage=Terminlage.FAELLT_AUS))
    faellig = (
        Anmeldung.objects.filter(status=Anmeldungsstand.BESTAETIGT, erinnert_am=None)
        .annotate(erster=erster)
        .filter(erster__gt=jetzt, erster__lte=jetzt + ERINNERN_VOR, angefragt_am__lte=jetzt - GERADE_ERST)
        .exclude(email="")
    )
    return sum(_erinnern(pk) for pk in faellig.values_list("pk", flat=True))


@transaction.atomic
def _erinnern(anmeldung_id: UUID) -> bool:
    gesperrt = Anmeldung.objects.select_for_update(of=("self",)).select_related("angebot__ort")
    anmeldung = gesperrt.get(pk=anmeldung_id)
    if anmeldung.erinnert_am or anmeldung.status != Anmeldungsstand.BESTAETIGT:
        return False
    anmeldung.erinnert_am = kalender.jetzt()
    anmeldung.save(update_fields=["erinnert_am"])
    return anmeldung.angebot.ist_im_netz and mitteilen(anmeldung, Mailart.ERINNERUNG)
