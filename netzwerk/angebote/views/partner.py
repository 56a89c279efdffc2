"""Where partners keep their own offers, behind a personal link. Nobody has a password here.

The token leaves the address bar at once; what it opens lives in the session, and each request asks anew
whether the link still holds. Offers of others are not found. The pages are German: professionals read them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.schreiben.tasks import nachrichten_laeuten
from familienbuero.termine.regeln import token_abdruck
from netzwerk.angebote import dienste
from netzwerk.angebote.dienste.vorschlaege import nachher, werte_setzen
from netzwerk.angebote.enums import Vorschlagsart, Vorschlagsstand
from netzwerk.angebote.forms import Terminabsage, Terminreihen, Vorschlagsformular
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Angebotstermin, Terminreihe
from netzwerk.angebote.regeln.vorschlag import REIHE, reihenangaben
from netzwerk.partner.dienste import link_finden
from netzwerk.partner.models import Ansprechperson

VORLAGEN = "netzwerk/angebote/pflegen"
LINK = "pflegelink"
ENDE = "Ihr Link gilt nicht mehr. Bitte rufen Sie uns an, wir schicken Ihnen einen neuen."
BEIM_BUERO = "Danke. Ihr Vorschlag ist beim Büro. Familien sehen ihn, sobald er übernommen ist."
ZURUECKGEZOGEN = "Ihr Vorschlag ist zurückgezogen. Es bleibt, wie es ist."
# Decided proposals that a partner is shown.
ENTSCHIEDENE = 10
View = Callable[..., HttpResponse]


def _ansprechperson(request: HttpRequest) -> Ansprechperson | None:
    """Who has opened this session with a link that still holds."""
    abdruck = request.session.get(LINK)
    link = link_finden(abdruck) if abdruck else None
    return link.ansprechperson if link else None


def mit_link(view: View) -> View:
    """Let only people with a link in, and tell the view who it is; to others, rows do not exist."""

    @never_cache
    @wraps(view)
    def pruefend(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = _ansprechperson(request)
        if person is None:
            if request.session.pop(LINK, None):
                messages.error(request, ENDE)
            elif kwargs:
                raise Http404
            return redirect("pflegen:liste")
        with override("de"):
            return view(request, person, *args, **kwargs)

    return pruefend


@never_cache
@require_GET
def verweis(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail leads here: keep its hash in the session, so that it leaves the address bar."""
    request.session.cycle_key()
    request.session[LINK] = token_abdruck(token)
    return redirect("pflegen:liste")


@never_cache
@require_http_methods(["GET", "HEAD"])
def liste(request: HttpRequest) -> HttpResponse:
    """The offers of the own organisation; without a link, how one gets one."""
    with override("de"):
        person = _ansprechperson(request)
        if person is None:
            if request.session.pop(LINK, None):
                messages.error(request, ENDE)
            return render(request, f"{VORLAGEN}/ohne_link.html")
        vorschlaege = Aenderungsvorschlag.objects.filter(organisation=person.organisation)
        vorschlaege = vorschlaege.exclude(art=Vorschlagsart.ABSAGE).select_related("angebot")
        kontext = {
            "person": person,
            "angebote": Angebot.objects.gepflegt_von(person.organisation).mit_allem(),
            "offene": vorschlaege.offen(),
            "entschiedene": vorschlaege.exclude(pk__in=vorschlaege.offen())[:ENTSCHIEDENE],
        }
        return render(request, f"{VORLAGEN}/liste.html", kontext)


def _eigenes(person: Ansprechperson, angebot_id: UUID) -> Angebot:
    return get_object_or_404(Angebot.objects.gepflegt_von(person.organisation).mit_allem(), pk=angebot_id)


@mit_link
def angebot(request: HttpRequest, person: Ansprechperson, angebot_id: UUID) -> HttpResponse:
    """One offer: what a proposal that waits already has made of it can be changed further."""
    eigenes = _eigenes(person, angebot_id)
    titel = eigenes.titel  # a proposal may have another one
    wartend = eigenes.vorschlaege.offen().filter(art=Vorschlagsart.AENDERUNG).first()
    termine = eigenes.termine.kommend(kalender.jetzt())[:20]
    zeile = werte_setzen(eigenes, nachher(wartend)) if wartend else eigenes
    formular = Vorschlagsformular(
        request.POST or None, instance=zeile, bemerkung=wartend.bemerkung if wartend else ""
    )
    kontext = {"titel": titel, "termine": termine, "wartend": wartend}
    return _vorschlagen(request, person, formular, angebot_id, kontext)


