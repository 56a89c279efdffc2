"""Pages of the invitations: look first, then make, then post."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.ausgabe import als_datei
from familienbuero.blaettern import blaettern
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.sprache import je_nach
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import darf_hinaus
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.einladungen import dienste
from willkommensbesuche.einladungen.auskunft import (
    auszusortieren,
    einzuladende,
    erlaubte_anschriften,
    gestoppte,
    schreiben_sichtbar_fuer,
    warum_nicht,
)
from willkommensbesuche.einladungen.dokumente import Anschriften, anschrift
from willkommensbesuche.einladungen.forms import (
    Etikettenformular,
    Versandformular,
    Zeitraum,
    naechste_wochen,
)
from willkommensbesuche.einladungen.tasks import stapel_bearbeiten


def _laeuten(stapel: Stapel) -> None:
    """Ring for two workers, once the rows are there to be seen; the sweep makes up for a lost bell."""
    transaction.on_commit(lambda: [stapel_bearbeiten.delay(str(stapel.pk)) for _ in range(2)], robust=True)


def _verdeckt(request: HttpRequest, besuche: Sequence[tuple[Besuch, str]]) -> list[tuple[Besuch | None, str]]:
    """Visits with a reason; None for those whose family the person may not see."""
    gefragt = [besuch.pk for besuch, _ in besuche if besuch.familie_id]
    sichtbar = Besuch.objects.sichtbar_fuer(angemeldet(request)).filter(pk__in=gefragt)
    kennungen = set(sichtbar.values_list("pk", flat=True))
    return [(besuch if besuch.pk in kennungen else None, grund) for besuch, grund in besuche]


def _familien(gezeigte: Iterable[tuple[Besuch | None, str]]) -> list[UUID]:
    return [besuch.familie_id for besuch, _ in gezeigte if besuch and besuch.familie_id]


@nur_rollen(*PLANENDE)
def uebersicht(request: HttpRequest) -> HttpResponse:
    """Which letters wait for a period, and the batches made so far."""
    formular = Zeitraum(request.GET if "von" in request.GET else naechste_wochen())
    vorschau = None
    if formular.is_valid():
        vorschau = dienste.vorschau(**formular.cleaned_data)
    zurueckgestellt = _verdeckt(request, vorschau.zurueckgestellt if vorschau else [])
    vermerken(angemeldet(request), seite="Einladungen", familien=_familien(zurueckgestellt))
    stapel = Stapel.objects.filter(art=dienste.ART).annotate(
        briefe=Count("schreiben", filter=Q(schreiben__stand=Auftragsstand.ERLEDIGT)),
        geparkt=Count("schreiben", filter=~Q(schreiben__zurueckgestellt="")),
    )
    return render(
        request,
        "willkommensbesuche/einladungen/uebersicht.html",
        {
            "form": formular,
            "vorschau": vorschau,
            "zurueckgestellt": zurueckgestellt,
            "blatt": blaettern(stapel, nach=["-erstellt_am"], anfrage=request.GET, je_seite=20),
        },
    )


@nur_rollen(*PLANENDE)
def muster(request: HttpRequest) -> HttpResponse:
    """The first letter of the period as PDF, before all are made; its code opens nothing."""
    formular = Zeitraum(request.GET)
    if not formular.is_valid():
        raise Http404
    for besuch in einzuladende(**formular.cleaned_data):
        if besuch.familie and not darf_hinaus(besuch.familie):
            vermerken(angemeldet(request), seite="Musterbrief", familien=[besuch.familie.pk])
            return als_datei(dienste.musterbrief(besuch), name="musterbrief.pdf")
    raise Http404


@nur_rollen(*PLANENDE)
@require_POST
def anlegen(request: HttpRequest) -> HttpResponse:
    """Make a batch for a period."""
    formular = Zeitraum(request.POST)
    if not formular.is_valid():
        messages.error(request, "Bitte geben Sie zwei Tage an, den ersten zuerst.")
        return redirect("einladungen:uebersicht")
    try:
        with transaction.atomic():
            stapel = dienste.stapel_anlegen(**formular.cleaned_data, durch=angemeldet(request))
            _laeuten(stapel)
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
        return redirect("einladungen:uebersicht")
    return redirect("einladungen:stapel", stapel.pk)


def _stapel(stapel_id: UUID) -> Stapel:
    return get_object_or_404(Stapel, pk=stapel_id, art=dienste.ART)


@nur_rollen(*PLANENDE)
def stapel(request: HttpRequest, stapel_id: UUID) -> HttpResponse:
    """Progress of a batch, then its letters, the print file, and the day of the post."""
    gezeigt = _stapel(stapel_id)
    schreiben = schreiben_sichtbar_fuer(angemeldet(request)).filter(stapel=gezeigt)
    fertig = gezeigt.schreiben.fertig().count()
    geparkt = gezeigt.schreiben.zurueckgestellt().count()
    blatt = blaettern(schreiben, nach=["sortierung"], anfrage=request.GET)
    aussortieren = _verdeckt(request, auszusortieren(gezeigt))
    familien = [pk for brief in blatt.zeilen if (pk := brief.einladung.besuch.familie_id)]
    vermerken(angemeldet(request), seite="Briefstapel", familien=[*familien, *_familien(aussortieren)])
    return render(
        request,
        "willkommensbesuche/einladungen/stapel.html",
        {
            "stapel": gezeigt,
            "blatt": blatt,
            "aussortieren": aussortieren,
            "fertig": fertig,
            "geparkt": geparkt,
            "gesamt": gezeigt.schreiben.count() - geparkt,
            "laeuft": gezeigt.laeuft,
            "bereit": fertig and gezeigt.stand == Auftragsstand.ERLEDIGT and gezeigt.pruefsumme,
            "satz": f"Besuche vom {gezeigt.von:%d.%m.%Y} bis {gezeigt.bis:%d.%m.%Y}",
            "form": Versandformular(initial={"am": kalender.heute()}),
            "etiketten": Etikettenformular(),
        },
    )


def _neu_binden(request: HttpRequest, gezeigt: Stapel) -> bool:
    """True when a letter was stopped: the print file is being made anew without it. Says no names."""
    with transaction.atomic():
        if anzahl := dienste.stapel_nachpruefen(gezeigt.pk):
            _laeuten(gezeigt)
    if anzahl:
        wer = je_nach(anzahl, "1 Brief darf", f"{anzahl} Briefe dürfen")
        satz = f"{wer} nicht mehr hinaus. Die Druckdatei wird neu erstellt."
        messages.warning(request, satz)
    return bool(anzahl)


@nur_rollen(*PLANENDE)
def druckdatei(request: HttpRequest, stapel_id: UUID) -> HttpResponse:
    """All letters of a batch in the order of the post; made anew when one may not go out any more."""
    gezeigt = _stapel(stapel_id)
    if gezeigt.stand != Auftragsstand.ERLEDIGT or not gezeigt.pruefsumme:
        raise Http404
    if _neu_binden(request, gezeigt):
        return redirect("einladungen:stapel", gezeigt.pk)
    if gezeigt.versandt_am and gestoppte(gezeigt):
        messages.error(request, "Der Stapel ist versandt. Nicht jeder Brief darf noch einmal hinaus.")
        return redirect("einladungen:stapel", gezeigt.pk)
    familien = gezeigt.schreiben.fertig().values_list("einladung__besuch__familie", flat=True)
    vermerken(angemeldet(request), seite="Druckdatei", familien=[pk for pk in familien if pk])
    return als_datei(gezeigt.druckdatei(), name=f"einladungen-{gezeigt.von}-{gezeigt.bis}.pdf")


@nur_rollen(*PLANENDE)
def etiketten(request: HttpRequest, stapel_id: UUID) -> HttpResponse:
    """Labels for the letters of a batch, from the first free one of the sheet on."""
    form = Etikettenformular(request.GET)
    frei_ab = form.cleaned_data["ab"] if form.is_valid() else 1
    return als_datei(_anschriften(request, stapel_id, "Etiketten", frei_ab).etiketten(), name="etiketten.pdf")


@nur_rollen(*PLANENDE)
def umschlaege(request: HttpRequest, stapel_id: UUID) -> HttpResponse:
    """Envelopes for the letters of a batch, for a printer that takes them."""
    return als_datei(_anschriften(request, stapel_id, "Umschläge").umschlaege(), name="umschlaege.pdf")


def _anschriften(request: HttpRequest, stapel_id: UUID, seite: str, frei_ab: int = 1) -> Anschriften:
    wer = angemeldet(request)
    if not (familien := erlaubte_anschriften(_stapel(stapel_id), wer)):
        raise Http404
    vermerken(wer, seite=seite, familien=[familie.pk for familie in familien])
    return Anschriften(kommune=kommune(), anschriften=tuple(map(anschrift, familien)), frei_ab=frei_ab)


@nur_rollen(*PLANENDE)
def brief(request: HttpRequest, schreiben_id: UUID) -> HttpResponse:
    """One letter alone."""
    sichtbar = schreiben_sichtbar_fuer(angemeldet(request)).fertig()  # type: ignore[attr-defined]
    schreiben = get_object_or_404(sichtbar, pk=schreiben_id)
    if grund := warum_nicht(schreiben.einladung):
        messages.error(request, f"Dieser Brief darf nicht mehr hinaus. {grund}")
        return redirect("einladungen:stapel", schreiben.stapel_id)
    vermerken(angemeldet(request), seite="Brief", familien=[schreiben.einladung.besuch.familie_id])
    return als_datei(schreiben.datei(), name="einladung.pdf")


@nur_rollen(*PLANENDE)
def neu_setzen(request: HttpRequest, schreiben_id: UUID) -> HttpResponse:
    """Ask, then print a letter again, with a new code."""
    wer = angemeldet(request)
    schreiben = get_object_or_404(schreiben_sichtbar_fuer(wer), pk=schreiben_id)
    if grund := warum_nicht(schreiben.einladung):
        messages.error(request, f"Dieser Brief darf nicht mehr hinaus. {grund}")
        return redirect("einladungen:stapel", schreiben.stapel_id)
    if request.method == "POST":
        try:
            with transaction.atomic():
                schreiben = dienste.brief_neu_setzen(schreiben.pk, durch=wer)
                _laeuten(schreiben.stapel)
            messages.success(request, "Der Brief wird neu erzeugt. Der alte Code gilt dann nicht mehr.")
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        return redirect("einladungen:stapel", schreiben.stapel_id)
    familie = schreiben.einladung.besuch.familie
    assert familie is not None
    vermerken(wer, seite="Neuer Brief", familien=[familie.pk])
    termin = date_format(localtime(schreiben.einladung.termin.beginn), "l, j. F Y, G:i")
    kontext = {
        "frage": "Neuen Brief mit neuem Code erstellen?",
        "fakten": [("Familie", familie.name), ("Termin im Brief", f"{termin} Uhr")],
        "folgen": _folgen_des_neuen(schreiben),
        "ja": "Ja, neuen Brief erstellen",
        "zurueck": reverse("einladungen:stapel", args=[schreiben.stapel_id]),
    }
    return render(request, "bestaetigen.html", kontext)


def _folgen_des_neuen(schreiben: Schreiben) -> list[str]:
    """What a new letter does to the one that there is; where it was parked, there is none."""
    versandt = schreiben.stapel.versandt_am
    if schreiben.zurueckgestellt and versandt:
        return ["Der Brief bekommt einen eigenen Stapel, den Sie drucken und als versandt eintragen."]
    if schreiben.zurueckgestellt:
        return ["Der Brief kommt in die Druckdatei, sie wird neu erstellt."]
    if versandt:
        return [
            f"Der Brief ist am {versandt:%d.%m.%Y} mit der Post hinausgegangen.",
            "Der Code, den die Familie schon hat, gilt dann nicht mehr.",
            "Bitte schicken Sie ihr den neuen Brief; bis dahin kann sie nur am Telefon antworten.",
        ]
    return [
        "Der Code im bisherigen Brief gilt dann nicht mehr. Ist er gedruckt, tauschen Sie ihn bitte aus.",
        "Die Druckdatei wird neu erstellt.",
    ]


@nur_rollen(*PLANENDE)
@require_POST
def noch_einmal(request: HttpRequest, stapel_id: UUID) -> HttpResponse:
    """Try the print file of a batch again."""
    gezeigt = _stapel(stapel_id)
    try:
        with transaction.atomic():
            dienste.stapel_noch_einmal(gezeigt.pk)
            _laeuten(gezeigt)
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("einladungen:stapel", gezeigt.pk)


@nur_rollen(*PLANENDE)
@require_POST
def versenden(request: HttpRequest, stapel_id: UUID) -> HttpResponse:
    """Enter the day of the post, unless a letter of the pile was stopped meanwhile."""
    formular = Versandformular(request.POST)
    ziel = reverse("einladungen:stapel", args=[_stapel(stapel_id).pk])
    if not formular.is_valid():
        messages.error(request, "Bitte geben Sie einen Tag an.")
        return redirect(ziel)
    if _neu_binden(request, _stapel(stapel_id)):
        return redirect(ziel)
    try:
        eingeladen = dienste.stapel_versenden(
            stapel_id, am=formular.cleaned_data["am"], durch=angemeldet(request)
        )
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
        return redirect(ziel)
    messages.success(
        request, je_nach(eingeladen, "1 Familie ist", f"{eingeladen} Familien sind") + " eingeladen."
    )
    return redirect(ziel)
