"""Families: the list, and the page on which every room has its section."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero.blaettern import blaettern
from familienbuero.datenschutz import dienste as datenschutz
from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.datenschutz.forms import Halteformular
from familienbuero.datenschutz.models import Loeschhalt, Loeschung
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import raeume
from familienbuero.stammdaten.dienste import kommune, kontakt_aendern, orte_festhalten
from familienbuero.stammdaten.forms import (
    Kontaktformular,
    Stadtteilorte,
    Standortformular,
    ort_in_worten,
)
from familienbuero.stammdaten.models import Familie, Stadtteil, Standort, darf_hinaus
from familienbuero.zwischenspeicher import veralten


@nur_rollen(*PLANENDE)
def familien(request: HttpRequest) -> HttpResponse:
    """All families that one may see, in the order of a phone book."""
    benutzer = angemeldet(request)
    sichtbar = Familie.objects.sichtbar_fuer(benutzer).select_related("stadtteil").prefetch_related("kinder")
    blatt = blaettern(sichtbar, nach=["sortierschluessel"], anfrage=request.GET)
    vermerken(benutzer, seite="Familien", familien=[familie.pk for familie in blatt.zeilen])
    return render(request, "stammdaten/familien.html", {"blatt": blatt})


@nur_rollen(Rolle.LEITUNG, Rolle.KOORDINATION, Rolle.BESUCHSDIENST)
def familie(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """One family: who belongs to it, how to reach it, and what the rooms have to say."""
    benutzer = angemeldet(request)
    gezeigt = get_object_or_404(
        Familie.objects.sichtbar_fuer(benutzer).select_related("stadtteil"), pk=familie_id
    )
    vermerken(benutzer, seite="Familie", familien=[gezeigt.pk])
    abschnitte = [raum.familienabschnitt(benutzer, gezeigt.pk) for raum in raeume() if raum.familienabschnitt]
    return render(
        request,
        "stammdaten/familie.html",
        {
            "familie": gezeigt,
            "hindernis": darf_hinaus(gezeigt),
            "abschnitte": [abschnitt for abschnitt in abschnitte if abschnitt],
            "darf_aendern": benutzer.hat_rolle(*PLANENDE),
            "loeschung": Loeschung.objects.vorgemerkt().filter(familie=familie_id).first(),
            "halt": Loeschhalt.objects.filter(familie=familie_id).first(),
        },
    )


@nur_rollen(*PLANENDE)
@nacheinander
def kontakt(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Phone, e-mail and language, as the family has told them."""
    benutzer = angemeldet(request)
    gezeigt = get_object_or_404(Familie.objects.sichtbar_fuer(benutzer), pk=familie_id)
    formular = Kontaktformular(request.POST or None, instance=gezeigt)
    if request.method == "POST" and formular.is_valid():
        kontakt_aendern(gezeigt)
        return redirect("stammdaten:familie", familie_id)
    vermerken(benutzer, seite="Kontakt", familien=[gezeigt.pk])
    kontext = {
        "form": formular,
        "titel": gezeigt.anrede,
        "satz": "Nur was die Familie selbst genannt hat.",
        "zurueck": request.path.removesuffix("kontakt/"),
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(*PLANENDE)
@nacheinander
def aufbewahren(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Let the deletion of a family's data wait, for a reason and until a day."""
    benutzer = angemeldet(request)
    gezeigt = get_object_or_404(Familie.objects.sichtbar_fuer(benutzer), pk=familie_id)
    vermerken(benutzer, seite="Aufbewahren", familien=[gezeigt.pk])
    halt = Loeschhalt.objects.filter(familie=familie_id).values("grund", "bis").first()
    form = Halteformular(request.POST or None, initial=halt)
    if form.is_valid():
        grund, bis = Haltegrund(form.cleaned_data["grund"]), form.cleaned_data["bis"]
        try:
            datenschutz.loeschen_anhalten(familie=familie_id, grund=grund, bis=bis, durch=benutzer)
        except Ablehnung as ablehnung:
            form.add_error("bis", ablehnung.satz)
        else:
            messages.success(request, f"Die Daten bleiben bis zum {bis:%d.%m.%Y} erhalten.")
            return redirect("stammdaten:familie", familie_id)
    kontext = {
        "form": form,
        "titel": f"{gezeigt.anrede}: noch nicht löschen",
        "satz": "Die Daten bleiben bis zu diesem Tag, auch wenn eine Frist vorher abläuft.",
        "speichern": "Aufbewahren",
        "zurueck": reverse("stammdaten:familie", args=[familie_id]),
    }
    return render(request, "formular.html", kontext, status=status(form))


@nur_rollen(*PLANENDE)
@require_POST
def freigeben(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Let the periods hold again for this family."""
    gezeigt = get_object_or_404(Familie.objects.sichtbar_fuer(angemeldet(request)), pk=familie_id)
    datenschutz.loeschen_fortsetzen(familie=gezeigt.pk)
    messages.success(request, "Für diese Familie gelten wieder die Löschfristen.")
    return redirect("stammdaten:familie", familie_id)


@nur_rollen(Rolle.VERWALTUNG, Rolle.LEITUNG)
@nacheinander
def stadtteile(request: HttpRequest) -> HttpResponse:
    """Where the districts lie, so that the planning makes short ways."""
    alle, buero = list(Stadtteil.objects.all()), kommune()
    formular = Stadtteilorte(request.POST or None, stadtteile=alle, initial={"buero": ort_in_worten(buero)})
    if request.method == "POST" and formular.is_valid():
        orte = formular.cleaned_data
        orte_festhalten(buero=orte["buero"], stadtteile={eins.pk: orte[str(eins.pk)] for eins in alle})
        messages.success(request, "Die Orte sind gespeichert.")
        return redirect("stammdaten:stadtteile")
    kontext = {
        "form": formular,
        "titel": "Stadtteile",
        "satz": "Ungefähr die Mitte genügt; danach werden die Wege eines Tages kurz gehalten.",
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(Rolle.VERWALTUNG, Rolle.LEITUNG)
def standorte(request: HttpRequest) -> HttpResponse:
    """Where families find the office, in the order of the start page."""
    return render(request, "stammdaten/standorte.html", {"standorte": Standort.objects.all()})


@nur_rollen(Rolle.VERWALTUNG, Rolle.LEITUNG)
@nacheinander
def standort(request: HttpRequest, standort_id: UUID | None = None) -> HttpResponse:
    """Add a place, or change one."""
    vorhandener = get_object_or_404(Standort, pk=standort_id) if standort_id else None
    formular = Standortformular(request.POST or None, instance=vorhandener)
    if request.method == "POST" and formular.is_valid():
        gespeichert = formular.save()
        veralten()
        messages.success(request, f"„{gespeichert.name}“ ist gespeichert und steht auf der Startseite.")
        return redirect("stammdaten:standorte")
    kontext = {
        "form": formular,
        "titel": vorhandener.name if vorhandener else "Standort anlegen",
        "satz": "Was hier steht, finden Familien auf der Startseite unter „So erreichen Sie uns“.",
        "zurueck": reverse("stammdaten:standorte"),
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(Rolle.VERWALTUNG, Rolle.LEITUNG)
def standort_loeschen(request: HttpRequest, standort_id: UUID) -> HttpResponse:
    """Take a place off the start page, after a question."""
    gezeigt = get_object_or_404(Standort, pk=standort_id)
    if request.method == "POST":
        gezeigt.delete()
        veralten()
        messages.success(request, f"„{gezeigt.name}“ ist gelöscht.")
        return redirect("stammdaten:standorte")
    kontext = {
        "frage": f"„{gezeigt.name}“ löschen?",
        "folgen": ("Familien sehen diesen Standort nicht mehr.",),
        "ja": "Ja, löschen",
        "zurueck": reverse("stammdaten:standorte"),
    }
    return render(request, "bestaetigen.html", kontext)
