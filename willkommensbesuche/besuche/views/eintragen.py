"""By hand: a family without a report, a call, a deputy."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.stammdaten.models import Familie
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.auskunft import bedenken
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.besuche.forms import Anrufnotizformular, Familienformular, Uebergabeformular


@nur_rollen(*PLANENDE)
def familie_eintragen(request: HttpRequest) -> HttpResponse:
    """A family that asked itself or is pregnant: one form, then straight to the choice of a date."""
    formular = Familienformular(request.POST or None)
    if request.method == "POST" and formular.is_valid():
        try:
            besuch = dienste.familie_eintragen(durch=angemeldet(request), **formular.cleaned_data)
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            messages.success(request, "Die Familie ist eingetragen. Bitte wählen Sie jetzt einen Termin.")
            return redirect("besuche:termin", besuch.pk)
    kontext = {
        "form": formular,
        "titel": "Familie eintragen",
        "satz": "Für Familien, die sich selbst melden oder ein Kind erwarten.",
        "speichern": "Eintragen und Termin wählen",
        "zurueck": reverse("besuche:woche"),
    }
    return render(request, "formular.html", kontext)


@nur_rollen(*PLANENDE)
def anruf_notieren(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """A call note without a change of the appointment."""
    familie = get_object_or_404(Familie.objects.sichtbar_fuer(angemeldet(request)), pk=familie_id)
    formular = Anrufnotizformular(request.POST or None)
    if request.method == "POST" and formular.is_valid():
        dienste.anruf_notieren(familie=familie, text=formular.cleaned_data["text"], durch=angemeldet(request))
        messages.success(request, "Die Notiz ist gespeichert.")
        return redirect("stammdaten:familie", familie_id)
    vermerken(angemeldet(request), seite="Anrufnotiz", familien=[familie.pk])
    kontext = {
        "form": formular,
        "titel": familie.anrede,
        "satz": "Notiz zu einem Anruf",
        "zurueck": reverse("stammdaten:familie", args=[familie_id]),
    }
    return render(request, "formular.html", kontext)


@nur_rollen(*PLANENDE)
def wunsch(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """A known family wishes a visit: a new case, then the choice of a date."""
    familie = get_object_or_404(Familie.objects.sichtbar_fuer(angemeldet(request)), pk=familie_id)
    if request.method == "POST":
        besuch = dienste.besuch_eintragen(
            familie=familie,
            kinder=list(familie.kinder.all()),
            anlass=Anlass.EIGENER_WUNSCH,
            ereignisdatum=kalender.heute(),
            durch=angemeldet(request),
        )
        return redirect("besuche:besuch", besuch.pk)
    vermerken(angemeldet(request), seite="Weiterer Besuch", familien=[familie.pk])
    kontext = {
        "frage": f"Einen weiteren Besuch für {familie.anrede} eintragen?",
        "folgen": (
            "Die Familie wartet danach auf einen Termin.",
            "Gibt es noch einen offenen Besuch, bleibt es bei diesem.",
        ),
        "ja": "Ja, eintragen",
        "zurueck": reverse("stammdaten:familie", args=[familie_id]),
    }
    return render(request, "bestaetigen.html", kontext)


@nur_rollen(*PLANENDE)
def kein_kontakt(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Ask, then leave a family alone for good."""
    frage = {
        "frage": "Möchte {} keinen Kontakt mehr?",
        "folgen": (
            "Offene Besuche enden, ihr Zeitfenster wird frei.",
            "Es geht kein Brief mehr hinaus, auch nicht bei einer neuen Meldung.",
            "Das gilt weiter, wenn die Daten der Familie gelöscht sind. Dann bleibt nur eine Prüfsumme.",
            "Sie können es zurücknehmen.",
        ),
        "ja": "Ja, kein Kontakt mehr",
    }
    fertig = "{} bekommt keinen Brief und keinen Besuch mehr."
    return _kontakt(request, familie_id, frage, dienste.kein_kontakt, fertig)


@nur_rollen(*PLANENDE)
def kontakt_erlauben(request: HttpRequest, familie_id: UUID) -> HttpResponse:
    """Ask, then let a family be invited again."""
    frage = {
        "frage": "Darf {} wieder eingeladen werden?",
        "folgen": ("Ein Besuch, der deshalb endete, wartet wieder auf einen Termin.",),
        "ja": "Ja, wieder einladen",
    }
    fertig = "{} kann wieder eingeladen werden."
    return _kontakt(request, familie_id, frage, dienste.kontakt_wieder_erlaubt, fertig)


def _kontakt(
    request: HttpRequest,
    familie_id: UUID,
    frage: Mapping[str, Any],
    tun: Callable[..., None],
    fertig: str,
) -> HttpResponse:
    """The question, then the deed; each address leads to one state, however often it is called."""
    benutzer = angemeldet(request)
    familie = get_object_or_404(Familie.objects.sichtbar_fuer(benutzer), pk=familie_id)
    zurueck = reverse("stammdaten:familie", args=[familie_id])
    if request.method == "POST":
        tun(familie_id, durch=benutzer)
        messages.success(request, fertig.format(familie.anrede))
        return redirect(zurueck)
    vermerken(benutzer, seite="Kein Kontakt mehr", familien=[familie.pk])
    kontext = {**frage, "frage": frage["frage"].format(familie.anrede), "zurueck": zurueck}
    return render(request, "bestaetigen.html", kontext)


@nur_rollen(*PLANENDE)
def vertretung(request: HttpRequest) -> HttpResponse:
    """Hand a visitor's list to a deputy in one step."""
    personen = Benutzer.objects.mit_rolle(Rolle.BESUCHSDIENST).filter(besuchskraft__isnull=False)
    heute = kalender.heute()
    formular = Uebergabeformular(
        request.POST or None, personen=personen, initial={"von": heute, "bis": heute}
    )
    if request.method == "POST" and formular.is_valid():
        try:
            ergebnis = dienste.liste_uebergeben(**formular.cleaned_data, durch=angemeldet(request))
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            _melden(request, len(ergebnis.uebergeben), len(ergebnis.geblieben))
            vertretung = formular.cleaned_data["an"].besuchskraft
            for satz in bedenken(vertretung, [besuch.tag for besuch in ergebnis.uebergeben if besuch.tag]):
                messages.warning(request, satz)
            return redirect("besuche:woche")
    kontext = {
        "form": formular,
        "titel": "Besuche an eine Vertretung übergeben",
        "satz": "Die Zeiten bleiben gleich. Was die Vertretung nicht übernehmen kann, bleibt stehen.",
        "speichern": "Übergeben",
        "zurueck": reverse("besuche:woche"),
    }
    return render(request, "formular.html", kontext)


def _melden(request: HttpRequest, uebergeben: int, geblieben: int) -> None:
    if not uebergeben and not geblieben:
        messages.info(request, "In diesem Zeitraum gab es keine Besuche zu übergeben.")
        return
    messages.success(request, f"{uebergeben} Besuche sind übergeben.")
    if geblieben:
        messages.warning(
            request,
            f"{geblieben} Besuche bleiben stehen: Sie passen nicht in den Kalender der Vertretung, "
            "oder sie darf die Familie nicht besuchen.",
        )
