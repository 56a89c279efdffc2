"""The date of a visit: choose a window, or change it with another visit."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.regeln import woche_schreiben
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import Fenster
from familienbuero.seiten.woche import Frei
from familienbuero.termine.auskunft import freie_fenster
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.forms import Tauschwahl, Terminwahl, fenster_schreiben
from willkommensbesuche.besuche.models import Besuch, Besuchskraft
from willkommensbesuche.besuche.views.besuch import sichtbarer_besuch
from willkommensbesuche.besuche.views.woche import kraefte_fuer
from willkommensbesuche.besuche.wochenplan import (
    besuche_der_woche,
    montag_lesen,
    spanne,
    wochenplan,
)

# How far the choice of windows looks ahead, beyond the target window of the family.
AUSBLICK = timedelta(days=42)


@nur_rollen(*PLANENDE)
@nacheinander
def termin(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Book or move: choose a free window from the list, or press one in the week."""
    gewaehlt = sichtbarer_besuch(request, besuch_id)
    benutzer = angemeldet(request)
    if gewaehlt.familie is None:
        raise Http404
    heute = kalender.heute()
    _, bis = gewaehlt.zielfenster(regeln())
    kraefte = kraefte_fuer(benutzer)
    frei = freie_fenster(
        [kraft.pk for kraft in kraefte], von=heute, bis=max(bis, heute + AUSBLICK), raster=regeln().raster
    )
    jetzt = kalender.jetzt()
    frei = [fenster for fenster in frei if fenster.beginn > jetzt]
    namen = {kraft.pk: kraft.benutzer.name for kraft in kraefte}
    formular = Terminwahl(request.POST or None, frei=frei, namen=namen, daneben=_bisher(gewaehlt))
    if request.method == "POST" and formular.is_valid():
        try:
            _termin_geben(gewaehlt, formular, durch=benutzer)
        except Ablehnung as ablehnung:
            formular.add_error("fenster", ablehnung.satz)
        else:
            messages.success(
                request, "Der Termin steht. " + formular.gewaehlt().beginn.strftime("%d.%m.%Y, %H:%M Uhr")
            )
            return redirect("besuche:besuch", besuch_id)
    vermerken(benutzer, seite="Termin wählen", familien=[gewaehlt.familie.pk])
    erster = frei[0].beginn.date() if frei else heute
    montag = montag_lesen(request.GET.get("woche") or woche_schreiben(max(gewaehlt.tag or erster, erster)))
    return render(
        request,
        "willkommensbesuche/besuche/termin.html",
        {
            "besuch": gewaehlt,
            "form": formular,
            "plan": _woche_zum_verschieben(request, gewaehlt, montag, kraefte, frei),
            "montag": montag,
            "vorige": woche_schreiben(montag - timedelta(days=7)),
            "naechste": woche_schreiben(montag + timedelta(days=7)),
        },
        status=status(formular),
    )


def _bisher(gewaehlt: Besuch) -> dict[str, str]:
    """The date that whoever chooses another one has before the eyes."""
    if gewaehlt.termin is None or gewaehlt.besuchskraft is None:
        return {"Termin": "noch keiner"}
    wann = date_format(localtime(gewaehlt.termin.beginn), "l, j. F Y, G:i")
    return {"Termin": f"{wann} Uhr mit {gewaehlt.besuchskraft.name}"}


@transaction.atomic
def _termin_geben(gewaehlt: Besuch, formular: Terminwahl, *, durch: Any) -> None:
    daten = formular.cleaned_data
    fenster = formular.gewaehlt()
    if gewaehlt.status == BesuchStatus.GEPRUEFT:
        dienste.besuch_buchen(gewaehlt.pk, fenster=fenster, durch=durch, vereinbart=daten["vereinbart"])
    else:
        dienste.besuch_verschieben(gewaehlt.pk, fenster=fenster, durch=durch, vereinbart=daten["vereinbart"])
    dienste.anruf_notieren(familie=gewaehlt.familie, text=daten["notiz"], durch=durch)


def _woche_zum_verschieben(
    request: HttpRequest, gewaehlt: Besuch, montag: Any, kraefte: list[Besuchskraft], frei: list[Fenster]
) -> Any:
    freitag = montag + timedelta(days=4)
    besuche = besuche_der_woche(Besuch.objects.sichtbar_fuer(angemeldet(request)), montag, kraefte)
    diese_woche = [fenster for fenster in frei if montag <= fenster.beginn.date() <= freitag]

    def als_knopf(fenster: Fenster) -> Frei:
        return Frei(zeit=spanne(fenster), wert=fenster_schreiben(fenster))

    return wochenplan(montag, kraefte, besuche, diese_woche, frei_als=als_knopf, gewaehlt=gewaehlt.pk)


@nur_rollen(*PLANENDE)
@nacheinander
def tauschen(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Let a visit change its window with another one of the same fortnight."""
    gewaehlt = sichtbarer_besuch(request, besuch_id)
    if gewaehlt.tag is None:
        raise Http404
    benutzer = angemeldet(request)
    spanne = timedelta(days=14)
    andere = (
        Besuch.objects.sichtbar_fuer(benutzer)
        .anstehend()
        .mit_allem()
        .filter(
            tag__range=(gewaehlt.tag - spanne, gewaehlt.tag + spanne),
            termin__beginn__gt=kalender.jetzt(),
            festgelegt=False,
        )
        .exclude(pk=gewaehlt.pk)
        .order_by("termin__beginn")
    )
    formular = Tauschwahl(request.POST or None, andere=andere, daneben=_bisher(gewaehlt))
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.besuche_tauschen(gewaehlt.pk, formular.cleaned_data["anderer"].pk, durch=benutzer)
            messages.success(request, "Die beiden Besuche haben ihre Zeiten getauscht.")
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("besuche:besuch", besuch_id)
    vermerken(
        benutzer,
        seite="Besuch tauschen",
        familien=[b.familie_id for b in [gewaehlt, *andere] if b.familie_id],
    )
    kontext = {
        "besuch": gewaehlt,
        "form": formular,
        "titel": "Besuche tauschen",
        "speichern": "Zeiten tauschen",
        "zurueck": reverse("besuche:besuch", args=[besuch_id]),
    }
    vorlage = "willkommensbesuche/besuche/tauschen.html"
    return render(request, vorlage, kontext, status=status(formular))
