"""What the office can do with a visit: each verb asks before it acts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from familienbuero.fehler import Ablehnung, Ueberholt
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.forms import Absage
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.besuche.views.besuch import sichtbarer_besuch


def _verb(
    frage: str,
    ja: str,
    folgen: tuple[str, ...],
    tun: Callable[[UUID, Any], object],
    fertig: str,
    *,
    notiz: bool = False,
) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A page that asks before it acts: facts, consequences, yes or no.

    The answer brings along which appointment the page has shown; if it is another by now, the page asks anew.
    """

    @nur_rollen(*PLANENDE)
    def view(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
        gewaehlt = sichtbarer_besuch(request, besuch_id)
        formular = Absage(request.POST if request.method == "POST" else None) if notiz else None
        status = 200
        if request.method == "POST" and (formular is None or formular.is_valid()):
            try:
                with transaction.atomic():
                    dienste.termin_vergleichen(besuch_id, gesehen=request.POST.get("termin", ""))
                    tun(besuch_id, angemeldet(request))
                    notiz_text = formular.cleaned_data["notiz"] if formular else ""
                    dienste.anruf_notieren(
                        familie=gewaehlt.familie, text=notiz_text, durch=angemeldet(request)
                    )
            except Ueberholt as ueberholt:
                messages.error(request, ueberholt.satz)
                gewaehlt, status = sichtbarer_besuch(request, besuch_id), 409
            except Ablehnung as ablehnung:
                messages.error(request, ablehnung.satz)
                return redirect("besuche:besuch", besuch_id)
            else:
                messages.success(request, fertig)
                return redirect("besuche:besuch", besuch_id)
        vermerken(angemeldet(request), seite=frage, familien=filter(None, [gewaehlt.familie_id]))
        fakten = [
            ("Familie", gewaehlt.familie.name if gewaehlt.familie else ""),
            ("Termin", _termin_in_worten(gewaehlt)),
            ("Besuchskraft", gewaehlt.besuchskraft.name if gewaehlt.besuchskraft else ""),
        ]
        return render(
            request,
            "bestaetigen.html",
            {
                "frage": frage, "ja": ja, "folgen": folgen, "fakten": fakten, "formular": formular,
                "mit": {"termin": gewaehlt.termin_id or ""},
                "zurueck": reverse("besuche:besuch", args=[besuch_id]),
            },
            status=status,
        )  # fmt: skip

    return view


def _termin_in_worten(gewaehlt: Besuch) -> str:
    if gewaehlt.termin is None:
        return ""
    return date_format(localtime(gewaehlt.termin.beginn), "l, j. F Y, G:i") + " Uhr"


absagen = _verb(
    "Besuch absagen?",
    "Ja, die Familie möchte keinen Besuch",
    (
        "Das Zeitfenster wird wieder frei.",
        "Die Familie bekommt keinen weiteren Brief.",
        "Das lässt sich wieder aufnehmen.",
    ),
    lambda besuch_id, durch: dienste.besuch_absagen(besuch_id, durch=durch),
    "Der Besuch ist abgesagt.",
    notiz=True,
)
bestaetigen = _verb(
    "Termin bestätigen?",
    "Ja, die Familie hat zugesagt",
    ("Der Besuch findet zur vereinbarten Zeit statt.",),
    lambda besuch_id, durch: dienste.besuch_bestaetigen(besuch_id, durch=durch),
    "Der Termin ist bestätigt.",
    notiz=True,
)
ausfallen = _verb(
    "Muss der Besuch ausfallen?",
    "Ja, wir können nicht kommen",
    (
        "Das zählt nicht als Absage der Familie.",
        "Ein neuer Termin ist nötig, bitte rufen Sie die Familie an.",
    ),
    lambda besuch_id, durch: dienste.besuch_ausfallen_lassen(besuch_id, durch=durch),
    "Der Besuch fällt aus. Bitte vereinbaren Sie einen neuen Termin.",
    notiz=True,
)
herausnehmen = _verb(
    "Besuch aus der Planung nehmen?",
    "Ja, herausnehmen",
    ("Das Zeitfenster wird frei.", "Die Familie wartet danach wieder auf einen Termin."),
    lambda besuch_id, durch: dienste.besuch_herausnehmen(besuch_id, durch=durch),
    "Der Besuch ist aus der Planung genommen.",
)
wieder_aufnehmen = _verb(
    "Besuch wieder aufnehmen?",
    "Ja, wieder aufnehmen",
    ("Die Familie wartet danach auf einen Termin.",),
    lambda besuch_id, durch: dienste.besuch_wieder_aufnehmen(besuch_id, durch=durch),
    "Die Familie wartet wieder auf einen Termin.",
)
festlegen = _verb(
    "Termin festlegen?",
    "Ja, festlegen",
    ("Planung, Tausch und Verschieben ohne Absprache lassen diesen Termin stehen.",),
    lambda besuch_id, durch: dienste.besuch_festlegen(besuch_id, festgelegt=True, durch=durch),
    "Der Termin ist festgelegt.",
)
loesen = _verb(
    "Festgelegten Termin lösen?",
    "Ja, lösen",
    ("Der Termin darf danach wieder verschoben und getauscht werden.",),
    lambda besuch_id, durch: dienste.besuch_festlegen(besuch_id, festgelegt=False, durch=durch),
    "Der Termin ist nicht mehr festgelegt.",
)


@nur_rollen(Rolle.LEITUNG)
def entscheiden(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """The head decides on a family with a blocking mark, or with an authority as guardian."""
    gewaehlt = sichtbarer_besuch(request, besuch_id)
    if request.method == "POST":
        besuchen = request.POST.get("besuchen") == "ja"
        try:
            dienste.ueber_besuch_entscheiden(besuch_id, besuchen=besuchen, durch=angemeldet(request))
            messages.success(request, "Die Entscheidung ist eingetragen.")
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("besuche:besuch", besuch_id)
    vermerken(angemeldet(request), seite="Entscheidung", familien=filter(None, [gewaehlt.familie_id]))
    return render(request, "willkommensbesuche/besuche/entscheiden.html", {"besuch": gewaehlt})


@nur_rollen(*PLANENDE, Rolle.BESUCHSDIENST)
@require_POST
def zuruecknehmen(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Take the last step back, without a question: it can be done again. Visitors: a log of their own."""
    gewaehlt = sichtbarer_besuch(request, besuch_id)
    try:
        dienste.schritt_zuruecknehmen(gewaehlt.pk, durch=angemeldet(request))
        messages.success(request, "Der letzte Schritt ist zurückgenommen.")
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("besuche:besuch", besuch_id)
