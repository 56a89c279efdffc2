"""What the page of an offer says in words, and what it tells machines: `{% load angebote %}`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from netzwerk.angebote.enums import Rhythmus, Terminlage
from netzwerk.angebote.models import Angebot, Angebotstermin

register = template.Library()
_FOLGE = {
    Rhythmus.TAEGLICH: gettext_lazy("dann jeden Werktag"),
    Rhythmus.WOECHENTLICH: gettext_lazy("dann jede Woche"),
    Rhythmus.ZWEIWOECHENTLICH: gettext_lazy("dann alle 14 Tage"),
    Rhythmus.MONATLICH: gettext_lazy("dann einmal im Monat"),
}
_EREIGNISSTAND = {
    Terminlage.FINDET_STATT: "EventScheduled",
    Terminlage.FAELLT_AUS: "EventCancelled",
    Terminlage.VERLEGT: "EventRescheduled",
}
# Of these languages Django has long names only; letters from CLDR, Monday first.
_ENGE_WOCHENTAGE = {"fa": "دسچپجشی"}
# As Django's json_script: nothing in the data can end the element.
_ENTSCHAERFT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def titel(angebot: Angebot) -> SafeString:
    """The title for the reader, with the language that it really has."""
    wortlaut = angebot.wortlaut
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', wortlaut.sprache, wortlaut.richtung, wortlaut.titel
    )


@register.filter
def wochentag(tag: date) -> str:
    """The name of the day as it fits above a narrow column."""
    eng = _ENGE_WOCHENTAGE.get(get_language() or "")
    return eng[tag.weekday()] if eng else date_format(tag, "D")


@register.simple_tag
def rhythmus(angebot: Angebot) -> str:
    """How the dates go on: "dann jede Woche", or "weitere Termine unten" where the series differ."""
    arten = {reihe.rhythmus for reihe in angebot.reihen.all()}
    if len(arten) == 1 and (folge := _FOLGE.get(Rhythmus(next(iter(arten))))):
        return str(folge)
    return gettext("weitere Termine unten")


@register.simple_tag
def daten_zum_termin(termin: Angebotstermin, adresse: str) -> SafeString:
    """The next date as schema.org data, for search engines and assistants."""
    angebot, ort = termin.angebot, termin.am_ort
    daten: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": angebot.titel,
        "description": angebot.kurz,
        "startDate": termin.beginn.isoformat(),
        "endDate": termin.ende.isoformat(),
        "eventStatus": f"https://schema.org/{_EREIGNISSTAND[termin.marke]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": angebot.kosten_cent == 0,
        "inLanguage": list(angebot.sprachen),
        "url": adresse,
        "organizer": {"@type": "Organization", "name": str(angebot.organisation)},
        "offers": {
            "@type": "Offer",
            "price": f"{angebot.kosten_cent / 100:.2f}",
            "priceCurrency": "EUR",
            "url": adresse,
        },
    }
    if ort:
        daten["location"] = {
            "@type": "Place",
            "name": str(ort),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": ort.strasse,
                "postalCode": ort.plz,
                "addressLocality": ort.ort,
                "addressCountry": "DE",
            },
        }
    text = json.dumps(daten, ensure_ascii=False).translate(_ENTSCHAERFT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - defused above
