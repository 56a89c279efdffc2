"""The parts that pages are made of: `{% load bausteine %}`.

Tags with an end tag take the actions of the part (buttons, links) between both. The markup of each part
lies in `templates/bausteine/` under the name of its tag; `/verwaltung/bausteine/` shows them all.
"""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from familienbuero.blaettern import Blatt
from familienbuero.raum import Faelliges, Tour
from familienbuero.seiten.sprachen import fassungen
from familienbuero.seiten.woche import Woche
from familienbuero.sprache import tag_in_worten, uhrzeit_in_worten
from familienbuero.stammdaten.regeln import waehlbar
from familienbuero.zustand import Zustand

register = template.Library()
register.filter("waehlbar", waehlbar)


def _leise(inhalt: str) -> SafeString:
    """What stands between a tag and its end; nothing but blanks is nothing."""
    return mark_safe(inhalt.strip())  # noqa: S308 - rendered by the page, escaped there


@register.simple_block_tag(end_name="endseitenkopf")
def seitenkopf(content: str, titel: str, *, zeile: str = "", satz: str = "") -> SafeString:
    """Head of a page: `{% seitenkopf "Konten" zeile="davor" satz="darunter" %} … {% endseitenkopf %}`."""
    kontext = {"titel": titel, "zeile": zeile, "satz": satz, "aktionen": _leise(content)}
    return render_to_string("bausteine/seitenkopf.html", kontext)


@register.simple_block_tag(end_name="endleer")
def leer(content: str, titel: str, *, satz: str) -> SafeString:
    """Empty list: what will appear here, and how to get it."""
    return render_to_string(
        "bausteine/leer.html", {"titel": titel, "satz": satz, "aktionen": _leise(content)}
    )


@register.simple_block_tag(end_name="endleiste")
def leiste(content: str, *, satz: str = "") -> SafeString:
    """Bar at the lower edge with the one big action of a page, its consequence in a sentence."""
    return render_to_string("bausteine/leiste.html", {"satz": satz, "aktionen": content})


@register.inclusion_tag("bausteine/pfad.html")
def pfad(*stellen: str) -> dict[str, Any]:
    """Breadcrumb: `{% pfad "Konten" liste_url "Neues Konto" %}`, text and address in turn."""
    return {"stellen": [stellen[i : i + 2] for i in range(0, len(stellen), 2)]}


@register.simple_tag
# A week holds hundreds of them, and there are only as many as states; two rooms may call theirs alike.
@lru_cache(maxsize=None, typed=True)
def statusmarke(wert: Zustand) -> str:
    """State of a row, in its look."""
    return render_to_string("bausteine/statusmarke.html", {"wert": wert})


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A small KERN icon in the colour of its word; an icon never stands alone."""
    return format_html(
        '<span class="kern-icon kern-icon--{} kern-icon--klein" aria-hidden="true"></span>', name
    )


@register.simple_tag
def telefon(nummer: str) -> SafeString:
    """A phone number to tap, from left to right in every language: `{% telefon kommune.telefon %}`."""
    text = format_html('<bdi dir="ltr">{}</bdi>', nummer)
    ziel = waehlbar(nummer)
    return format_html('<a class="fb-nummer" href="tel:{}">{}</a>', ziel, text) if ziel else text


@register.inclusion_tag("bausteine/faellig.html")
def faellig(liste: list[Faelliges]) -> dict[str, Any]:
    """The due list of "Heute"."""
    return {"liste": liste}


@register.inclusion_tag("bausteine/tour.html")
def tour(tour: Tour) -> dict[str, Any]:
    """One person's visits of the day."""
    return {"tour": tour}


@register.inclusion_tag("bausteine/woche.html")
def woche(woche: Woche) -> dict[str, Any]:
    """Week grid on a desk, one day at a time on a phone; see `seiten.woche`."""
    return {"woche": woche}


@register.inclusion_tag("bausteine/blaettern.html", takes_context=True)
def blaettern(
    context: dict[str, Any], blatt: Blatt[Any], *, davor: str = "Zurück", danach: str = "Weiter"
) -> dict[str, Any]:
    """Links of a keyset list (`familienbuero.blaettern`); other parameters of the address are kept."""
    return {"blatt": blatt, "davor": davor, "danach": danach, "request": context["request"]}


@register.inclusion_tag("bausteine/fortschritt.html")
def fortschritt(
    wert: int, gesamt: int | None, *, text: str, rest: str = "", kennung: str = "stand"
) -> dict[str, Any]:
    """Progress of long work: "62 von 105 Kindern übernommen"; without `gesamt` the end is not known yet."""
    prozent = wert * 100 // gesamt if gesamt else None
    return {
        "wert": wert,
        "gesamt": gesamt,
        "text": text,
        "rest": rest,
        "kennung": kennung,
        "prozent": prozent,
    }


@register.inclusion_tag("bausteine/kennzahl.html")
def kennzahl(titel: str, wert: Any, *, mehr: str = "", linie: str = "") -> dict[str, Any]:
    """Figure card inside `<dl class="fb-kennzahlen">`: number, definition or comparison, small SVG line."""
    return {"titel": titel, "wert": wert, "mehr": mehr, "linie": linie}


@register.inclusion_tag("bausteine/summe.html")
def summe(titel: str, wert: Any, *, satz: str = "", zeichen: str = "check") -> dict[str, Any]:
    """One of few big numbers inside `<dl class="fb-summen">`: new, changed, unchanged, refused."""
    return {"titel": titel, "wert": wert, "satz": satz, "zeichen": zeichen}


@register.filter(expects_localtime=True)
def tag(wert: date | None, muster: str) -> str:
    """A day by a German pattern, in the language of the reader: `{{ termin.beginn|tag:"l, j. F" }}`."""
    return tag_in_worten(wert, muster) if wert else ""


@register.filter(expects_localtime=True)
def uhrzeit(wert: datetime | time | None) -> str:
    """A time with the word that belongs to it: `{{ termin.beginn|uhrzeit }}` is "9:30 Uhr"."""
    return uhrzeit_in_worten(wert) if wert else ""


@register.inclusion_tag("bausteine/sprachmenue.html", takes_context=True)
def sprachmenue(context: dict[str, Any]) -> dict[str, Any]:
    """The same page in every language. A view that only takes POST names the page in `seitenname`."""
    request = context["request"]
    hier = fassungen(request, context.get("seitenname", ""))
    return {"fassungen": hier or fassungen(request, "seiten:start")}


@register.inclusion_tag("bausteine/sprachfassungen.html", takes_context=True)
def sprachfassungen(context: dict[str, Any]) -> dict[str, Any]:
    """The page in other languages, for search engines; none of what is no page."""
    request = context["request"]
    if "fehler" in context or "seitenname" in context:
        return {"fassungen": []}
    return {
        "fassungen": fassungen(request, mit_frage=False),
        "ursprung": f"{request.scheme}://{request.get_host()}",
    }
