"""Background work, for the role `verwaltung`: what waits, what has failed, and "Noch einmal"."""

import logging
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.seiten.auskunft import auftragsarten, betrieb

log = logging.getLogger(__name__)


@nur_rollen(Rolle.VERWALTUNG)
def auftraege(request: HttpRequest) -> HttpResponse:
    """All queues, what is parked, and the work by the clock; asks for itself while something runs."""
    vorlage = "_auftraege.html" if request.htmx else "auftraege.html"  # type: ignore[attr-defined]
    return render(request, f"seiten/{vorlage}", {"betrieb": betrieb()})


@nur_rollen(Rolle.VERWALTUNG)
@require_POST
def noch_einmal(request: HttpRequest, art: str, pk: UUID) -> HttpResponse:
    """Open a parked row again, with all its tries."""
    if art not in auftragsarten():
        raise Http404
    gewaehlt, durch = auftragsarten()[art], angemeldet(request)
    zeile = get_object_or_404(gewaehlt.geparkt(), pk=pk)
    try:
        with transaction.atomic():
            gewaehlt.noch_einmal(zeile.pk, durch)
        log.info("%s %s noch einmal versucht durch %s", art, zeile.pk, durch.pk)
        messages.success(request, "Wird noch einmal versucht.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("seiten:auftraege")
