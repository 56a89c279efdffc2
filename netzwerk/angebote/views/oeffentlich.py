"""What families see: list, week, month, one offer. Nobody has to sign in, nothing is remembered of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from familienbuero.kalender.regeln import monat_lesen, woche_lesen, woche_schreiben
from familienbuero.sprache import tag_in_worten
from familienbuero.zwischenspeicher import fuer_alle_gleich
from netzwerk.angebote import auskunft
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.forms import ORDNUNGEN, UMKREIS, Angebotsfilter
from netzwerk.angebote.models import Angebot
from netzwerk.angebote.regeln import NACH_NAEHE, Suche

JE_SEITE = 20
# Dates of an offer that its page names.
KOMMENDE = 8


def _anders(request: HttpRequest, *, ohne: Iterable[str] = (), **werte: Sequence[str]) -> str:
    """This page with other filters, from its beginning: another list has no such place to go on from."""
    frage = request.GET.copy()
    for name in ("vor", "nach", *ohne):
        frage.pop(name, None)
    for name, eines in werte.items():
        frage.setlist(name, list(eines))
    return f"?{frage.urlencode()}"


def _gewaehlte(request: HttpRequest, filter_: Angebotsfilter) -> list[tuple[str, str]]:
    """The chosen filters in words, each with the address that removes it."""
    gewaehlt = []
    for name, wert, worte in filter_.gewaehlte():
        uebrige = [eins for eins in request.GET.getlist(name) if eins != wert]
        ohne = ("umkreis",) if name == "ort" else ()
        gewaehlt.append((worte, _anders(request, ohne=ohne, **{name: uebrige})))
    return gewaehlt


def _ordnungen(request: HttpRequest, suche: Suche) -> list[tuple[str, str, bool]]:
    """In which order the list can stand: words, address, whether it does; by distance with a district."""
    auswahl, moeglich = suche.auswahl, []
    for wert, worte in ORDNUNGEN:
        if wert == NACH_NAEHE and not (auswahl.stadtteil and auswahl.umkreis):
            continue
        weg = _anders(request, ordnung=[wert]) if wert else _anders(request, ohne=["ordnung"])
        moeglich.append((str(worte), weg, auswahl.ordnung == wert))
    return moeglich


def _weiter_weg(request: HttpRequest, suche: Suche) -> list[tuple[str, str]]:
    """Larger distances from the chosen district, each with its address: few offers are round the corner."""
    if not suche.auswahl.stadtteil:
        return []
    weiter = [(km, worte) for km, worte in UMKREIS if int(km) > suche.auswahl.umkreis]
    return [(str(worte), _anders(request, umkreis=[km])) for km, worte in weiter]


def _rahmen(request: HttpRequest) -> tuple[Suche, dict[str, Any]]:
    """The filters, and what every view of the list shows of them."""
    filter_ = Angebotsfilter(request.GET)
    auswahl = filter_.auswahl()
    frage = _anders(request, ohne=["woche", "monat"])
    return auskunft.suche_zu(auswahl), {
        "filter": filter_,
        "gewaehlt": _gewaehlte(request, filter_),
        "frage": "" if frage == "?" else frage,
        "darf_heft": request.user.is_authenticated and request.user.hat_rolle(*PFLEGENDE),
    }


@require_safe
@fuer_alle_gleich
def liste(request: HttpRequest) -> HttpResponse:
    """Offers that fit, the one with the next date first."""
    suche, kontext = _rahmen(request)
    gefunden = auskunft.passende(suche)
    sortiert, nach = gefunden.der_reihe_nach(suche)
    kontext |= {
        "anzahl": gefunden.count(),
        "ordnungen": _ordnungen(request, suche),
        "weiter_weg": _weiter_weg(request, suche),
    }
    menge = auskunft.mit_wortlaut(auskunft.mit_gemeintem_termin(sortiert.mit_ort(), suche))
    kontext["blatt"] = blaettern(menge, nach=nach, anfrage=request.GET, je_seite=JE_SEITE)
    return render(request, "netzwerk/angebote/liste.html", kontext)


@require_safe
@fuer_alle_gleich
def woche(request: HttpRequest) -> HttpResponse:
    """The dates of one ISO week."""
    suche, kontext = _rahmen(request)
    # On Saturday a family asks about the week to come.
    montag = woche_lesen(request.GET.get("woche", ""), kalender.heute() + timedelta(days=2))
    kontext |= {
        "tage": auskunft.woche(suche, montag),
        "titel": _woche_in_worten(montag),
        "vorige": woche_schreiben(montag - timedelta(days=7)),
        "naechste": woche_schreiben(montag + timedelta(days=7)),
    }
    return render(request, "netzwerk/angebote/woche.html", kontext)


def _woche_in_worten(montag: date) -> str:
    sonntag = montag + timedelta(days=6)
    anfang = tag_in_worten(montag, "j." if montag.month == sonntag.month else "j. F")
    return _("%(von)s bis %(bis)s, Woche %(nummer)s") % {
        "von": anfang,
        "bis": tag_in_worten(sonntag, "j. F"),
        "nummer": montag.isocalendar().week,
    }


@require_safe
@fuer_alle_gleich
def monat(request: HttpRequest) -> HttpResponse:
    """How many dates are on which day of a month."""
    suche, kontext = _rahmen(request)
    erster = monat_lesen(request.GET.get("monat", ""), kalender.heute())
    kontext |= {
        "wochen": auskunft.monat(suche, erster),
        "erster": erster,
        "vorige": f"{erster - timedelta(days=1):%Y-%m}",
        "naechste": f"{erster + timedelta(days=31):%Y-%m}",
    }
    return render(request, "netzwerk/angebote/monat.html", kontext)


@require_safe
@fuer_alle_gleich
def angebot(request: HttpRequest, slug: str) -> HttpResponse:
    """One offer: what, for whom, when next, where, what it costs."""
    menge = auskunft.mit_wortlaut(Angebot.objects.mit_adresse().mit_allem().prefetch_related("reihen"))
    gezeigt = get_object_or_404(menge, slug=slug)
    termine = gezeigt.termine.select_related("ort").naechste(kalender.jetzt(), KOMMENDE)
    naechster = next((termin for termin in termine if termin.findet_statt), None)
    return render(
        request,
        "netzwerk/angebote/angebot.html",
        {
            "angebot": gezeigt,
            "wortlaut": gezeigt.wortlaut,
            "leitungen": gezeigt.leitungen.all(),
            "kooperation": gezeigt.kooperation.all(),
            "naechster": naechster,
            # Search engines are told of a date that was called off as well.
            "ereignis": naechster or next(iter(termine), None),
            "termine": termine,
            "ausnahmen": [termin for termin in termine if not termin.wie_immer],
            "im_netz": gezeigt.ist_im_netz,
            "abgesagt": gezeigt.status == Angebotsstand.ABGESAGT,
            "adresse": request.build_absolute_uri(reverse("angebote:angebot", args=[gezeigt.slug])),
        },
    )
