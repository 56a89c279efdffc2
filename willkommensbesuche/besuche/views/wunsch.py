"""A family wishes a visit on the public site; the office takes it over, or not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.oeffentlich import eingang_zaehlen
from familienbuero.stammdaten.dienste import kommune
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.forms import Familienformular, Wunschformular
from willkommensbesuche.besuche.models import Besuchswunsch

# What a wish brings along into the form of the office.
UEBERNOMMEN = (
    "anlass", "vorname", "familienname", "strasse", "hausnummer", "plz", "ort", "telefon", "email", "sprache",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wuenschen(request: HttpRequest) -> HttpResponse:
    """Wish a visit. The answer is the same whoever asks: nothing is looked up."""
    form, status = Wunschformular(request.POST or None, initial={"ort": kommune().ort}), 200
    if request.method == "POST" and form.is_valid():
        try:
            eingang_zaehlen(request, "besuchswunsch")
            dienste.besuch_wuenschen(**form.cleaned_data)
        except Ablehnung as ablehnung:
            form.add_error(None, ablehnung.satz)
            status = 429
        else:
            return redirect("besuchswunsch:danke")
    return render(request, "willkommensbesuche/besuche/wuenschen.html", {"form": form}, status=status)


@require_safe
def danke(request: HttpRequest) -> HttpResponse:
    """It has come in; nothing of what was written stands here."""
    return render(request, "willkommensbesuche/besuche/wunsch_danke.html")


@nur_rollen(*PLANENDE)
@never_cache
def liste(request: HttpRequest) -> HttpResponse:
    """Wishes that wait for the office, the oldest first."""
    wuensche = Besuchswunsch.objects.sichtbar_fuer(angemeldet(request))[:100]
    return render(request, "willkommensbesuche/besuche/wuensche.html", {"wuensche": wuensche})


@nur_rollen(*PLANENDE)
@never_cache
def uebernehmen(request: HttpRequest, wunsch_id: UUID) -> HttpResponse:
    """Look at a wish, put right what is wrong, and enter the family."""
    benutzer = angemeldet(request)
    wunsch = get_object_or_404(Besuchswunsch.objects.sichtbar_fuer(benutzer), pk=wunsch_id)
    anfang = {name: getattr(wunsch, name) for name in UEBERNOMMEN}
    if not wunsch.schwanger:
        anfang["kind_geburtsdatum"] = wunsch.tag
    formular = Familienformular(request.POST or None, initial=anfang)
    if request.method == "POST" and formular.is_valid():
        try:
            besuch = dienste.familie_eintragen(durch=benutzer, wunsch=wunsch.pk, **formular.cleaned_data)
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            messages.success(request, "Die Familie ist eingetragen. Bitte wählen Sie jetzt einen Termin.")
            return redirect("besuche:termin", besuch.pk)
    termin = f" Errechneter Termin: {wunsch.tag:%d.%m.%Y}." if wunsch.tag and wunsch.schwanger else ""
    kontext = {
        "form": formular,
        "titel": "Wunsch übernehmen",
        "satz": f"Bitte prüfen Sie, ob die Familie schon eingetragen ist.{termin}",
        "speichern": "Eintragen und Termin wählen",
        "zurueck": reverse("besuche:wuensche"),
    }
    return render(request, "formular.html", kontext)


@nur_rollen(*PLANENDE)
def verwerfen(request: HttpRequest, wunsch_id: UUID) -> HttpResponse:
    """The family is known already, or it was a mistake; after a question."""
    wunsch = get_object_or_404(Besuchswunsch.objects.sichtbar_fuer(angemeldet(request)), pk=wunsch_id)
    if request.method == "POST":
        dienste.wunsch_loeschen(wunsch.pk)
        messages.success(request, "Der Wunsch ist gelöscht.")
        return redirect("besuche:wuensche")
    kontext = {
        "frage": f"Den Wunsch von {wunsch.vorname} {wunsch.familienname} löschen?",
        "folgen": ("Die Angaben werden vernichtet.", "Eine Familie, die schon eingetragen ist, bleibt es."),
        "ja": "Ja, löschen",
        "zurueck": reverse("besuche:wuensche"),
    }
    return render(request, "bestaetigen.html", kontext)
