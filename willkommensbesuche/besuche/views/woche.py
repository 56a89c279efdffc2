"""The week, the list of visits, and the planning."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from familienbuero.eingabe import Zeitraum
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.regeln import woche_schreiben
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import (
    Fenster,
    gezaehlt,
    zahl_in_worten,
)
from familienbuero.seiten.woche import Frei
from familienbuero.sprache import je_nach
from familienbuero.termine.auskunft import freie_fenster
from willkommensbesuche.besuche.dienste import Planergebnis, besuche_planen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.dienste.planen import ohne_termin
from willkommensbesuche.besuche.enums import BesuchStatus, OhneTermin
from willkommensbesuche.besuche.forms import Besuchsfilter, in_einer_woche
from willkommensbesuche.besuche.models import Besuch, Besuchskraft
from willkommensbesuche.besuche.wochenplan import (
    Wochenbesuch,
    besuche_der_woche,
    montag_lesen,
    spanne,
    wochenplan,
)

LEGENDE = (
    (BesuchStatus.EINGEPLANT, "noch nicht bei der Familie"),
    (BesuchStatus.EINGELADEN, "Brief ist verschickt"),
    (BesuchStatus.BESTAETIGT, "Familie hat zugesagt"),
)


def kraefte_fuer(benutzer: Benutzer, auswahl: str = "") -> list[Besuchskraft]:
    """Rows of the week: the team for those who plan, oneself for a visitor, or one chosen person."""
    kraefte = Besuchskraft.objects.im_dienst()
    if not benutzer.hat_rolle(*PLANENDE):
        kraefte = kraefte.filter(pk=benutzer.pk)
    alle = list(kraefte.select_related("benutzer").prefetch_related("benutzer__dienstzeiten"))
    return [kraft for kraft in alle if str(kraft.pk) == auswahl] or alle


def _frei(fenster: Fenster) -> Frei:
    return Frei(zeit=spanne(fenster))


@nur_rollen(*PLANENDE, Rolle.BESUCHSDIENST)
def woche(request: HttpRequest) -> HttpResponse:
    """The week of the team or of one person; a grid on a desk, a day list on a phone, one sheet on paper."""
    benutzer = angemeldet(request)
    montag = montag_lesen(request.GET.get("woche", ""))
    auswahl = request.GET.get("person", "")
    alle = kraefte_fuer(benutzer)
    kraefte = [kraft for kraft in alle if str(kraft.pk) == auswahl] or alle
    besuche = besuche_der_woche(Besuch.objects.sichtbar_fuer(benutzer), montag, kraefte)
    personen = [kraft.pk for kraft in kraefte]
    frei = freie_fenster(personen, von=montag, bis=montag + timedelta(days=4), raster=regeln().raster)
    vermerken(benutzer, seite="Woche", familien=[besuch.familie for besuch in besuche])
    darf_planen = benutzer.hat_rolle(*PLANENDE)
    plan = wochenplan(montag, kraefte, besuche, frei, frei_als=_frei, darf_verschieben=darf_planen)
    return render(
        request,
        "willkommensbesuche/besuche/woche.html",
        {
            "plan": plan,
            "montag": montag,
            "titel": _woche_in_worten(montag),
            "zeile": f"Kalenderwoche {montag.isocalendar().week}",
            "satz": f"{len(besuche)} {je_nach(len(besuche), 'Besuch', 'Besuche')}, "
            f"{len(frei)} {je_nach(len(frei), 'freies', 'freie')} Zeitfenster",
            "vorige": woche_schreiben(montag - timedelta(days=7)),
            "naechste": woche_schreiben(montag + timedelta(days=7)),
            "kraefte": alle,
            "auswahl": auswahl,
            "darf_planen": darf_planen,
            "legende": LEGENDE,
            "blaetter": _blaetter(kraefte, besuche, darf_planen),
        },
    )


def _blaetter(
    kraefte: Sequence[Besuchskraft], besuche: Sequence[Wochenbesuch], darf_planen: bool
) -> list[tuple[date, str]]:
    """The days of one visitor as sheets of paper; a team has too many."""
    if len(kraefte) != 1:
        return []
    weg = reverse("besuche:blatt", args=[kraefte[0].pk]) if darf_planen else reverse("besuche:mein_blatt")
    return [(tag, f"{weg}?tag={tag}") for tag in sorted({besuch.tag for besuch in besuche})]


def _woche_in_worten(montag: date) -> str:
    freitag = montag + timedelta(days=4)
    anfang = date_format(montag, "j." if montag.month == freitag.month else "j. F")
    return f"{anfang} bis {date_format(freitag, 'j. F Y')}"


def _familien(besuche: Sequence[Besuch]) -> list[UUID]:
    return [besuch.familie_id for besuch in besuche if besuch.familie_id]


@nur_rollen(*PLANENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All visits by day of their occasion, filtered by state and district."""
    benutzer = angemeldet(request)
    filter_ = Besuchsfilter(request.GET or None)
    besuche, nach = Besuch.objects.sichtbar_fuer(benutzer).filter(familie__isnull=False), "-ereignisdatum"
    if filter_.is_valid():
        besuche = besuche.filter(**{name: wert for name, wert in filter_.cleaned_data.items() if wert})
    if "ohne_protokoll" in request.GET:
        besuche, nach = besuche.ohne_protokoll(kalender.heute() - timedelta(days=1)), "tag"
    blatt = blaettern(besuche.mit_allem(), nach=[nach], anfrage=request.GET)
    vermerken(benutzer, seite="Besuchsliste", familien=_familien(blatt.zeilen))
    return render(request, "willkommensbesuche/besuche/liste.html", {"blatt": blatt, "filter": filter_})


