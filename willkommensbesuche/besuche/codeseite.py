"""What families see and do at `/termin/` with the code of their invitation."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.raum import Fenster, Terminart, Terminauskunft
from familienbuero.stammdaten.models import darf_hinaus
from familienbuero.termine.auskunft import freie_fenster
from familienbuero.verlauf import FAMILIE
from willkommensbesuche.besuche import dienste
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.dienste.planen import kraefte_laden, planfall, vergebene_tage
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Warum
from willkommensbesuche.besuche.models import TERMINART, Besuch
from willkommensbesuche.besuche.regeln import passende

# Windows to choose from: at most so many, and at most two of one day.
FENSTER_ZUR_WAHL = 12
JE_TAG = 2


def _fall(fall: UUID) -> Besuch:
    return Besuch.objects.mit_allem().get(pk=fall)


def pruefen(fall: UUID, geburtsdatum: date | None, plz: str) -> bool:
    """The second thing asked for beside the code: birth date of one of the children, or the postcode."""
    besuch = _fall(fall)
    if besuch.kinder.exists():
        return geburtsdatum in besuch.kinder.values_list("geburtsdatum", flat=True)
    return besuch.familie is not None and besuch.familie.plz == plz


def _ist_offen(besuch: Besuch) -> bool:
    """True while the family can still answer: planned, not today, and nothing stands against it."""
    gesperrt = besuch.familie is None or bool(darf_hinaus(besuch.familie))
    return (
        besuch.status in ANSTEHEND
        and besuch.tag is not None
        and besuch.tag > kalender.heute()
        and not gesperrt
    )


def auskunft(fall: UUID) -> Terminauskunft:
    """Date, window and first name of the visitor; free windows as long as the day has not come."""
    besuch = _fall(fall)
    offen = _ist_offen(besuch)
    stand = "vorbei"
    if besuch.status == BesuchStatus.ABGESAGT:
        stand = "abgesagt"
    elif offen:
        stand = "bestaetigt" if besuch.status == BesuchStatus.BESTAETIGT else "offen"
    return Terminauskunft(
        titel=_("Ihr Willkommensbesuch"),
        vorname=besuch.besuchskraft.vorname if besuch.besuchskraft else "",
        beginn=besuch.termin.beginn if besuch.termin and offen else None,
        ende=besuch.termin.ende if besuch.termin and offen else None,
        stand=stand,
        kennung=str(besuch.termin_id) if offen else "",
        freie_fenster=_zur_wahl(besuch) if offen else (),
        erklaerung=_("Der Besuch dauert etwa 45 Minuten. Er ist freiwillig und kostenlos."),
    )


def _zur_wahl(besuch: Besuch) -> tuple[Fenster, ...]:
    """Free windows as the planning would give them, spread over the days of the target window.

    Visitors for district and language, none beyond her visits of a day; but her own visitor always.
    """
    fallregeln = regeln()
    fall = planfall(besuch, fallregeln)
    alle = kraefte_laden()
    moegliche = {kraft.person: kraft.hoechstens for kraft in passende(alle, fall)}
    moegliche |= {kraft.person: kraft.hoechstens for kraft in alle if kraft.person == besuch.besuchskraft_id}
    von = max(kalender.heute() + timedelta(days=1), fall.von)
    vergeben = vergebene_tage(von, fall.bis)
    je_tag: dict[date, list[Fenster]] = defaultdict(list)
    for fenster in freie_fenster(list(moegliche), von=von, bis=fall.bis, raster=fallregeln.raster):
        tag = fenster.beginn.date()
        if len(vergeben.get((fenster.person, tag), ())) >= moegliche[fenster.person]:
            continue
        if len(je_tag[tag]) < JE_TAG and all(anderes.beginn != fenster.beginn for anderes in je_tag[tag]):
            je_tag[tag].append(fenster)
    tage = [tag for tag in je_tag.values() if tag]
    abstand = max(1, len(tage) * JE_TAG // FENSTER_ZUR_WAHL)
    return tuple(fenster for tag in tage[::abstand] for fenster in tag)[:FENSTER_ZUR_WAHL]


def _noch_offen(fall: UUID, gesehen: str) -> UUID:
    dienste.termin_vergleichen(fall, gesehen=gesehen)
    if not _ist_offen(_fall(fall)):
        raise Ablehnung(_("Dieser Termin lässt sich hier nicht mehr ändern."))
    return fall


@transaction.atomic
def bestaetigen(fall: UUID, gesehen: str) -> None:
    dienste.besuch_bestaetigen(_noch_offen(fall, gesehen), durch=None, warum=Warum.CODE, rolle=FAMILIE)


@transaction.atomic
def verschieben(fall: UUID, gesehen: str, fenster: Fenster) -> None:
    offen = _noch_offen(fall, gesehen)
    dienste.besuch_verschieben(
        offen, fenster=fenster, durch=None, vereinbart=True, rolle=FAMILIE, warum=Warum.CODE
    )


@transaction.atomic
def absagen(fall: UUID, gesehen: str) -> None:
    if _fall(fall).status == BesuchStatus.ABGESAGT:  # pressed twice
        return
    dienste.besuch_absagen(_noch_offen(fall, gesehen), durch=None, warum=Warum.CODE, rolle=FAMILIE)


CODESEITE = Terminart(
    kennung=TERMINART,
    pruefen=pruefen,
    auskunft=auskunft,
    bestaetigen=bestaetigen,
    verschieben=verschieben,
    absagen=absagen,
)
