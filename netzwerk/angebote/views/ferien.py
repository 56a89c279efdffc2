"""Holiday care: who cares for school children, in which week and district, and where there is a gap."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familienbuero import kalender
from familienbuero.kalender.models import Schulferien
from familienbuero.zwischenspeicher import fuer_alle_gleich
from netzwerk.angebote.auskunft import ferienplan

# Holidays to choose from.
KOMMENDE = 6


@require_safe
@fuer_alle_gleich
def ferien(request: HttpRequest) -> HttpResponse:
    """The plan of the chosen holidays, of the next ones without a choice."""
    kommende = list(Schulferien.objects.filter(bis__gte=kalender.heute())[:KOMMENDE])
    gewaehlt = next((eine for eine in kommende if eine.pk == _kennung(request)), None)
    gewaehlt = gewaehlt or (kommende[0] if kommende else None)
    plan = ferienplan(gewaehlt) if gewaehlt else None
    return render(request, "netzwerk/angebote/ferien.html", {"kommende": kommende, "plan": plan})


def _kennung(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("ferien", ""))
    except ValueError:
        return None
