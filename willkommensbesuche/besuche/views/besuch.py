"""One visit: its facts, its history, and the verbs of the office."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.raum import Fenster
from familienbuero.seiten.woche import Frei
from familienbuero.termine.auskunft import freie_fenster
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Warum
from willkommensbesuche.besuche.forms import Absage, Tauschwahl, Terminwahl, fenster_schreiben
from willkommensbesuche.besuche.models import Anrufnotiz, Besuch, Besuchskraft
from willkommensbesuche.besuche.views.woche import kraefte_fuer
from willkommensbesuche.besuche.wochenplan import montag_lesen, woche_schreiben, wochenplan

# How far the choice of windows looks ahead, beyond the target window of the family.
AUSBLICK = timedelta(days=42)


def _besuch(request: HttpRequest, besuch_id: UUID) -> Besuch:
    return get_object_or_404(Besuch.objects.sichtbar_fuer(angemeldet(request)).mit_allem(), pk=besuch_id)


@nur_rollen(*PLANENDE, Rolle.BESUCHSDIENST)
def besuch(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Facts and history of a visit, with what can be done now."""
    gezeigt = _besuch(request, besuch_id)
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
            "darf_entscheiden": benutzer.hat_rolle(Rolle.LEITUNG),
            "anstehend": gezeigt.status in ANSTEHEND,
            "hat_tag_erreicht": gezeigt.tag is not None and gezeigt.tag <= kalender.heute(),
            "notizen": gezeigt.familie.anrufnotizen.select_related("wer") if gezeigt.familie else (),
        },
    )


