"""One visit: its facts and its history."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from familienbuero import kalender
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.dienste.zurueck import anzubieten
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Warum
from willkommensbesuche.besuche.models import Besuch


def sichtbarer_besuch(request: HttpRequest, besuch_id: UUID) -> Besuch:
    """The visit of an address, if its reader may see it; else 404."""
    return get_object_or_404(Besuch.objects.sichtbar_fuer(angemeldet(request)).mit_allem(), pk=besuch_id)


@nur_rollen(*PLANENDE, Rolle.BESUCHSDIENST)
def besuch(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Facts and history of a visit, with what can be done now."""
    gezeigt = sichtbarer_besuch(request, besuch_id)
    benutzer = angemeldet(request)
    vermerken(benutzer, seite="Besuch", familien=filter(None, [gezeigt.familie_id]))
    von, bis = gezeigt.zielfenster(regeln())
    return render(
        request,
        "willkommensbesuche/besuche/besuch.html",
        {
            "besuch": gezeigt,
            "verlauf": [
                (zeile, BesuchStatus(zeile.nach), dict(Warum.choices).get(zeile.warum, ""))
                for zeile in gezeigt.verlauf.select_related("wer", "besuchskraft").order_by("-wann")
            ],
            "zielfenster": (von, bis),
            "darf_planen": benutzer.hat_rolle(*PLANENDE),
            "schritt": anzubieten(gezeigt, benutzer),
            "darf_entscheiden": benutzer.hat_rolle(Rolle.LEITUNG),
            "anstehend": gezeigt.status in ANSTEHEND,
            "kommt_noch": gezeigt.termin is not None and gezeigt.termin.beginn > kalender.jetzt(),
            "hat_tag_erreicht": gezeigt.tag is not None and gezeigt.tag <= kalender.heute(),
            "notizen": gezeigt.familie.anrufnotizen.select_related("wer") if gezeigt.familie else (),
        },
    )
