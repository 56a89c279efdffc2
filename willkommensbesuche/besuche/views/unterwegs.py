"""The visitor on a phone: the day."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.konten.enums import Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.besuche.enums import ANSTEHEND
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.besuche.views.protokoll import netz
from willkommensbesuche.besuche.wochenplan import BLAETTERN_JAHRE


def tag_lesen(text: str) -> date:
    """The day of an address; today for nonsense."""
    heute = kalender.heute()
    try:
        tag = date.fromisoformat(text)
    except ValueError:
        return heute
    return tag if abs(tag.year - heute.year) <= BLAETTERN_JAHRE else heute


@nur_rollen(Rolle.BESUCHSDIENST)
def mein_tag(request: HttpRequest) -> HttpResponse:
    """Own visits of a day in the order of the way, the next one open; and logs still to be written."""
    benutzer = angemeldet(request)
    tag = tag_lesen(request.GET.get("tag", ""))
    eigene = Besuch.objects.sichtbar_fuer(benutzer).filter(besuchskraft=benutzer).mit_allem()
    besuche = list(eigene.am(tag))
    offen = list(eigene.ohne_protokoll(kalender.heute()).exclude(tag=tag).order_by("tag")[:50])
    naechster = next((besuch for besuch in besuche if besuch.status in ANSTEHEND), None)
    vermerken(benutzer, seite="Mein Tag", familien=[b.familie_id for b in besuche + offen if b.familie_id])
    return render(
        request,
        "willkommensbesuche/besuche/mein_tag.html",
        {
            "tag": tag,
            "zeile": date_format(tag, "l, j. F"),
            "satz": _umfang(besuche),
            "ist_heute": tag == kalender.heute(),
            "besuche": besuche,
            "naechster": naechster,
            "offen": offen,
            "vortag": tag - timedelta(days=1),
            "folgetag": tag + timedelta(days=1),
            "kann_eintragen": tag <= kalender.heute(),
            "netz": _blatt(benutzer, tag, besuche),
        },
    )


def _blatt(benutzer: Benutzer, tag: date, besuche: list[Besuch]) -> dict[str, Any]:
    """What a phone keeps of today: this page under both its addresses, and the log forms of this day.

    Neither says who or where a blocked family is.
    """
    hier = reverse("besuche:mein_tag")
    formulare = [
        reverse("besuche:protokoll", args=[b.pk])
        for b in besuche
        if b.status in ANSTEHEND and b.tag and b.tag <= kalender.heute() and not b.ist_verdeckt
    ]
    return netz(benutzer) | {
        "heute": tag == kalender.heute(),
        "stand": f"{localtime():%-H:%M}",
        "arbeiter": reverse("besuche:arbeiter"),
        "bereich": reverse("besuche:woche"),
        "seiten": [hier, f"{hier}?tag={tag}", *formulare],
    }


def _umfang(besuche: list[Besuch]) -> str:
    """How much a day holds: "3 Besuche, 4 Pakete"; nothing for a free day."""
    pakete = sum(besuch.anzahl_kinder or 1 for besuch in besuche)
    worte = f"{len(besuche)} {'Besuch' if len(besuche) == 1 else 'Besuche'}"
    return f"{worte}, {pakete} {'Paket' if pakete == 1 else 'Pakete'}" if besuche else ""
