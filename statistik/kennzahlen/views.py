"""Pages of the figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import nur_rollen
from statistik.kennzahlen.abfragen import Ausschnitt
from statistik.kennzahlen.ausgabe import als_csv, als_pdf
from statistik.kennzahlen.bericht import Bericht, bericht
from statistik.kennzahlen.forms import Auswahl, letzte_zwoelf_monate
from statistik.kennzahlen.regeln import ZAEHLREGEL

LESENDE = (Rolle.LEITUNG, Rolle.KOORDINATION, Rolle.PLANUNG)


def _bericht(formular: Auswahl) -> Bericht | None:
    if not formular.is_valid():
        return None
    daten = formular.cleaned_data
    stadtteil = daten["stadtteil"].pk if daten["stadtteil"] else None
    return bericht(Ausschnitt(daten["von"], daten["bis"], stadtteil), daten["einheit"])


def _formular(request: HttpRequest) -> Auswahl:
    return Auswahl(request.GET if "von" in request.GET else letzte_zwoelf_monate())


@nur_rollen(*LESENDE)
def zahlen(request: HttpRequest) -> HttpResponse:
    """The figures with their definitions, a chart with its table, and tables by occasion and district."""
    formular = _formular(request)
    kontext = {"form": formular, "bericht": _bericht(formular), "zaehlregel": ZAEHLREGEL}
    return render(request, "statistik/kennzahlen/zahlen.html", kontext)


@nur_rollen(*LESENDE)
def als_datei(request: HttpRequest, art: str) -> HttpResponse:
    """The same as CSV or PDF."""
    formular = _formular(request)
    inhalt = _bericht(formular)
    if inhalt is None:
        return render(request, "statistik/kennzahlen/zahlen.html", {"form": formular}, status=400)
    datei, typ = (als_csv(inhalt), "text/csv") if art == "csv" else (als_pdf(inhalt), "application/pdf")
    antwort = HttpResponse(datei, content_type=f"{typ}; charset=utf-8" if art == "csv" else typ)
    antwort["Content-Disposition"] = f'attachment; filename="kennzahlen-{inhalt.von}-{inhalt.bis}.{art}"'
    return antwort
