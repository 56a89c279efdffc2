"""Dates as calendars to subscribe to, news as RSS: for programs, with the filters of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familienbuero import kalender
from familienbuero.kalender.icalendar import Eintrag, kalenderfeed
from familienbuero.stammdaten.dienste import kommune
from netzwerk.angebote.auskunft import mit_wortlaut, passende, passende_termine, suche_zu
from netzwerk.angebote.forms import Angebotsfilter
from netzwerk.angebote.models import Angebot, Angebotstermin
from netzwerk.angebote.regeln import Suche

# As many dates and offers as a program gets at once.
HOECHSTENS_TERMINE, HOECHSTENS_NEUE = 1000, 50
STUNDE = 3600


def _mit_auswahl(feed: Callable[[HttpRequest, Suche], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Decorator of a feed of what fits the filters: where one of them is wrong there is none.

    A program sees no error beside a field: the calendar of a district that is called otherwise by now would
    become that of the whole city, and nobody would know.
    """

    @wraps(feed)
    def pruefen(request: HttpRequest) -> HttpResponse:
        filter_ = Angebotsfilter(request.GET)
        auswahl = filter_.auswahl()
        if filter_.errors:
            satz = "\n".join(filter_.einwaende())
            return HttpResponseBadRequest(satz, content_type="text/plain; charset=utf-8")
        return feed(request, suche_zu(auswahl))

    return pruefen


def _feed(request: HttpRequest, termine: Iterable[Angebotstermin], name: str) -> HttpResponse:
    inhalt = kalenderfeed([_eintrag(request, termin) for termin in termine], name=name)
    antwort = HttpResponse(inhalt, content_type="text/calendar; charset=utf-8")
    patch_cache_control(antwort, public=True, max_age=STUNDE)
    return antwort


def _eintrag(request: HttpRequest, termin: Angebotstermin) -> Eintrag:
    angebot, ort = termin.angebot, termin.am_ort
    wortlaut = angebot.wortlaut
    return Eintrag(
        kennung=f"{termin.pk}@familienbuero",
        titel=wortlaut.titel,
        beschreibung="\n".join(filter(None, [termin.in_worten, wortlaut.kurz, angebot.kosten])),
        beginn=termin.beginn,
        ende=termin.ende,
        ort=f"{ort}, {ort.anschrift}" if ort else "",
        abgesagt=not termin.findet_statt,
        adresse=request.build_absolute_uri(reverse("angebote:angebot", args=[angebot.slug])),
    )


@require_safe
@_mit_auswahl
def kalender_der_auswahl(request: HttpRequest, suche: Suche) -> HttpResponse:
    """Dates of all offers that fit the filters."""
    termine = passende_termine(suche)
    termine = mit_wortlaut(termine.kommend(kalender.jetzt()).mit_allem())[:HOECHSTENS_TERMINE]
    name = _("Angebote für Familien in %(ort)s") % {"ort": kommune().ort}
    return _feed(request, termine, name)


@require_safe
def kalender_des_angebots(request: HttpRequest, slug: str) -> HttpResponse:
    """Dates of one offer; called off ones say so in the calendar of whoever has them already."""
    angebot = get_object_or_404(Angebot.objects.mit_adresse(), slug=slug)
    termine = mit_wortlaut(angebot.termine.kommend(kalender.jetzt()).mit_allem())[:HOECHSTENS_TERMINE]
    return _feed(request, termine, angebot.wortlaut.titel)


@require_safe
@_mit_auswahl
def neues(request: HttpRequest, suche: Suche) -> HttpResponse:
    """What is new among the offers that fit the filters, as RSS."""
    hier = kommune()
    titel = _("Neue Angebote für Familien in %(ort)s") % {"ort": hier.ort}
    feed = Rss201rev2Feed(
        title=titel,
        link=request.build_absolute_uri(reverse("angebote:liste")),
        description=f"{hier.amt} {hier.name}",
        language=request.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(),
    )
    neue = mit_wortlaut(passende(suche)).order_by("-veroeffentlicht_am", "pk")[:HOECHSTENS_NEUE]
    for angebot in neue:
        wortlaut = angebot.wortlaut
        adresse = request.build_absolute_uri(reverse("angebote:angebot", args=[angebot.slug]))
        feed.add_item(
            title=wortlaut.titel,
            link=adresse,
            description=wortlaut.kurz,
            unique_id=str(angebot.pk),
            unique_id_is_permalink=False,
            pubdate=angebot.veroeffentlicht_am,
        )
    antwort = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    patch_cache_control(antwort, public=True, max_age=STUNDE)
    return antwort
