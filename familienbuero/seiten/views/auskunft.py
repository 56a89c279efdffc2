"""The answer under Art. 15 DSGVO: what is stored about a family, to be looked through and handed over."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from familienbuero import kalender
from familienbuero.ausgabe import als_datei
from familienbuero.datenschutz.auskunft import auskunft as stellen
from familienbuero.datenschutz.dienste import loeschregeln
from familienbuero.datenschutz.models import Loeschfrist
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.pdf import setzen
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import Familie


def _familie(request: HttpRequest, familie_id: UUID, seite: str) -> Familie:
    wer = angemeldet(request)
    familie = get_object_or_404(Familie.objects.sichtbar_fuer(wer), pk=familie_id)
    vermerken(wer, seite=seite, familien=[familie.pk])
    return familie


@nur_rollen(*PLANENDE)
@never_cache
def auskunft(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Everything as a page, so that somebody looks through it before it is handed over."""
    familie = _familie(request, familie_id, "Auskunft nach Art. 15")
    kontext = {"familie": familie, "abschnitte": stellen(familie_id)}
    return render(request, "seiten/auskunft.html", kontext)


@nur_rollen(*PLANENDE)
@never_cache
def als_pdf(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """The same on paper, with purposes, origin, periods and rights."""
    familie = _familie(request, familie_id, "Auskunft nach Art. 15 als PDF")
    gesetzt = Loeschfrist.objects.in_bulk(field_name="regel")
    kontext = {
        "familie": familie,
        "abschnitte": stellen(familie_id),
        "fristen": [(regel.titel, gesetzt.get(kennung)) for kennung, regel in loeschregeln().items()],
        "kommune": kommune(),
        "heute": kalender.heute(),
    }
    return _datei(setzen(render_to_string("seiten/auskunft_pdf.html", kontext), stil="bericht"), "pdf")


@nur_rollen(*PLANENDE)
@never_cache
def als_json(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """The same for machines (Art. 20 DSGVO)."""
    _familie(request, familie_id, "Auskunft nach Art. 15 als JSON")
    daten = {
        "stand": kalender.heute().isoformat(),
        "verantwortlich": f"{kommune().amt} {kommune().name}",
        "daten": {
            abschnitt.art: [dict(fakten) for fakten in abschnitt.fakten] for abschnitt in stellen(familie_id)
        },
    }
    return _datei(json.dumps(daten, ensure_ascii=False, indent=2).encode(), "json")


def _datei(inhalt: bytes, art: str) -> HttpResponse:
    return als_datei(inhalt, name=f"auskunft-{kalender.heute()}.{art}")
