"""The plain alternative to the phone: sheets of paper, and one page to enter many logs from them."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from familienbuero import kalender
from familienbuero.ausgabe import als_datei
from familienbuero.konten.enums import PLANENDE, Rolle
from familienbuero.konten.leseprotokoll import vermerken
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet, nur_rollen
from familienbuero.sprache import je_nach
from willkommensbesuche.besuche import dokumente
from willkommensbesuche.besuche.forms import Nachtrag, papierfelder
from willkommensbesuche.besuche.models import Besuch, Besuchskraft, Protokollentwurf
from willkommensbesuche.besuche.views.protokoll import SCHREIBENDE, eintragen, netz
from willkommensbesuche.besuche.views.unterwegs import tag_lesen

# Rows on one page; what is saved makes room for the next.
ZEILEN = 30
FREMD = (
    "Dieser Besuch gehört nicht mehr zu Ihren Besuchen, zum Beispiel weil ihn jemand anders übernommen hat. "
    "Es ist nichts eingetragen. Was Sie geschrieben haben, steht noch hier: Bitte geben Sie es dem Büro."
)


@nur_rollen(Rolle.BESUCHSDIENST)
def mein_blatt(request: HttpRequest) -> HttpResponse:
    """The own day on paper."""
    return _blatt(request, angemeldet(request), tag_lesen(request.GET.get("tag", "")))


@nur_rollen(*PLANENDE)
def blatt(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A visitor's day on paper."""
    kraft = get_object_or_404(Besuchskraft.objects.select_related("benutzer"), pk=person_id)
    return _blatt(request, kraft.benutzer, tag_lesen(request.GET.get("tag", "")))


def _blatt(request: HttpRequest, kraft: Benutzer, tag: date) -> HttpResponse:
    """What both may see, who prints and who carries it: no blocked address leaves the office that way."""
    benutzer = angemeldet(request)
    sichtbar = Besuch.objects.sichtbar_fuer(benutzer).filter(besuchskraft=kraft)
    fuer_die_kraft = Besuch.objects.sichtbar_fuer(kraft).values("pk")
    besuche = list(sichtbar.filter(pk__in=fuer_die_kraft).mit_allem().am(tag))
    vermerken(benutzer, seite="Tagesblatt", familien=[b.familie_id for b in besuche if b.familie_id])
    pdf = dokumente.tagesblatt(kraft.name, tag, besuche, papierfelder())
    return als_datei(pdf, name=f"tagesblatt-{tag}.pdf")


@nur_rollen(*SCHREIBENDE)
def bogen(request: HttpRequest) -> HttpResponse:
    """A blank log without a family."""
    return als_datei(dokumente.protokollbogen(papierfelder()), name="protokollbogen.pdf")


@nur_rollen(*SCHREIBENDE)
def nachtragen(request: HttpRequest) -> HttpResponse:
    """Many logs from paper on one page: one row is one visit, each saved on its own.

    The page is drawn again after saving, not left: rows without a result keep what was typed into them.
    """
    benutzer = angemeldet(request)
    gesendet = _gesendete(request, benutzer)
    entwuerfe = {e.besuch_id: e for e in Protokollentwurf.objects.filter(wer=benutzer)}
    zeilen = [(besuch, Nachtrag.zu(besuch, entwuerfe.get(besuch.pk), request.POST)) for besuch in gesendet]
    faellig = [(besuch, zeile) for besuch, zeile in zeilen if zeile["ergebnis"].value()]
    gespeichert = {besuch.pk for besuch, zeile in faellig if eintragen(zeile, besuch, benutzer)}
    if gespeichert:
        saetze = je_nach(len(gespeichert), "Protokoll ist", "Protokolle sind")
        messages.success(request, f"{len(gespeichert)} {saetze} gespeichert.")
    bleiben = [(besuch, zeile) for besuch, zeile in zeilen if besuch.pk not in gespeichert]
    offene = _offene(request, benutzer)
    da = {besuch.pk for besuch, _ in bleiben}
    neue = [besuch for besuch in offene[:ZEILEN] if besuch.pk not in da]
    alle = bleiben + [(besuch, Nachtrag.zu(besuch, entwuerfe.get(besuch.pk))) for besuch in neue]
    alle.sort(key=lambda paar: (paar[0].tag or date.max, str(paar[0].termin and paar[0].termin.beginn)))
    vermerken(
        benutzer, seite="Protokolle nachtragen", familien=[b.familie_id for b, _ in alle if b.familie_id]
    )
    return render(
        request,
        "willkommensbesuche/besuche/nachtragen.html",
        {
            "zeilen": alle,
            "fremde": _fremde(request, {besuch.pk for besuch in gesendet}),
            "rest": max(0, len(offene) - ZEILEN),
            "netz": netz(benutzer) | {"gespeichert": [str(pk) for pk in gespeichert]},
        },
    )


def _offene(request: HttpRequest, benutzer: Benutzer) -> list[Besuch]:
    """Visits without a log, of one visitor (`?person=`) or of all that one may see."""
    besuche = Besuch.objects.sichtbar_fuer(benutzer).ohne_protokoll(kalender.heute()).mit_allem()
    kraefte = Besuchskraft.objects.values_list("pk", flat=True)
    gewaehlt = [pk for pk in kraefte if str(pk) == request.GET.get("person")]
    if gewaehlt:
        besuche = besuche.filter(besuchskraft__in=gewaehlt)
    return list(besuche.order_by("tag", "termin__beginn")[: ZEILEN + 200])


def _gesendete(request: HttpRequest, benutzer: Benutzer) -> list[Besuch]:
    """The visits whose rows were sent, also such that somebody else has logged in the meantime."""
    return list(Besuch.objects.sichtbar_fuer(benutzer).filter(pk__in=_kennungen(request)).mit_allem())


def _fremde(request: HttpRequest, sichtbare: set[UUID]) -> list[Nachtrag]:
    """Rows with words about visits that one may not see, or not any more: they say what was sent, no more."""
    zeilen = [Nachtrag(request.POST, prefix=str(pk)) for pk in _kennungen(request) if pk not in sichtbare]
    fremde = [zeile for zeile in zeilen if zeile.beschrieben]
    for zeile in fremde:
        zeile.add_error(None, FREMD)
    return fremde


def _kennungen(request: HttpRequest) -> list[UUID]:
    ids = [name.removesuffix("-schluessel") for name in request.POST if name.endswith("-schluessel")]
    return [UUID(eins) for eins in ids if _ist_kennung(eins)]


def _ist_kennung(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
