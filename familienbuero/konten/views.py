"""Accounts of the staff, for the role `verwaltung`."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero.blaettern import Blatt, blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten import dienste
from familienbuero.konten.abfragen import gefunden, sortierbar
from familienbuero.konten.enums import Rolle
from familienbuero.konten.forms import KontoForm, KontosucheForm, NeuesKontoForm, Zugriffsfilter
from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.konten.zugang import angemeldet, nur_rollen

log = logging.getLogger(__name__)


@nur_rollen(Rolle.VERWALTUNG)
def liste(request: HttpRequest) -> HttpResponse:
    """All accounts by name; a word looked for comes by POST and shows the first fifty that hold it."""
    konten = sortierbar(Benutzer.objects.all())
    form = KontosucheForm(request.POST or None)
    if gesucht := form.is_valid():
        treffer = list(gefunden(konten, form.cleaned_data["wort"])[:50])
        blatt = Blatt(treffer, None, None, 50)
    else:
        blatt = blaettern(konten, nach=["schluessel"], anfrage=request.GET)
    return render(request, "konten/konto_liste.html", {"form": form, "blatt": blatt, "gesucht": gesucht})


@nur_rollen(Rolle.VERWALTUNG)
def anlegen(request: HttpRequest) -> HttpResponse:
    """A new account; its owner gets a link by mail, nobody else sees a secret."""
    form = NeuesKontoForm(request.POST or None)
    if form.is_valid():
        try:
            konto = dienste.konto_anlegen(**form.cleaned_data, durch=angemeldet(request))
        except Ablehnung as ablehnung:
            form.add_error("email", ablehnung.satz)
        else:
            _einladen(request, konto)
            return redirect("konten:liste")
    kontext = {
        "form": form,
        "titel": "Neues Konto",
        "speichern": "Konto anlegen",
        "zurueck": reverse("konten:liste"),
    }
    return render(request, "konten/konto_formular.html", kontext)


@nur_rollen(Rolle.VERWALTUNG)
@nacheinander
def aendern(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name and roles of an account, and what else can be done with it."""
    konto = get_object_or_404(Benutzer, pk=pk)
    form = KontoForm(request.POST or None, instance=konto)
    if form.is_valid():
        try:
            dienste.konto_aendern(konto=konto, **form.cleaned_data, durch=angemeldet(request))
        except Ablehnung as ablehnung:
            form.add_error("rollen", ablehnung.satz)
        else:
            messages.success(request, f"Das Konto von {konto.name} ist gespeichert.")
            return redirect("konten:liste")
    kontext = {
        "form": form,
        "konto": konto,
        "titel": konto.name,
        "satz": konto.email,
        "zurueck": reverse("konten:liste"),
    }
    return render(request, "konten/konto_formular.html", kontext, status=status(form))


@nur_rollen(Rolle.VERWALTUNG)
def sperren(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then close the account."""
    konto = get_object_or_404(Benutzer, pk=pk, is_active=True)
    zurueck = reverse("konten:aendern", args=[pk])
    if request.method == "POST":
        try:
            dienste.konto_sperren(konto=konto, durch=angemeldet(request))
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
            return redirect(zurueck)
        messages.success(request, f"Das Konto von {konto.name} ist gesperrt.")
        return redirect("konten:liste")
    kontext = {
        "frage": f"Konto von {konto.name} sperren?",
        "fakten": (("E-Mail-Adresse", konto.email), ("Rollen", konto.rollen_text)),
        "folgen": (
            "Die Person wird sofort überall abgemeldet.",
            "Was sie geschrieben und geplant hat, bleibt erhalten.",
            "Sie können die Sperre aufheben; dann setzt die Person ein neues Passwort.",
        ),
        "ja": "Ja, Konto sperren",
        "zurueck": zurueck,
    }
    return render(request, "bestaetigen.html", kontext)


@nur_rollen(Rolle.VERWALTUNG)
@require_POST
def entsperren(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the account again and mail a new link."""
    konto = get_object_or_404(Benutzer, pk=pk, is_active=False)
    _einladen(request, dienste.konto_entsperren(konto=konto, durch=angemeldet(request)))
    return redirect("konten:aendern", pk)


@nur_rollen(Rolle.VERWALTUNG)
@require_POST
def einladen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mail the link to set a password once more."""
    _einladen(request, get_object_or_404(Benutzer, pk=pk, is_active=True))
    return redirect("konten:aendern", pk)


def _einladen(request: HttpRequest, konto: Benutzer) -> None:
    """Send the link and say so; a mail server that does not answer leaves the account as it is."""
    try:
        dienste.einladung_schicken(konto=konto)
    except OSError:  # smtplib's errors as well
        log.exception("Einladung für Konto %s nicht verschickt", konto.pk)
        satz = (
            "Das Konto besteht, aber die E-Mail ging nicht hinaus. Schicken Sie den Link später noch einmal."
        )
        messages.warning(request, satz)
    else:
        messages.success(request, f"{konto.name} bekommt eine E-Mail mit dem Link zum Passwort.")


@nur_rollen(Rolle.DATENSCHUTZ)
def lesezugriffe(request: HttpRequest) -> HttpResponse:
    """Read log: who opened whose record, the newest first. Families stand as ids only, without content."""
    zugriffe = Lesezugriff.objects.select_related("wer")
    formular = Zugriffsfilter(request.GET or None)
    if formular.is_valid():
        zugriffe = zugriffe.filter(**{name: wert for name, wert in formular.cleaned_data.items() if wert})
    blatt = blaettern(zugriffe, nach=["-wann"], anfrage=request.GET)
    return render(request, "konten/lesezugriffe.html", {"blatt": blatt, "form": formular})
