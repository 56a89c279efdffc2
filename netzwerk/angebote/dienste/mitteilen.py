"""What families who have signed up are told, in the transaction of what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Min, Q, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.schreiben.dienste import Post, nachrichten_schreiben
from familienbuero.schreiben.models import Nachricht
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Kommune
from familienbuero.termine.dienste import verweis_ableiten
from familienbuero.termine.regeln import token_abdruck
from netzwerk.angebote.dokumente.anmeldung import mailtext
from netzwerk.angebote.enums import ANZURUFEN, Anmeldungsstand, Mailart, Terminlage
from netzwerk.angebote.models import Angebot, Angebotstermin, Anmeldung
from netzwerk.angebote.regeln import ERINNERN_VOR

# Who has signed up later than this before the reminder has just read when and where it is.
GERADE_ERST = timedelta(days=1)


def mitteilen(anmeldung: Anmeldung, art: Mailart) -> bool:
    """Put a mail to the family into the queue; False where it has no address."""
    return bool(allen_mitteilen([anmeldung], art))


def allen_mitteilen(
    anmeldungen: Iterable[Anmeldung], art: Mailart, *, termin: Angebotstermin | None = None
) -> int:
    """Put a mail to each of these families of one offer into the queue; how many have an address.

    The others the office has to call, unless they are just on the phone, or their row says so by itself.
    However many they are, everything is asked for once and written at once: the offer is locked meanwhile.
    """
    familien = [eine for eine in anmeldungen if eine.email or art in ANZURUFEN]
    if not familien:
        return 0
    prefetch_related_objects([eine.angebot for eine in familien], "uebersetzungen")
    kommende = familien[0].angebot.termine.stattfindend().kommend(kalender.jetzt()).select_related("ort")
    termine = [] if termin else list(kommende[:8])
    hier = kommune()
    nachrichten_schreiben(_post(eine, art, termin, termine, hier) for eine in familien)
    return sum(bool(eine.email) for eine in familien)


def _post(
    anmeldung: Anmeldung,
    art: Mailart,
    termin: Angebotstermin | None,
    termine: Sequence[Angebotstermin],
    hier: Kommune,
) -> Post:
    betreff, text = mailtext(
        art, anmeldung, termin=termin, termine=termine, token=_verweis(anmeldung), kommune=hier
    )
    if anmeldung.email:
        return Post(fall=anmeldung.pk, empfaenger=anmeldung.email, betreff=betreff, text=text)
    wann = f", {date_format(localtime(termin.beginn), 'l, j. F, G:i')} Uhr" if termin else ""
    return Post(fall=anmeldung.pk, betreff=f"{betreff}{wann}")


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
    return allen_mitteilen(dabei, art, termin=termin)


def angebot_mitteilen(angebot: Angebot, art: Mailart) -> int:
    """Tell everybody who will come or waits that the whole offer is called off, or takes place after all."""
    betroffen = Anmeldung.objects.filter(angebot=angebot).nicht_zu_ende().select_related("angebot__ort")
    return allen_mitteilen(betroffen, art)


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
