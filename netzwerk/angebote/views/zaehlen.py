"""Heads at open offers: counted on a phone, one tap for each; without script each tap is a form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from familienbuero import kalender
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.termine.auskunft import tagesgrenzen
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.forms import Zaehlformular
from netzwerk.angebote.models import Angebot, Angebotstermin, Besucherzaehlung
from netzwerk.angebote.regeln import Koepfe

# Dates that can still be counted, on the page of an offer.
LETZTE = 26
FELDER = (("erwachsene", "Erwachsene"), ("kinder", "Kinder"), ("erstmals", "davon zum ersten Mal da"))


def _termin(termin_id: UUID) -> Angebotstermin:
    return get_object_or_404(Angebotstermin.objects.select_related("angebot", "zaehlung"), pk=termin_id)


def _gezaehlt(termin: Angebotstermin) -> Koepfe:
    zaehlung = Besucherzaehlung.objects.filter(termin=termin).first()
    return zaehlung.als_koepfe() if zaehlung else Koepfe()


@nur_rollen(*PFLEGENDE)
@nacheinander
def zaehlen(request: HttpRequest, termin_id: UUID) -> HttpResponse:
    """Three numbers with plus and minus, and below a form for who counts on paper first."""
    termin = _termin(termin_id)
    koepfe = _gezaehlt(termin)
    anfang = {name: getattr(koepfe, name) for name, _ in FELDER}
    formular = Zaehlformular(request.POST or None, initial=anfang)
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.besucher_zaehlen(termin.pk, formular.koepfe(), durch=angemeldet(request))
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            messages.success(request, "Die Zahlen sind gespeichert.")
            return redirect("angebotspflege:zaehlungen", termin.angebot_id)
    kontext = {
        "termin": termin,
        "angebot": termin.angebot,
        "zahlen": [(name, wort, anfang[name]) for name, wort in FELDER],
        "form": formular,
    }
    vorlage = "_zaehler" if request.htmx else "zaehlen"  # type: ignore[attr-defined]
    return render(request, f"netzwerk/angebote/pflege/{vorlage}.html", kontext, status=status(formular))


@nur_rollen(*PFLEGENDE)
@require_POST
def tippen(request: HttpRequest, termin_id: UUID) -> HttpResponse:
    """One more or one less."""
    termin = _termin(termin_id)
    feld, _, schritt = request.POST.get("tipp", "").partition(" ")
    if feld in dict(FELDER) and schritt in ("1", "-1"):
        try:
            dienste.besucher_tippen(termin.pk, feld, int(schritt), durch=angemeldet(request))
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
    return redirect("angebotspflege:zaehlen", termin.pk)


@nur_rollen(*PFLEGENDE)
def zaehlungen(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """The last dates with their numbers, and the sums of the offer."""
    angebot = get_object_or_404(Angebot, pk=angebot_id)
    bis = tagesgrenzen(kalender.heute(), kalender.heute())[1]
    termine = angebot.termine.stattfindend().filter(beginn__lt=bis).select_related("zaehlung")
    summen = angebot.zaehlungen.aggregate(
        termine=Count("pk"), erwachsene=Sum("erwachsene"), kinder=Sum("kinder"), erstmals=Sum("erstmals")
    )
    kontext = {"angebot": angebot, "termine": termine.order_by("-beginn")[:LETZTE], "summen": summen}
    return render(request, "netzwerk/angebote/pflege/zaehlungen.html", kontext)
