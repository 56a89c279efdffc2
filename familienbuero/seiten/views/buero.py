"""The two pages of the staff that belong to no room: "Heute" and the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from familienbuero import kalender
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
    return sorted(treffer, key=lambda fund: [andere.gruppe for andere in treffer].index(fund.gruppe))


@nur_rollen(*SUCHENDE)
@never_cache
def suche(request: HttpRequest) -> HttpResponse:
    """Look in all rooms at once. The word comes by POST and stays out of address bar and server log."""
    wer = angemeldet(request)
    form = SuchForm(request.POST or None)
    treffer: list[Treffer] = []
    if gesucht := form.is_valid():
        treffer = _treffer(wer, form.cleaned_data["wort"])
        leseprotokoll.vermerken(wer, seite="Suche", familien=[fund.familie for fund in treffer])
    return render(request, "seiten/suche.html", {"form": form, "gesucht": gesucht, "treffer": treffer})
