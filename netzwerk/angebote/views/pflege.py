"""Where the office writes offers and says what happens to them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from familienbuero import kalender
from familienbuero.blaettern import blaettern
from familienbuero.fassung import nacheinander, status
from familienbuero.fehler import Ablehnung
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.schreiben.tasks import nachrichten_laeuten
from familienbuero.sprache import je_nach
from netzwerk.angebote import dienste
from netzwerk.angebote.abfragen import PFLEGENDE
from netzwerk.angebote.auskunft import suche_zu, uebersetzungszeilen
from netzwerk.angebote.enums import IM_NETZ, Angebotsstand, Uebersetzungsstand
from netzwerk.angebote.forms import Angebotsformular, Kopieformular, Leitungen, Pflegefilter, Terminreihen
from netzwerk.angebote.models import Angebot, Anmeldung
from netzwerk.angebote.regeln import Auswahl
from netzwerk.angebote.views.termine import zum_angebot

# What a state is left by, as the buttons say it.
VERBEN = {
    Angebotsstand.FREIGEGEBEN: "Freigeben",
    Angebotsstand.VEROEFFENTLICHT: "Veröffentlichen",
    Angebotsstand.BEENDET: "Beenden",
    Angebotsstand.ABGESAGT: "Ganz absagen",
    Angebotsstand.ENTWURF: "Zurück zum Entwurf",
    Angebotsstand.ARCHIVIERT: "Ins Archiv",
}

# What families would miss: asked first, with what follows.
FOLGEN = {
    Angebotsstand.ABGESAGT: "Seine Seite, Kalender und Plakat sagen ab sofort, dass nichts stattfindet.",
    Angebotsstand.BEENDET: "Es steht in keiner Liste mehr. Seine Seite sagt, dass es zu Ende ist.",
    Angebotsstand.ENTWURF: "Familien finden es nicht mehr, auch nicht über seine Adresse.",
}


def _verb(von: str, nach: Angebotsstand) -> str:
    """What the button says; an offer that was called off is not published but takes place after all."""
    wieder = von == Angebotsstand.ABGESAGT and nach == Angebotsstand.VEROEFFENTLICHT
    return "Findet doch statt" if wieder else VERBEN[nach]


def _fragt(von: str, nach: Angebotsstand) -> bool:
    """Whether families notice the change: nobody is to do that with a slip of the mouse."""
    if von == Angebotsstand.ABGESAGT:
        return nach == Angebotsstand.VEROEFFENTLICHT
    return von in IM_NETZ and nach in FOLGEN


@nur_rollen(*PFLEGENDE)
def liste(request: HttpRequest) -> HttpResponse:
    """All offers by title, filtered by word, state and kind."""
    filter_ = Pflegefilter(request.GET)
    angebote = Angebot.objects.sichtbar_fuer(angemeldet(request)).mit_allem()
    if filter_.is_valid():
        gewaehlt = filter_.cleaned_data
        angebote = angebote.passend_auch_ohne_termin(
            suche_zu(Auswahl(wort=gewaehlt["q"], art=gewaehlt["art"]))
        )
        angebote = angebote.filter(status=gewaehlt["stand"]) if gewaehlt["stand"] else angebote
        angebote = angebote.veraltet(kalender.heute()) if gewaehlt["veraltet"] else angebote
        angebote = angebote.nicht_uebersetzt(gewaehlt["fehlt"]) if gewaehlt["fehlt"] else angebote
    blatt = blaettern(angebote, nach=["sortierschluessel"], anfrage=request.GET)
    return render(request, "netzwerk/angebote/pflege/liste.html", {"blatt": blatt, "filter": filter_})


def _schreiben(request: HttpRequest, angebot: Angebot) -> HttpResponse:
    neu, im_netz = angebot._state.adding, angebot.ist_im_netz
    formular = Angebotsformular(request.POST or None, instance=angebot)
    leitungen = Leitungen(request.POST or None, instance=angebot, prefix="leitung")
    reihen = Terminreihen(request.POST or None, instance=angebot, prefix="reihe")
    teile = (formular, leitungen, reihen)
    if request.method == "POST" and all(teil.is_valid() for teil in teile):
        try:
            with transaction.atomic(), dienste.geaenderte_termine_mitteilen(angebot):
                dienste.angebot_schreiben(formular.save(commit=False), durch=angemeldet(request))
                formular.save_m2m()
                leitungen.save()
                reihen.save()
                dienste.termine_nachfuehren(angebot)
        except Ablehnung as ablehnung:
            formular.add_error("plaetze", ablehnung.satz)
        else:
            nachrichten_laeuten()
            messages.success(request, f"„{angebot.titel}“ ist gespeichert.")
            return redirect("angebotspflege:angebot", angebot.pk)
    kontext = {
        "mit_platz": Anmeldung.objects.filter(angebot=angebot.pk).mit_platz().count() if im_netz else 0,
        "form": formular,
        "leitungen": leitungen,
        "reihen": reihen,
        "angebot": None if neu else angebot,
    }
    stand = status(formular, *leitungen, *reihen)
    return render(request, "netzwerk/angebote/pflege/formular.html", kontext, status=stand)


@nur_rollen(*PFLEGENDE)
def anlegen(request: HttpRequest) -> HttpResponse:
    """A new offer, which begins as a draft."""
    return _schreiben(request, Angebot())


@nur_rollen(*PFLEGENDE)
@nacheinander
def aendern(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Change an offer; what is in the net shows it at once."""
    return _schreiben(request, get_object_or_404(Angebot, pk=angebot_id))


