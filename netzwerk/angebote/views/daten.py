"""Open data, and a list that other sites of the municipality show inside their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from csp.decorators import csp_replace
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import localtime
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from familienbuero import kalender
from familienbuero.ausgabe import als_datei
from familienbuero.einlesen.regeln import csv_ausgeben
from familienbuero.stammdaten.dienste import kommune
from netzwerk.angebote.auskunft import mit_gemeintem_termin, mit_wortlaut, passende, suche_zu
from netzwerk.angebote.forms import Angebotsfilter
from netzwerk.angebote.models import Angebot, AngebotVerlauf
from netzwerk.angebote.regeln import reihe_in_worten

LIZENZ = "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
STUNDE = 3600
# Rows of the list that others embed.
EINGEBETTET = 20
SPALTEN: dict[str, Callable[[Angebot], Any]] = {
    "id": lambda angebot: angebot.pk,
    "titel": lambda angebot: angebot.titel,
    "kurz": lambda angebot: angebot.kurz,
    "art": lambda angebot: angebot.art,
    "anbieter": lambda angebot: angebot.organisation,
    "ort": lambda angebot: angebot.ort or "",
    "anschrift": lambda angebot: angebot.ort.anschrift if angebot.ort else "",
    "stadtteil": lambda angebot: (angebot.ort and angebot.ort.stadtteil) or "",
    "stufenlos": lambda angebot: "ja" if angebot.ort and angebot.ort.stufenlos else "nein",
    "alter_von_monate": lambda angebot: "" if angebot.alter_von is None else angebot.alter_von,
    "alter_bis_monate": lambda angebot: "" if angebot.alter_bis is None else angebot.alter_bis,
    "schwangerschaft": lambda angebot: "ja" if angebot.schwangerschaft else "nein",
    "kosten_euro": lambda angebot: f"{angebot.kosten_cent / 100:.2f}".replace(".", ","),
    "anmeldung": lambda angebot: angebot.anmeldeweg,
    "sprachen": lambda angebot: " ".join(angebot.sprachen),
    "termine": lambda angebot: "; ".join(
        reihe_in_worten(reihe.als_regel()) for reihe in angebot.reihen.all()
    ),
    "naechster_beginn": lambda angebot: (
        angebot.naechster_beginn.isoformat() if angebot.naechster_beginn else ""
    ),
    "geprueft_am": lambda angebot: angebot.geprueft_am or "",
}


@require_safe
def tabelle(request: HttpRequest) -> HttpResponse:
    """All public offers as CSV."""
    angebote = Angebot.objects.im_netz().mit_allem().prefetch_related("reihen")
    zeilen = ([lesen(angebot) for lesen in SPALTEN.values()] for angebot in angebote)
    antwort = als_datei(csv_ausgeben(list(SPALTEN), zeilen), name="angebote.csv")
    patch_cache_control(antwort, public=True, max_age=STUNDE)
    return antwort


def _zuletzt_geaendert() -> datetime:
    """When something of a public offer was written last; today where there is none."""
    oeffentlich = AngebotVerlauf.objects.filter(fall__in=Angebot.objects.mit_adresse())
    zuletzt: datetime | None = oeffentlich.aggregate(Max("wann"))["wann__max"]
    return localtime(zuletzt or kalender.jetzt())


@require_safe
def katalog(request: HttpRequest) -> HttpResponse:
    """What there is, as metadata after DCAT-AP.de, for open data portals."""
    hier, geaendert = kommune(), _zuletzt_geaendert().isoformat()

    def verteilung(name: str, art: str) -> dict[str, Any]:
        adresse = request.build_absolute_uri(reverse(name))
        return {
            "@type": "dcat:Distribution",
            "dcat:accessURL": {"@id": adresse},
            "dcat:mediaType": art,
            "dct:license": {"@id": LIZENZ},
        }

    antwort = JsonResponse(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "dcatde": "http://dcat-ap.de/def/dcatde/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@type": "dcat:Dataset",
            "@id": request.build_absolute_uri(reverse("angebote:katalog")),
            "dct:title": f"Angebote für Familien in {hier.ort}",
            "dct:description": "Treffs, Kurse, Beratung, Veranstaltungen, Ferienbetreuung mit Terminen.",
            "dct:publisher": {"@type": "foaf:Organization", "foaf:name": f"{hier.amt} {hier.name}"},
            "dct:modified": geaendert,
            "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/DEU"},
            "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI"},
            "dcat:keyword": ["Familie", "Kinder", "Frühe Hilfen", "Kurse", "Ferien"],
            "dcat:landingPage": {"@id": request.build_absolute_uri(reverse("angebote:liste"))},
            "dcat:distribution": [
                verteilung("angebote:tabelle", "text/csv"),
                verteilung("angebote:kalender", "text/calendar"),
                verteilung("angebote:neues", "application/rss+xml"),
                verteilung("api:angebote", "application/json"),
            ],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        content_type="application/ld+json",
    )
    patch_cache_control(antwort, public=True, max_age=STUNDE)
    return antwort


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def einbetten(request: HttpRequest) -> HttpResponse:
    """The list without frame and forms, for other pages; links open the page of the offer instead of them.

    Where a filter in its address is wrong, it says so instead of passing all offers off as the chosen ones.
    Any site may show it: there is nothing to press that would do anything in somebody's name.
    """
    filter_ = Angebotsfilter(request.GET)
    suche = suche_zu(filter_.auswahl())
    sortiert, nach = passende(suche).der_reihe_nach(suche)
    sortiert = mit_wortlaut(mit_gemeintem_termin(sortiert.mit_ort(), suche))
    angebote = sortiert.order_by(*nach, "pk")[:EINGEBETTET]
    kontext = {"angebote": angebote, "filter": filter_}
    return render(request, "netzwerk/angebote/einbetten.html", kontext)
