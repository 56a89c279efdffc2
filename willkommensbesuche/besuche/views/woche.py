"""The week, the list of visits, and the planning."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format

from familienbuero.blaettern import blaettern
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import Fenster
from familienbuero.seiten.woche import Frei
from familienbuero.termine.auskunft import freie_fenster
from willkommensbesuche.besuche.dienste import besuche_planen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.dienste.planen import ohne_termin
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus
from willkommensbesuche.besuche.forms import Besuchsfilter, Zeitraum, in_einer_woche
from willkommensbesuche.besuche.models import Besuch, Besuchskraft
from willkommensbesuche.besuche.wochenplan import montag_lesen, woche_schreiben, wochenplan

PLANENDE = (Rolle.KOORDINATION, Rolle.LEITUNG)
LEGENDE = (
    (BesuchStatus.EINGEPLANT, "noch nicht bei der Familie"),
    (BesuchStatus.EINGELADEN, "Brief ist verschickt"),
    (BesuchStatus.BESTAETIGT, "Familie hat zugesagt"),
)


def kraefte_fuer(benutzer: Benutzer, auswahl: str = "") -> list[Besuchskraft]:
    """Rows of the week: the team for those who plan, oneself for a visitor, or one chosen person."""
    kraefte: QuerySet[Besuchskraft] = Besuchskraft.objects.filter(benutzer__is_active=True)
    if not benutzer.hat_rolle(*PLANENDE):
        kraefte = kraefte.filter(pk=benutzer.pk)
    alle = list(kraefte.select_related("benutzer").prefetch_related("benutzer__dienstzeiten"))
    return [kraft for kraft in alle if str(kraft.pk) == auswahl] or alle


def _frei_mit_verweis(fenster: Fenster) -> Frei:
    zeit = f"{date_format(fenster.beginn, 'G:i')}–{date_format(fenster.ende, 'G:i')}"
    return Frei(zeit=zeit)


def _eine_woche(
    benutzer: Benutzer, montag: date, kraefte: Sequence[Besuchskraft]
) -> tuple[list[Besuch], list[Fenster]]:
    freitag = montag + timedelta(days=4)
    personen = [kraft.pk for kraft in kraefte]
    besuche = Besuch.objects.sichtbar_fuer(benutzer).mit_allem()
    im_kalender = list(
        besuche.filter(tag__range=(montag, freitag), besuchskraft__in=personen, termin__isnull=False)
    )
    return im_kalender, freie_fenster(personen, von=montag, bis=freitag, raster=regeln().raster)


@nur_rollen(*PLANENDE, Rolle.BESUCHSDIENST)
def woche(request: HttpRequest) -> HttpResponse:
    """The week of the team or of one person; a grid on a desk, a day list on a phone, one sheet on paper."""
    benutzer = angemeldet(request)
    montag = montag_lesen(request.GET.get("woche", ""))
    auswahl = request.GET.get("person", "")
    alle = kraefte_fuer(benutzer)
    kraefte = [kraft for kraft in alle if str(kraft.pk) == auswahl] or alle
    besuche, frei = _eine_woche(benutzer, montag, kraefte)
    vermerken(benutzer, seite="Woche", familien=_familien(besuche))
    darf_planen = benutzer.hat_rolle(*PLANENDE)
    plan = wochenplan(
        montag, kraefte, besuche, frei, frei_als=_frei_mit_verweis, darf_verschieben=darf_planen
    )
    return render(
        request,
        "willkommensbesuche/besuche/woche.html",
        {
            "plan": plan,
            "montag": montag,
            "titel": _woche_in_worten(montag),
            "zeile": f"Kalenderwoche {montag.isocalendar().week}",
            "satz": f"{_anzahl(len(besuche), 'Besuch', 'Besuche')}, {len(frei)} freie Zeitfenster",
            "vorige": woche_schreiben(montag - timedelta(days=7)),
            "naechste": woche_schreiben(montag + timedelta(days=7)),
            "kraefte": alle,
            "auswahl": auswahl,
            "darf_planen": darf_planen,
            "legende": LEGENDE,
        },
    )


def _woche_in_worten(montag: date) -> str:
    freitag = montag + timedelta(days=4)
    anfang = date_format(montag, "j." if montag.month == freitag.month else "j. F")
    return f"{anfang} bis {date_format(freitag, 'j. F Y')}"


def _anzahl(anzahl: int, eins: str, viele: str) -> str:
    return f"{anzahl} {eins if anzahl == 1 else viele}"


def _familien(besuche: Sequence[Besuch]) -> list[UUID]:
    return [besuch.familie_id for besuch in besuche if besuch.familie_id]


@nur_rollen(*PLANENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All visits by day of their occasion, filtered by state and district."""
    benutzer = angemeldet(request)
    filter_ = Besuchsfilter(request.GET or None)
    besuche = Besuch.objects.sichtbar_fuer(benutzer).filter(familie__isnull=False)
    if filter_.is_valid():
        besuche = besuche.filter(**{name: wert for name, wert in filter_.cleaned_data.items() if wert})
    blatt = blaettern(besuche.mit_allem(), nach=["-ereignisdatum"], anfrage=request.GET)
    vermerken(benutzer, seite="Besuchsliste", familien=_familien(blatt.zeilen))
    return render(request, "willkommensbesuche/besuche/liste.html", {"blatt": blatt, "filter": filter_})


@nur_rollen(*PLANENDE)
def planen(request: HttpRequest) -> HttpResponse:
    """Plan a period; below it stand the families that still have no date, each with its reason."""
    benutzer = angemeldet(request)
    formular = Zeitraum(request.POST or None, initial=in_einer_woche())
    if request.method == "POST" and formular.is_valid():
        try:
            ergebnis = besuche_planen(**formular.cleaned_data, durch=benutzer)
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            ohne = sum(ergebnis.gruende.values())
            messages.success(
                request, f"{ergebnis.geplant} Familien haben einen Termin bekommen, {ohne} noch nicht."
            )
            tage = formular.cleaned_data
            return redirect(f"{reverse('besuche:planen')}?von={tage['von']}&bis={tage['bis']}")
    zeitraum = Zeitraum(request.GET) if "von" in request.GET else Zeitraum(in_einer_woche())
    gruende = ohne_termin(**zeitraum.cleaned_data) if zeitraum.is_valid() else {}
    if request.method != "POST" and zeitraum.is_valid():
        formular = Zeitraum(initial=zeitraum.cleaned_data)
    wartend = Besuch.objects.sichtbar_fuer(benutzer).zu_planen().mit_allem()
    blatt = blaettern(wartend, nach=["ereignisdatum"], anfrage=request.GET)
    vermerken(benutzer, seite="Familien ohne Termin", familien=_familien(blatt.zeilen))
    zeilen = [(besuch, gruende.get(besuch.pk)) for besuch in blatt.zeilen]
    return render(
        request,
        "willkommensbesuche/besuche/planen.html",
        {
            "form": formular,
            "blatt": blatt,
            "zeilen": zeilen,
            "anzahl": wartend.count(),
            "anstehend": ANSTEHEND,
        },
    )
