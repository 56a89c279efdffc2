"""The visitor on a phone: the day, and the log."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.besuche.dienste import besuch_protokollieren
from willkommensbesuche.besuche.enums import ANSTEHEND, Ergebnis
from willkommensbesuche.besuche.forms import Protokollformular
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.besuche.wochenplan import BLAETTERN_JAHRE


def _tag(text: str) -> date:
    heute = kalender.heute()
    try:
        tag = date.fromisoformat(text)
    except ValueError:
        return heute
    return tag if abs(tag.year - heute.year) <= BLAETTERN_JAHRE else heute


@nur_rollen(Rolle.BESUCHSDIENST)
def mein_tag(request: HttpRequest) -> HttpResponse:
    """Own visits of a day in the order of the way, the next one open; and logs still to be written."""
    benutzer = angemeldet(request)
    tag = _tag(request.GET.get("tag", ""))
    eigene = Besuch.objects.sichtbar_fuer(benutzer).filter(besuchskraft=benutzer).mit_allem()
    besuche = list(eigene.am(tag))
    offen = list(eigene.ohne_protokoll(kalender.heute()).exclude(tag=tag).order_by("tag")[:50])
    naechster = next((besuch for besuch in besuche if besuch.status in ANSTEHEND), None)
    vermerken(benutzer, seite="Mein Tag", familien=[b.familie_id for b in besuche + offen if b.familie_id])
    return render(
        request,
        "willkommensbesuche/besuche/mein_tag.html",
        {
            "zeile": date_format(tag, "l, j. F"),
            "satz": _umfang(besuche),
            "ist_heute": tag == kalender.heute(),
            "besuche": besuche,
            "naechster": naechster,
            "offen": offen,
            "vortag": tag - timedelta(days=1),
            "folgetag": tag + timedelta(days=1),
            "kann_eintragen": tag <= kalender.heute(),
        },
    )


def _umfang(besuche: list[Besuch]) -> str:
    """How much a day holds: "3 Besuche, 4 Pakete"; nothing for a free day."""
    pakete = sum(besuch.anzahl_kinder or 1 for besuch in besuche)
    worte = f"{len(besuche)} {'Besuch' if len(besuche) == 1 else 'Besuche'}"
    return f"{worte}, {pakete} {'Paket' if pakete == 1 else 'Pakete'}" if besuche else ""


def _wann(besuch: Besuch) -> str:
    return date_format(localtime(besuch.termin.beginn), "l, j. F, G:i") + " Uhr" if besuch.termin else ""


@nur_rollen(Rolle.BESUCHSDIENST, Rolle.KOORDINATION, Rolle.LEITUNG)
def protokoll(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """One form to log a visit; the usual one takes seven taps, the package ticked beforehand."""
    benutzer = angemeldet(request)
    besuch = get_object_or_404(Besuch.objects.sichtbar_fuer(benutzer).mit_allem(), pk=besuch_id)
    sprache = besuch.familie.sprache if besuch.familie else ""
    if besuch.status not in ANSTEHEND and request.method != "POST":
        messages.info(request, f"Dieser Besuch ist schon eingetragen: {besuch.stand.label}.")
        return redirect("besuche:besuch", besuch_id)
    formular = Protokollformular(request.POST or None, initial={"sprache": sprache or "de"})
    danach = "besuche:mein_tag" if benutzer.hat_rolle(Rolle.BESUCHSDIENST) else "besuche:woche"
    if request.method == "POST" and formular.is_valid():
        try:
            besuch_protokollieren(
                besuch_id,
                ergebnis=Ergebnis(formular.cleaned_data["ergebnis"]),
                angaben=formular.angaben(),
                durch=benutzer,
            )
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            messages.success(request, "Das Protokoll ist gespeichert.")
            ziel = reverse(danach)
            return redirect(f"{ziel}?tag={besuch.tag}" if besuch.tag and danach.endswith("tag") else ziel)
    vermerken(benutzer, seite="Protokoll", familien=filter(None, [besuch.familie_id]))
    return render(
        request,
        "willkommensbesuche/besuche/protokoll.html",
        {"besuch": besuch, "form": formular, "zurueck": reverse(danach), "satz": _wann(besuch)},
    )