@nur_rollen(*PLANENDE)
def termin(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Book or move: choose a free window from the list, or press one in the week."""
    gewaehlt = _besuch(request, besuch_id)
    benutzer = angemeldet(request)
    if gewaehlt.familie is None:
        raise Http404
    heute = kalender.heute()
    _, bis = gewaehlt.zielfenster(regeln())
    kraefte = kraefte_fuer(benutzer)
    frei = freie_fenster(
        [kraft.pk for kraft in kraefte], von=heute, bis=max(bis, heute + AUSBLICK), raster=regeln().raster
    )
    jetzt = kalender.jetzt()
    frei = [fenster for fenster in frei if fenster.beginn > jetzt]
    namen = {kraft.pk: kraft.benutzer.name for kraft in kraefte}
    formular = Terminwahl(request.POST or None, frei=frei, namen=namen)
    if request.method == "POST" and formular.is_valid():
        try:
            _termin_geben(gewaehlt, formular, durch=benutzer)
        except Ablehnung as ablehnung:
            formular.add_error("fenster", ablehnung.satz)
        else:
            messages.success(
                request, "Der Termin steht. " + formular.gewaehlt().beginn.strftime("%d.%m.%Y, %H:%M Uhr")
            )
            return redirect("besuche:besuch", besuch_id)
    vermerken(benutzer, seite="Termin wählen", familien=[gewaehlt.familie.pk])
    erster = frei[0].beginn.date() if frei else heute
    montag = montag_lesen(request.GET.get("woche") or woche_schreiben(max(gewaehlt.tag or erster, erster)))
    return render(
        request,
        "willkommensbesuche/besuche/termin.html",
        {
            "besuch": gewaehlt,
            "form": formular,
            "plan": _woche_zum_verschieben(request, gewaehlt, montag, kraefte, frei),
            "montag": montag,
            "vorige": woche_schreiben(montag - timedelta(days=7)),
            "naechste": woche_schreiben(montag + timedelta(days=7)),
        },
    )


@transaction.atomic
def _termin_geben(gewaehlt: Besuch, formular: Terminwahl, *, durch: Any) -> None:
    daten = formular.cleaned_data
    fenster = formular.gewaehlt()
    if gewaehlt.status == BesuchStatus.GEPRUEFT:
        dienste.besuch_buchen(gewaehlt.pk, fenster=fenster, durch=durch, vereinbart=daten["vereinbart"])
    else:
        dienste.besuch_verschieben(gewaehlt.pk, fenster=fenster, durch=durch, vereinbart=daten["vereinbart"])
    notieren(gewaehlt, daten["notiz"], durch)


def notieren(gewaehlt: Besuch, text: str, durch: Any) -> None:
    """Keep what was said on the phone; an empty note is none."""
    if text.strip() and gewaehlt.familie:
        Anrufnotiz.objects.create(familie=gewaehlt.familie, text=text, wer=durch, wann=kalender.jetzt())


def _woche_zum_verschieben(
    request: HttpRequest, gewaehlt: Besuch, montag: Any, kraefte: list[Besuchskraft], frei: list[Fenster]
) -> Any:
    freitag = montag + timedelta(days=4)
    besuche = (
        Besuch.objects.sichtbar_fuer(angemeldet(request))
        .mit_allem()
        .filter(tag__range=(montag, freitag), termin__isnull=False, besuchskraft__in=[k.pk for k in kraefte])
    )
    diese_woche = [fenster for fenster in frei if montag <= fenster.beginn.date() <= freitag]

    def als_knopf(fenster: Fenster) -> Frei:
        zeit = f"{date_format(fenster.beginn, 'G:i')}–{date_format(fenster.ende, 'G:i')}"
        return Frei(zeit=zeit, wert=fenster_schreiben(fenster))

    return wochenplan(montag, kraefte, list(besuche), diese_woche, frei_als=als_knopf, gewaehlt=gewaehlt.pk)


def _verb(
    frage: str,
    ja: str,
    folgen: tuple[str, ...],
    tun: Callable[[UUID, Any], object],
    fertig: str,
    *,
    notiz: bool = False,
) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A page that asks before it acts: facts, consequences, yes or no."""

    @nur_rollen(*PLANENDE)
    def view(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
        gewaehlt = _besuch(request, besuch_id)
        formular = Absage(request.POST if request.method == "POST" else None) if notiz else None
        if request.method == "POST" and (formular is None or formular.is_valid()):
            try:
                tun(besuch_id, angemeldet(request))
                if formular:
                    notieren(gewaehlt, formular.cleaned_data["notiz"], angemeldet(request))
                messages.success(request, fertig)
            except Ablehnung as ablehnung:
                messages.error(request, ablehnung.satz)
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
                "zurueck": reverse("besuche:besuch", args=[besuch_id]),
            },
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


@nur_rollen(*PLANENDE)
def tauschen(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """Let a visit change its window with another one of the same fortnight."""
    gewaehlt = _besuch(request, besuch_id)
    if gewaehlt.tag is None:
        raise Http404
    benutzer = angemeldet(request)
    spanne = timedelta(days=14)
    andere = (
        Besuch.objects.sichtbar_fuer(benutzer)
        .anstehend()
        .mit_allem()
        .filter(
            tag__range=(max(kalender.heute(), gewaehlt.tag - spanne), gewaehlt.tag + spanne), festgelegt=False
        )
        .exclude(pk=gewaehlt.pk)
        .order_by("termin__beginn")
    )
    formular = Tauschwahl(request.POST or None, andere=andere)
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.besuche_tauschen(gewaehlt.pk, formular.cleaned_data["anderer"].pk, durch=benutzer)
            messages.success(request, "Die beiden Besuche haben ihre Zeiten getauscht.")
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("besuche:besuch", besuch_id)
    vermerken(
        benutzer,
        seite="Besuch tauschen",
        familien=[b.familie_id for b in [gewaehlt, *andere] if b.familie_id],
    )
    kontext = {
        "besuch": gewaehlt,
        "form": formular,
        "titel": "Besuche tauschen",
        "speichern": "Zeiten tauschen",
        "zurueck": reverse("besuche:besuch", args=[besuch_id]),
    }
    return render(request, "willkommensbesuche/besuche/tauschen.html", kontext)


@nur_rollen(Rolle.LEITUNG)
def entscheiden(request: HttpRequest, besuch_id: UUID) -> HttpResponse:
    """The head decides on a family with a blocking mark, or with an authority as guardian."""
    gewaehlt = _besuch(request, besuch_id)
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
