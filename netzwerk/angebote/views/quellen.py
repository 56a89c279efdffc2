"""Calendars of partners: which ones are fetched, how that went, and from which computers they may come."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from familienbuero.fassung import nacheinander, status
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import angemeldet, nur_rollen
from netzwerk.angebote import dienste, tasks
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.forms import Quellenformular, Rechnerformular
from netzwerk.angebote.forms.kalenderquellen import rechnerzeilen
from netzwerk.angebote.models import Kalenderquelle

# Who decides whom our server may ask.
ERLAUBENDE = (Rolle.LEITUNG, Rolle.VERWALTUNG)


@nur_rollen(*PFLEGENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All calendars, with what came of the last try."""
    kontext = {
        "quellen": Kalenderquelle.objects.select_related("organisation", "ort"),
        "darf_erlauben": angemeldet(request).hat_rolle(*ERLAUBENDE),
    }
    return render(request, "netzwerk/angebote/pflege/quellen.html", kontext)


@nur_rollen(*PFLEGENDE)
@nacheinander
def schreiben(request: HttpRequest, quelle_id: UUID | None = None) -> HttpResponse:
    """Enter a calendar, or change one; it is fetched at once."""
    zeile = get_object_or_404(Kalenderquelle, pk=quelle_id) if quelle_id else Kalenderquelle()
    formular = Quellenformular(request.POST or None, instance=zeile)
    if request.method == "POST" and formular.is_valid():
        formular.save()
        _klingeln(zeile.pk)
        messages.success(request, "Der Kalender ist gespeichert und wird gleich geholt.")
        return redirect("angebotspflege:quellen")
    kontext = {
        "form": formular,
        "titel": "Kalender ändern" if quelle_id else "Neuer Kalender",
        "satz": "Termine aus dem Kalender eines Partners werden Entwürfe, und folgen ihm danach von selbst.",
        "zurueck": reverse("angebotspflege:quellen"),
    }
    return render(request, "formular.html", kontext, status=status(formular))


def _klingeln(quelle_id: UUID) -> None:
    """Let a worker fetch the calendar; a bell that is not heard is made up for soon."""
    dienste.kalender_vormerken(quelle_id)
    transaction.on_commit(lambda: tasks.kalender_holen.delay(str(quelle_id)), robust=True)


@nur_rollen(*PFLEGENDE)
@require_POST
def holen(request: HttpRequest, quelle_id: UUID) -> HttpResponse:
    """Fetch a calendar now."""
    _klingeln(get_object_or_404(Kalenderquelle, pk=quelle_id).pk)
    messages.success(request, "Der Kalender wird geholt. Laden Sie die Seite in einer Minute neu.")
    return redirect("angebotspflege:quellen")


@nur_rollen(*ERLAUBENDE)
@nacheinander
def rechner(request: HttpRequest) -> HttpResponse:
    """From which computers calendars may be fetched."""
    formular = Rechnerformular(request.POST or None, initial=rechnerzeilen())
    if request.method == "POST" and formular.is_valid():
        dienste.rechner_erlauben(formular.cleaned_data["rechner"])
        messages.success(request, "Die erlaubten Rechner sind gespeichert.")
        return redirect("angebotspflege:rechner")
    kontext = {
        "form": formular,
        "titel": "Erlaubte Rechner",
        "satz": "Unser Server fragt nur Rechner, die hier stehen, und keinen in unserem eigenen Netz.",
    }
    return render(request, "formular.html", kontext, status=status(formular))
