"""Places and formats, which offers are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from familienbuero.fassung import nacheinander, status
from familienbuero.konten.zugang import nur_rollen
from familienbuero.stammdaten.regeln import sortierschluessel
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.forms import Formatformular, Ortsformular
from netzwerk.angebote.models import Format, Ort


@nur_rollen(*PFLEGENDE)
def orte(request: HttpRequest) -> HttpResponse:
    """All places by name."""
    alle = Ort.objects.select_related("stadtteil")
    return render(request, "netzwerk/angebote/pflege/orte.html", {"orte": alle})


@nur_rollen(*PFLEGENDE)
def formate(request: HttpRequest) -> HttpResponse:
    """All formats, and under which words families look for them."""
    return render(request, "netzwerk/angebote/pflege/formate.html", {"formate": Format.objects.all()})


def _schreiben(
    request: HttpRequest, formular: ModelForm[Any], zurueck: str, danach: Callable[[], object]
) -> HttpResponse:
    if request.method == "POST" and formular.is_valid():
        zeile = formular.save(commit=False)
        zeile.sortierschluessel = sortierschluessel(zeile.name)[:80]
        zeile.save()
        danach()
        messages.success(request, f"„{zeile}“ ist gespeichert.")
        return redirect(zurueck)
    titel = (
        str(formular.instance)
        if not formular.instance._state.adding
        else formular._meta.model._meta.verbose_name
    )
    kontext = {"form": formular, "titel": titel, "zurueck": reverse(zurueck)}
    return render(request, "formular.html", kontext, status=status(formular))  # type: ignore[arg-type]


@nur_rollen(*PFLEGENDE)
@nacheinander
def ort(request: HttpRequest, ort_id: UUID | None = None) -> HttpResponse:
    """Change a place, or enter a new one."""
    zeile = get_object_or_404(Ort, pk=ort_id) if ort_id else Ort()
    formular = Ortsformular(request.POST or None, instance=zeile)
    return _schreiben(request, formular, "angebotspflege:orte", dienste.suche_erneuern)


@nur_rollen(*PFLEGENDE)
@nacheinander
def format_(request: HttpRequest, format_id: UUID | None = None) -> HttpResponse:
    """Change a format, or enter a new one; the search knows its words at once."""
    zeile = get_object_or_404(Format, pk=format_id) if format_id else Format()
    formular = Formatformular(request.POST or None, instance=zeile)
    return _schreiben(request, formular, "angebotspflege:formate", dienste.suche_erneuern)
