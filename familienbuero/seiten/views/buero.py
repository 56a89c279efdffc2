"""The two pages of the staff that belong to no room: "Heute" and the search."""

import base64
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from familienbuero import kalender
from familienbuero.datenschutz.tresor import NichtEntschluesselbar, entschluesseln, verschluesseln
from familienbuero.konten import leseprotokoll
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import Faelliges, Tour, Treffer, raeume
from familienbuero.seiten.forms import SuchForm
from familienbuero.seiten.kontext import SUCHENDE
from familienbuero.seiten.regeln import gruss


@nur_rollen()
@never_cache
def heute(request: HttpRequest) -> HttpResponse:
    """What is to be done today, the most urgent first, and who is on the way."""
    wer = angemeldet(request)
    liste: list[Faelliges] = [punkt for raum in raeume() if raum.heute for punkt in raum.heute(wer)]
    touren: list[Tour] = [tour for raum in raeume() if raum.unterwegs for tour in raum.unterwegs(wer)]
    gezeigt = [zeile.familie for tour in touren for zeile in tour.zeilen if zeile.familie]
    leseprotokoll.vermerken(wer, seite="Heute", familien=gezeigt)
    kontext = {
        "gruss": gruss(kalender.jetzt()),
        "heute": kalender.heute(),
        "liste": sorted(liste, key=lambda punkt: not punkt.eilt),
        "touren": touren,
    }
    return render(request, "seiten/heute.html", kontext)


def _treffer(wer: Benutzer, wort: str) -> list[Treffer]:
    """Hits of all rooms, then what they have of the families that were found."""
    treffer = [fund for raum in raeume() if raum.suche for fund in raum.suche(wer, wort)]
    familien = [fund.familie for fund in treffer if fund.familie]
    for raum in raeume():
        if raum.suche_zu_familien and familien:
            treffer += raum.suche_zu_familien(wer, familien)
    gruppen = list(dict.fromkeys(fund.gruppe for fund in treffer))
    return sorted(treffer, key=lambda fund: gruppen.index(fund.gruppe))


@nur_rollen(*SUCHENDE)
@never_cache
def suche(request: HttpRequest) -> HttpResponse:
    """Look in all rooms at once.

    The word comes by POST, and stands sealed in the address of the answer: no log can read it, and who
    comes back from a hit finds the others again.
    """
    wer = angemeldet(request)
    form = SuchForm(request.POST or None)
    if form.is_valid():
        nach = _versiegelt(wer, form.cleaned_data["wort"])
        return redirect(f"{reverse('seiten:suche')}?{urlencode({'nach': nach})}")
    treffer: list[Treffer] = []
    wort = _geoeffnet(wer, request.GET.get("nach", ""))
    if wort and not form.is_bound:
        form = SuchForm(initial={"wort": wort})
        treffer = _treffer(wer, wort)
        leseprotokoll.vermerken(wer, seite="Suche", familien=[fund.familie for fund in treffer])
    kontext = {"form": form, "gesucht": bool(wort), "treffer": treffer}
    return render(request, "seiten/suche.html", kontext)


def _versiegelt(wer: Benutzer, wort: str) -> str:
    siegel = verschluesseln(wort.encode(), bindung=f"suche {wer.pk}")
    return base64.urlsafe_b64encode(siegel).decode()


def _geoeffnet(wer: Benutzer, nach: str) -> str:
    """The word that this person has looked for; "" where the address is not theirs, or nobody's."""
    try:
        return entschluesseln(base64.urlsafe_b64decode(nach), bindung=f"suche {wer.pk}").decode()
    except (ValueError, NichtEntschluesselbar):
        return ""