@nur_rollen(*PFLEGENDE)
def angebot(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """One offer as the office sees it: facts, dates, what can be done next, what has been."""
    gezeigt = get_object_or_404(Angebot.objects.mit_allem(), pk=angebot_id)
    uebersetzungen = uebersetzungszeilen(gezeigt)
    naechste = [stand for stand in VERBEN if stand in Angebotsstand(gezeigt.status).danach]
    if gezeigt.status == Angebotsstand.ENTWURF:
        naechste.insert(0, Angebotsstand.VEROEFFENTLICHT)
    return render(
        request,
        "netzwerk/angebote/pflege/angebot.html",
        {
            "angebot": gezeigt,
            "termine": gezeigt.termine.kommend(kalender.jetzt()).select_related("ort", "angebot__ort")[:20],
            "reihen": gezeigt.reihen.all(),
            "leitungen": gezeigt.leitungen.all(),
            "kooperation": gezeigt.kooperation.all(),
            "verben": [(s, _verb(gezeigt.status, s), _fragt(gezeigt.status, s)) for s in naechste],
            "uebersetzungen": uebersetzungen,
            "veraltete": any(zeile.marke == Uebersetzungsstand.VERALTET for zeile in uebersetzungen),
            "hat_anmeldungen": gezeigt.anmeldungen.exists(),
            "verlauf": gezeigt.verlauf.select_related("wer").order_by("-wann")[:20],
        },
    )


@nur_rollen(*PFLEGENDE)
@require_POST
def stand(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Publish, release, put away; what families notice is asked first."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    gewuenscht = request.POST.get("stand", "")
    if gewuenscht not in Angebotsstand.values:
        messages.error(request, "Diesen Stand gibt es nicht.")
        return redirect("angebotspflege:angebot", angebot_id)
    if _fragt(gezeigt.status, Angebotsstand(gewuenscht)):
        return redirect("angebotspflege:stand_fragen", angebot_id, gewuenscht)
    return _stand_aendern(request, gezeigt, Angebotsstand(gewuenscht))


@nur_rollen(*PFLEGENDE)
def stand_fragen(request: HttpRequest, angebot_id: UUID, nach: str) -> HttpResponse:
    """Call off, end, take back: who hears of it by mail, and who has to be phoned."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    if nach not in Angebotsstand.values:
        raise Http404
    neu = Angebotsstand(nach)
    if request.method == "POST":
        return _stand_aendern(request, gezeigt, neu)
    if not _fragt(gezeigt.status, neu):
        return redirect("angebotspflege:angebot", angebot_id)
    familien = list(Anmeldung.objects.filter(angebot=gezeigt).nicht_zu_ende())
    folgen = [FOLGEN.get(neu, "Seine Seite, Kalender und Plakat sagen ab sofort, dass es doch stattfindet.")]
    if neu in (Angebotsstand.ABGESAGT, Angebotsstand.VEROEFFENTLICHT) and familien:
        mit_mail = sum(bool(eine.email) for eine in familien)
        folgen.append(f"Per E-Mail {je_nach(mit_mail, 'erfährt', 'erfahren')} es {_familien(mit_mail)}.")
        anzurufen = [eine for eine in familien if not eine.email]
        folgen += [_anruf(eine) for eine in anzurufen]
        vermerken(angemeldet(request), seite="Absage", familien=[eine.pk for eine in anzurufen])
    mit_platz, verb = sum(eine.haelt_platz for eine in familien), _verb(gezeigt.status, neu)
    kontext = {
        "frage": f"„{gezeigt.titel}“: {verb[0].lower()}{verb[1:]}?",
        "fakten": (
            ("Mit Platz", _familien(mit_platz)),
            ("Auf der Warteliste", _familien(len(familien) - mit_platz)),
        ),
        "folgen": folgen,
        "ja": verb,
        "zurueck": reverse("angebotspflege:angebot", args=[gezeigt.pk]),
    }
    return render(request, "bestaetigen.html", kontext)


def _anruf(anmeldung: Anmeldung) -> str:
    nummer = anmeldung.telefon
    waehlen = quote(nummer.replace(" ", "").replace("-", ""))
    return format_html('Bitte anrufen: {}, <a href="tel:{}">{}</a>', anmeldung.name, waehlen, nummer)


def _familien(anzahl: int) -> str:
    return je_nach(anzahl, "eine Familie", f"{anzahl} Familien")


def _stand_aendern(request: HttpRequest, gezeigt: Angebot, nach: Angebotsstand) -> HttpResponse:
    try:
        dienste.stand_aendern(gezeigt.pk, nach, durch=angemeldet(request))
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
        return redirect("angebotspflege:angebot", gezeigt.pk)
    nachrichten_laeuten()
    messages.success(request, f"„{gezeigt.titel}“: {nach.label}.")
    return zum_angebot(request, gezeigt.pk)


@nur_rollen(*PFLEGENDE)
@require_POST
def geprueft(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """Everything is still right."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    dienste.angebot_pruefen(gezeigt.pk, durch=angemeldet(request))
    messages.success(request, f"„{gezeigt.titel}“ gilt ab heute als geprüft.")
    return redirect("angebotspflege:angebot", angebot_id)


@nur_rollen(*PFLEGENDE)
def kopieren(request: HttpRequest, angebot_id: UUID) -> HttpResponse:
    """The same for the next term."""
    gezeigt = get_object_or_404(Angebot, pk=angebot_id)
    formular = Kopieformular(
        request.POST or None, initial={"erster_tag": kalender.heute() + timedelta(days=7)}
    )
    if request.method == "POST" and formular.is_valid():
        neu = dienste.angebot_kopieren(gezeigt.pk, durch=angemeldet(request), **formular.cleaned_data)
        messages.success(request, "Der Entwurf ist angelegt. Bitte prüfen Sie Termine und Angaben.")
        return redirect("angebotspflege:aendern", neu.pk)
    kontext = {
        "form": formular,
        "titel": f"„{gezeigt.titel}“ kopieren",
        "satz": "Für das nächste Halbjahr oder einen zweiten Kurs.",
        "speichern": "Entwurf anlegen",
        "zurueck": reverse("angebotspflege:angebot", args=[gezeigt.pk]),
    }
    return render(request, "formular.html", kontext)
