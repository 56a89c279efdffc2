"""Follow-ups: what is open, for whom, until when."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero.blaettern import blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.vermittlung.dienste import folgeauftrag_abschliessen, folgeauftrag_uebergeben
from familienbuero.vermittlung.enums import Folgestatus
from familienbuero.vermittlung.forms import Uebergabe
from familienbuero.vermittlung.models import Folgeauftrag

BETEILIGTE = (Rolle.LEITUNG, Rolle.KOORDINATION, Rolle.BESUCHSDIENST)


@nur_rollen(*BETEILIGTE)
def liste(request: HttpRequest) -> HttpResponse:
    """Open follow-ups by the day they are due; with `?stand=erledigt` those that are closed."""
    benutzer = angemeldet(request)
    erledigt = request.GET.get("stand") == "erledigt"
    auftraege = Folgeauftrag.objects.sichtbar_fuer(benutzer).select_related("familie", "zustaendig")
    auftraege = auftraege.exclude(status=Folgestatus.OFFEN) if erledigt else auftraege.offen()
    blatt = blaettern(auftraege, nach=["faellig_am"], anfrage=request.GET)
    vermerken(benutzer, seite="Folgeaufträge", familien=[auftrag.familie_id for auftrag in blatt.zeilen])
    return render(request, "vermittlung/liste.html", {"blatt": blatt, "erledigt": erledigt})


@nur_rollen(*BETEILIGTE)
@require_POST
def abschliessen(request: HttpRequest, auftrag_id: UUID) -> HttpResponse:
    """Done, no longer wished, or open again."""
    auftrag = get_object_or_404(Folgeauftrag.objects.sichtbar_fuer(angemeldet(request)), pk=auftrag_id)
    status = request.POST.get("status", "")
    try:
        if status not in Folgestatus.values:
            raise Ablehnung("Diesen Stand gibt es nicht.")
        folgeauftrag_abschliessen(auftrag.pk, status=Folgestatus(status), durch=angemeldet(request))
        messages.success(request, f"{auftrag.get_art_display()}: {Folgestatus(status).label}.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("vermittlung:liste")


@nur_rollen(*BETEILIGTE)
@nacheinander
def uebergeben(request: HttpRequest, auftrag_id: UUID) -> HttpResponse:
    """Another owner or another day."""
    benutzer = angemeldet(request)
    auftrag = get_object_or_404(Folgeauftrag.objects.sichtbar_fuer(benutzer), pk=auftrag_id)
    anfang = {"an": auftrag.zustaendig_id, "faellig_am": auftrag.faellig_am}
    formular = Uebergabe(request.POST or None, initial=anfang)
    if request.method == "POST" and formular.is_valid():
        folgeauftrag_uebergeben(auftrag.pk, durch=benutzer, **formular.cleaned_data)
        messages.success(request, "Der Folgeauftrag ist übergeben.")
        return redirect("vermittlung:liste")
    vermerken(benutzer, seite="Folgeauftrag", familien=[auftrag.familie_id])
    assert auftrag.familie  # of a deleted case nothing is visible
    titel = f"{auftrag.get_art_display()}: {auftrag.familie.anrede}"
    kontext = {"form": formular, "titel": titel, "zurueck": reverse("vermittlung:liste")}
    return render(request, "formular.html", kontext, status=status(formular))
