"""Visitors and settings of the planning."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from familienbuero import kalender
from familienbuero.fassung import nacheinander, status
from familienbuero.kalender.models import Schliesstag
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import nur_rollen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.forms import (
    Abwesenheiten,
    Dienstzeiten,
    Kraftformular,
    Regelnformular,
    Schliesstage,
)
from willkommensbesuche.besuche.models import Besuchskraft
from willkommensbesuche.besuche.wochenplan import dienst_in_worten


@nur_rollen(*PLANENDE)
def kraefte(request: HttpRequest) -> HttpResponse:
    """Everybody who makes visits, with languages, districts and hours; new ones come from the accounts."""
    personen = (
        Benutzer.objects.mit_rolle(Rolle.BESUCHSDIENST)
        .select_related("besuchskraft")
        .prefetch_related("besuchskraft__stadtteile", "dienstzeiten")
    )
    zeilen = [
        (person, getattr(person, "besuchskraft", None), dienst_in_worten(person.dienstzeiten.all()))
        for person in personen
    ]
    return render(request, "willkommensbesuche/besuche/kraefte.html", {"zeilen": zeilen})


@nur_rollen(*PLANENDE)
@nacheinander
def kraft(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Languages, districts, weekly hours and absences of a visitor on one page."""
    person = get_object_or_404(Benutzer.objects.mit_rolle(Rolle.BESUCHSDIENST), pk=person_id)
    angaben = Besuchskraft.objects.filter(pk=person.pk).first() or Besuchskraft(
        benutzer=person, sprachen=["de"]
    )
    formular = Kraftformular(request.POST or None, instance=angaben)
    zeiten = Dienstzeiten(request.POST or None, instance=person, prefix="zeiten")
    abwesend = Abwesenheiten(request.POST or None, instance=person, prefix="abwesend")
    if request.method == "POST" and all(teil.is_valid() for teil in (formular, zeiten, abwesend)):
        with transaction.atomic():
            formular.save()
            zeiten.save()
            abwesend.save()
        messages.success(request, f"Die Angaben zu {person.name} sind gespeichert.")
        return redirect("besuche:kraefte")
    return render(
        request,
        "willkommensbesuche/besuche/kraft.html",
        {"person": person, "form": formular, "zeiten": zeiten, "abwesend": abwesend},
        status=status(formular, *zeiten, *abwesend),
    )


@nur_rollen(Rolle.VERWALTUNG, Rolle.LEITUNG)
@nacheinander
def einstellungen(request: HttpRequest) -> HttpResponse:
    """Target window, windows, attempts, and who is invited after a move."""
    formular = Regelnformular(request.POST or None, instance=regeln())
    if request.method == "POST" and formular.is_valid():
        formular.save()
        messages.success(
            request, "Die Regeln sind gespeichert. Sie gelten für neue Meldungen und die nächste Planung."
        )
        return redirect("besuche:regeln")
    kontext = {
        "form": formular,
        "titel": "Regeln für Besuche",
        "satz": "Zielfenster, Zeitfenster und wer nach einem Zuzug eingeladen wird.",
        "zurueck": reverse("seiten:heute"),
    }
    return render(request, "formular.html", kontext, status=status(formular))


@nur_rollen(*PLANENDE, Rolle.VERWALTUNG)
@nacheinander
def schliesstage(request: HttpRequest) -> HttpResponse:
    """Days on which the office does not visit, beside weekends and public holidays."""
    kommende = Schliesstag.objects.filter(bis__gte=kalender.heute())
    formular = Schliesstage(request.POST or None, queryset=kommende)
    if request.method == "POST" and formular.is_valid():
        formular.save()
        messages.success(request, "Die Schließtage sind gespeichert. Gebuchte Besuche bleiben stehen.")
        return redirect("besuche:schliesstage")
    vorlage = "willkommensbesuche/besuche/schliesstage.html"
    return render(request, vorlage, {"form": formular}, status=status(*formular))