@mit_link
def neu(request: HttpRequest, person: Ansprechperson) -> HttpResponse:
    """Propose an offer that does not exist yet."""
    formular = Vorschlagsformular(request.POST or None, instance=Angebot(organisation=person.organisation))
    reihe = Terminreihen.form(
        request.POST or None, prefix=REIHE, empty_permitted=True, use_required_attribute=False
    )
    kontext = {"titel": "Neues Angebot vorschlagen"}
    return _vorschlagen(request, person, formular, None, kontext, reihe=reihe)


def _vorschlagen(
    request: HttpRequest,
    person: Ansprechperson,
    formular: Vorschlagsformular,
    angebot_id: UUID | None,
    kontext: dict[str, Any],
    *,
    reihe: ModelForm[Terminreihe] | None = None,
) -> HttpResponse:
    # Both, so that the faults of both are shown at once.
    gueltig = [teil.is_valid() for teil in (formular, reihe) if teil]
    if request.method == "POST" and all(gueltig):
        try:
            vorschlag = dienste.angebot_vorschlagen(
                angebot_id,
                werte=formular.werte(),
                bemerkung=formular.cleaned_data["bemerkung"],
                von=person,
                reihe=reihenangaben(reihe.instance) if reihe and reihe.has_changed() else None,
            )
        except Ablehnung as ablehnung:
            formular.add_error(None, ablehnung.satz)
        else:
            offen = vorschlag.status == Vorschlagsstand.OFFEN
            messages.success(request, BEIM_BUERO if offen else ZURUECKGEZOGEN)
            return redirect("pflegen:liste")
    if reihe and reihe.errors:
        # They stand far below, and on a phone nobody would see why nothing happened.
        formular.add_error(None, "Bitte sehen Sie unten bei den Terminen nach.")
    return render(
        request, f"{VORLAGEN}/angebot.html", kontext | {"form": formular, "reihe": reihe, "person": person}
    )


@mit_link
@require_POST
def stimmt(request: HttpRequest, person: Ansprechperson, angebot_id: UUID) -> HttpResponse:
    """Everything about an offer is still right."""
    eigenes = _eigenes(person, angebot_id)
    dienste.alles_stimmt(eigenes, von=person)
    messages.success(request, f"„{eigenes.titel}“: heute geprüft. Vielen Dank.")
    return redirect("pflegen:liste")


@mit_link
@require_POST
def zurueckziehen(request: HttpRequest, person: Ansprechperson, vorschlag_id: UUID) -> HttpResponse:
    """Take back what waits at the office."""
    eigene = Aenderungsvorschlag.objects.filter(organisation=person.organisation)
    eigener = get_object_or_404(eigene.exclude(art=Vorschlagsart.ABSAGE), pk=vorschlag_id)
    try:
        dienste.vorschlag_zurueckziehen(eigener.pk)
        messages.success(request, ZURUECKGEZOGEN)
    except Ablehnung as ablehnung:
        messages.error(request, ablehnung.satz)
    return redirect("pflegen:liste")


@mit_link
def absagen(request: HttpRequest, person: Ansprechperson, termin_id: UUID) -> HttpResponse:
    """Call off a date at once."""
    eigene = Angebot.objects.gepflegt_von(person.organisation)
    termine = Angebotstermin.objects.select_related("angebot").filter(angebot__in=eigene)
    termin = get_object_or_404(termine, pk=termin_id)
    formular = Terminabsage(request.POST or None)
    if request.method == "POST" and formular.is_valid():
        try:
            dienste.partner_sagt_termin_ab(termin.pk, von=person, **formular.cleaned_data)
            nachrichten_laeuten()
        except Ablehnung as ablehnung:
            messages.error(request, ablehnung.satz)
        else:
            messages.success(request, "Der Termin fällt aus. Familien sehen es ab sofort, das Büro weiß es.")
        return redirect("pflegen:angebot", termin.angebot_id)
    kontext = {
        "form": formular,
        "termin": termin,
        "wann": f"{date_format(localtime(termin.beginn), 'l, j. F, G:i')} Uhr",
        "zurueck": reverse("pflegen:angebot", args=[termin.angebot_id]),
    }
    return render(request, f"{VORLAGEN}/absagen.html", kontext)


@never_cache
@require_POST
def ende(request: HttpRequest) -> HttpResponse:
    """Leave, for instance on a computer that others use as well."""
    request.session.pop(LINK, None)
    messages.success(request, "Sie sind abgemeldet. Ihr Link in der E-Mail gilt weiter.")
    return redirect("pflegen:liste")