@nur_rollen(*PLANENDE)
def planen(request: HttpRequest) -> HttpResponse:
    """Plan a period; below it stand the families that still have no date, each with its reason.

    Families whose target window is over stand apart (`?vorbei=1`), so that they do not bury the others.
    """
    benutzer = angemeldet(request)
    gefragt = request.POST if request.method == "POST" else request.GET
    formular = Zeitraum(gefragt if "von" in gefragt else in_einer_woche())
    if request.method == "POST" and formular.is_valid():
        tage = formular.cleaned_data
        try:
            _melden(request, besuche_planen(**tage, durch=benutzer))
            return redirect(f"{reverse('besuche:planen')}?von={tage['von']}&bis={tage['bis']}")
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
    wartend = Besuch.objects.sichtbar_fuer(benutzer).zu_planen().mit_allem()
    ende = kalender.heute() - timedelta(days=regeln().zielfenster_bis_tage)
    vorbei = "vorbei" in request.GET
    gezeigt, andere = wartend.filter(ereignisdatum__gte=ende), wartend.filter(ereignisdatum__lt=ende)
    if vorbei:
        gezeigt, andere = andere, gezeigt
    blatt = blaettern(gezeigt, nach=["ereignisdatum"], anfrage=request.GET)
    vermerken(benutzer, seite="Familien ohne Termin", familien=_familien(blatt.zeilen))
    return render(
        request,
        "willkommensbesuche/besuche/planen.html",
        {
            "form": formular,
            "blatt": blatt,
            "zeilen": _mit_gruenden(blatt.zeilen, formular),
            "anzahl": zahl_in_worten(gezaehlt(gezeigt)),
            "andere": zahl_in_worten(gezaehlt(andere)),
            "vorbei": vorbei,
        },
    )


def _mit_gruenden(besuche: Sequence[Besuch], formular: Zeitraum) -> list[tuple[Besuch, OhneTermin | None]]:
    """Families with the reason why the period has no date for them; one that cannot be planned is refused."""
    gruende: dict[UUID, OhneTermin] = {}
    if formular.is_valid():
        try:
            gruende = ohne_termin(besuche, **formular.cleaned_data)
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
    return [(besuch, gruende.get(besuch.pk)) for besuch in besuche]


def _melden(request: HttpRequest, ergebnis: Planergebnis) -> None:
    ohne = sum(ergebnis.gruende.values())
    haben = je_nach(ergebnis.geplant, "Familie hat", "Familien haben")
    messages.success(request, f"{ergebnis.geplant} {haben} einen Termin bekommen, {ohne} noch nicht.")
