"""Rat und Hilfe: a form for everybody, and the list in which the office answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from familienbuero.blaettern import blaettern
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.oeffentlich import eingang_zaehlen
from familienbuero.vermittlung.dienste import rat_anfragen, ratanfrage_fuehren
from familienbuero.vermittlung.enums import Ratstatus, Ratthema
from familienbuero.vermittlung.forms import Ratformular
from familienbuero.vermittlung.models import Ratanfrage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anfragen(request: HttpRequest) -> HttpResponse:
    """Ask for advice; `?thema=` chooses a topic beforehand."""
    thema = request.GET.get("thema", "")
    anfang = {"thema": thema if thema in Ratthema.values else None}
    form, status = Ratformular(request.POST or None, initial=anfang), 200
    if request.method == "POST" and form.is_valid():
        try:
            eingang_zaehlen(request, "rat")
            rat_anfragen(**form.cleaned_data)
        except Ablehnung as ablehnung:
            form.add_error(None, ablehnung.satz)
            status = 429
        else:
            return redirect("rat:danke")
    return render(request, "vermittlung/rat.html", {"form": form}, status=status)


@require_safe
def danke(request: HttpRequest) -> HttpResponse:
    """It has come in; nothing of what was written stands here."""
    return render(request, "vermittlung/rat_danke.html")


@nur_rollen(*PLANENDE)
@never_cache
def liste(request: HttpRequest) -> HttpResponse:
    """Requests that wait, the oldest first; with `?stand=erledigt` those that are closed."""
    erledigt = request.GET.get("stand") == "erledigt"
    sichtbar = Ratanfrage.objects.sichtbar_fuer(angemeldet(request)).select_related("zustaendig")
    gezeigt = sichtbar.filter(status=Ratstatus.ERLEDIGT) if erledigt else sichtbar.offen()
    blatt = blaettern(gezeigt, nach=["eingegangen_am"], anfrage=request.GET)
    return render(request, "vermittlung/ratanfragen.html", {"blatt": blatt, "erledigt": erledigt})


@nur_rollen(*PLANENDE)
@require_POST
def fuehren(request: HttpRequest, anfrage_id: UUID) -> HttpResponse:
    """Take over, close, open again."""
    benutzer = angemeldet(request)
    anfrage = get_object_or_404(Ratanfrage.objects.sichtbar_fuer(benutzer), pk=anfrage_id)
    status = request.POST.get("status", "")
    try:
        if status not in Ratstatus.values:
            raise Ablehnung("Diesen Stand gibt es nicht.")
        ratanfrage_fuehren(anfrage.pk, status=Ratstatus(status), durch=benutzer)
        messages.success(request, f"{anfrage.get_thema_display()}: {Ratstatus(status).label}.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("vermittlung:ratanfragen")
