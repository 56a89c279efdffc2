"""What the pages of all checked files do alike: upload, decide for one, decide against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from familienbuero.einlesen.forms import Dateiformular
from familienbuero.einlesen.models import Uebernahme
from familienbuero.fehler import Ablehnung
from familienbuero.konten.zugang import angemeldet


@dataclass(frozen=True, kw_only=True)
class Dateiart:
    """A kind of checked files: its (feminine) word, and the names of the addresses of one and of all."""

    wort: str
    eine: str
    alle: str


def hochladen(
    request: HttpRequest,
    art: Dateiart,
    formular: type[Dateiformular],
    pruefen: Callable[..., Uebernahme],
    *,
    vorlage: str,
    **worte: str,
) -> HttpResponse:
    """Take a file in and check it; what is wrong with the whole file stands at the field."""
    eingabe = (request.POST, request.FILES) if request.method == "POST" else ()
    form = formular(*eingabe, groesse=int(request.META.get("CONTENT_LENGTH") or 0))
    if form.is_valid():
        angaben = dict(form.cleaned_data)
        datei = angaben.pop("datei")
        try:
            neue = pruefen(inhalt=datei.read(), dateiname=datei.name, wer=angemeldet(request), **angaben)
        except Ablehnung as ablehnung:
            form.add_error("datei", ablehnung.satz)
        else:
            return redirect(art.eine, neue.pk)
    return render(request, vorlage, {"form": form, "zurueck": reverse(art.alle), **worte})


def uebernehmen(
    request: HttpRequest, art: Dateiart, gewaehlte: Uebernahme, lassen: Callable[..., object], aufgabe: Any
) -> HttpResponse:
    """Decide for a checked file; the Celery task `aufgabe` takes it over."""
    try:
        lassen(gewaehlte.pk, wer=angemeldet(request))
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    else:
        # A bell that is not heard is rung again by the sweep.
        transaction.on_commit(lambda: aufgabe.delay(str(gewaehlte.pk)), robust=True)
    return redirect(art.eine, gewaehlte.pk)


def verwerfen(
    request: HttpRequest, art: Dateiart, gewaehlte: Uebernahme, tun: Callable[..., object]
) -> HttpResponse:
    """Ask, then decide against a checked file."""
    if request.method == "POST":
        try:
            tun(gewaehlte.pk, wer=angemeldet(request))
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect(art.alle)
    kontext = {
        "frage": f"Diese {art.wort} verwerfen?",
        "fakten": (("Datei", gewaehlte.eingang.dateiname), ("Zeilen", gewaehlte.gelesen)),
        "folgen": (f"Aus der {art.wort} wird nichts gespeichert.", "Die Datei wird sofort vernichtet."),
        "ja": f"{art.wort} verwerfen",
        "zurueck": reverse(art.eine, args=[gewaehlte.pk]),
    }
    return render(request, "bestaetigen.html", kontext)
