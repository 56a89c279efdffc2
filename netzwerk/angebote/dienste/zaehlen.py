"""Count heads at open offers: numbers, never names."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from netzwerk.angebote.dienste.plaetze import angebot_sperren
from netzwerk.angebote.models import Angebotstermin, Besucherzaehlung
from netzwerk.angebote.regeln import Koepfe


def _gesperrt(termin_id: UUID) -> Angebotstermin:
    """The date behind the lock of its offer, so that two phones at one door do not overwrite each other."""
    angebot_sperren(Angebotstermin.objects.values_list("angebot", flat=True).get(pk=termin_id))
    termin = Angebotstermin.objects.get(pk=termin_id)
    if not termin.findet_statt:
        raise Ablehnung("Dieser Termin fällt aus.")
    if localtime(termin.beginn).date() > kalender.heute():
        raise Ablehnung("Dieser Termin liegt noch vor uns.")
    return termin


def _schreiben(termin: Angebotstermin, koepfe: Koepfe, durch: Benutzer) -> Besucherzaehlung:
    return Besucherzaehlung.objects.update_or_create(
        termin=termin,
        defaults={
            "angebot_id": termin.angebot_id,
            "tag": localtime(termin.beginn).date(),
            "erwachsene": koepfe.erwachsene,
            "kinder": koepfe.kinder,
            "erstmals": koepfe.erstmals,
            "gezaehlt_am": kalender.jetzt(),
            "gezaehlt_von": durch,
        },
    )[0]


@transaction.atomic
def besucher_zaehlen(termin_id: UUID, koepfe: Koepfe, *, durch: Benutzer) -> Besucherzaehlung:
    """Enter all numbers of a date. Refuses what is still to come, what falls out, and impossible numbers."""
    termin = _gesperrt(termin_id)
    if koepfe.erstmals > koepfe.alle:
        raise Ablehnung("Zum ersten Mal da können nicht mehr sein, als gekommen sind.")
    return _schreiben(termin, koepfe, durch)


@transaction.atomic
def besucher_tippen(termin_id: UUID, feld: str, schritt: int, *, durch: Benutzer) -> Besucherzaehlung:
    """One more or less, on top of what others have counted meanwhile."""
    termin = _gesperrt(termin_id)
    bisher = Besucherzaehlung.objects.filter(termin=termin).first()
    return _schreiben(termin, (bisher.als_koepfe() if bisher else Koepfe()).mit(feld, schritt), durch)
