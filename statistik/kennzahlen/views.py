"""Pages of the figures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from familienbuero import ausgabe
from familienbuero.fassung import nacheinander_in, status
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import angemeldet, nur_rollen
from statistik.kennzahlen import dienste
from statistik.kennzahlen.abfragen import Ausschnitt
from statistik.kennzahlen.ausgabe import als_csv, als_pdf
from statistik.kennzahlen.auskunft import eingetragene
from statistik.kennzahlen.bericht import Bericht, bericht
from statistik.kennzahlen.forms import Auswahl, Jahresliste, letzte_zwoelf_monate, vorbelegt
from statistik.kennzahlen.regeln import KENNZAHLEN, ZAEHLREGEL

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
    kontext = {
        "form": formular,
        "bericht": _bericht(formular),
        "zaehlregel": ZAEHLREGEL,
        "darf_eintragen": angemeldet(request).hat_rolle(Rolle.LEITUNG),
    }
    return render(request, "statistik/kennzahlen/zahlen.html", kontext)


@nur_rollen(*LESENDE)
def als_datei(request: HttpRequest, art: str) -> HttpResponse:
    """The same as CSV or PDF."""
    formular = _formular(request)
    inhalt = _bericht(formular)
    if inhalt is None:
        return render(request, "statistik/kennzahlen/zahlen.html", {"form": formular}, status=400)
    datei = als_csv(inhalt) if art == "csv" else als_pdf(inhalt)
    return ausgabe.als_datei(datei, name=f"kennzahlen-{inhalt.von}-{inhalt.bis}.{art}")


@nur_rollen(Rolle.LEITUNG)
@nacheinander_in("vorjahre")
def vorjahre(request: HttpRequest, einheit: str) -> HttpResponse:
    """Figures of the years before the system began: one row per year, true numbers; units share a row."""
    formular = Jahresliste(request.POST or None, initial=vorbelegt(eingetragene(einheit)))
    if request.method == "POST" and formular.is_valid():
        dienste.jahre_eintragen(formular.jahre, einheit=einheit)
        messages.success(request, "Die Zahlen sind gespeichert.")
        return redirect("kennzahlen:vorjahre", einheit)
    kontext = {"form": formular, "einheit": einheit, "kennzahlen": KENNZAHLEN}
    vorlage = "statistik/kennzahlen/vorjahre.html"
    return render(request, vorlage, kontext, status=status(*formular))
