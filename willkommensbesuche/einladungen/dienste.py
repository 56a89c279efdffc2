"""From a planned visit to a posted letter."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from familienbuero import kalender
from familienbuero.auftrag import Auftragsstand
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import (
    naechstes_schreiben,
    schreiben_ablegen,
    schreiben_zurueckstellen,
    stapel_binden,
)
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.stammdaten.dienste import kommune
from familienbuero.stammdaten.models import darf_hinaus
from familienbuero.termine.dienste import zugang_ausstellen
from willkommensbesuche.besuche.dienste import besuch_einladen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import TERMINART, Besuch
from willkommensbesuche.einladungen.auskunft import einzuladende
from willkommensbesuche.einladungen.dokumente import MUSTERCODE, MUSTERVERWEIS, einladungsbrief
from willkommensbesuche.einladungen.models import Einladung
from willkommensbesuche.einladungen.regeln import ist_verspaetet, sortierung

ART = "einladung"
# A task sets this many letters, then rings for the next one: short work is lost cheaply.
JE_AUFRUF = 50
NICHT_MEHR_GEPLANT = "Der Termin steht nicht mehr so im Kalender."


@dataclass(frozen=True)
class Vorschau:
    """What a batch would hold: letters to make, letters to park with their reason, notices that are late."""

    briefe: list[Besuch]
    zurueckgestellt: list[tuple[Besuch, str]]
    verspaetet: int


def vorschau(von: date, bis: date) -> Vorschau:
    """Look at a period before any letter is made."""
    zeitraum_pruefen(von, bis)
    besuche = list(einzuladende(von, bis))
    gesperrt = [
        (besuch, grund) for besuch in besuche if besuch.familie and (grund := darf_hinaus(besuch.familie))
    ]
    nicht = {besuch.pk for besuch, _ in gesperrt}
    briefe = [besuch for besuch in besuche if besuch.pk not in nicht]
    heute = kalender.heute()
    spaet = sum(ist_verspaetet(localdate(besuch.erstellt_am), heute) for besuch in briefe)
    return Vorschau(briefe, gesperrt, spaet)


def zeitraum_pruefen(von: date, bis: date) -> None:
    """Refuse a period that ends before it begins."""
    if bis < von:
        raise Ablehnung("Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")


@transaction.atomic
def stapel_anlegen(*, von: date, bis: date, durch: Benutzer | None) -> Stapel:
    """Make a batch: one row per household, parked where nothing may go out. Refuses an empty period.

    The visits are locked, so that two people pressing the button at once make one batch.
    """
    zeitraum_pruefen(von, bis)
    ausgewaehlt = einzuladende(von, bis).values_list("pk", flat=True)
    list(Besuch.objects.select_for_update().filter(pk__in=list(ausgewaehlt)).order_by("pk"))
    besuche = list(einzuladende(von, bis))
    if not besuche:
        raise Ablehnung("In diesem Zeitraum wartet keine Einladung. Bitte planen Sie zuerst Besuche.")
    stapel = Stapel.objects.create(art=ART, von=von, bis=bis, erstellt_von=durch)
    schreiben = [_schreiben(stapel, besuch) for besuch in besuche]
    Schreiben.objects.bulk_create(schreiben)
    Einladung.objects.bulk_create(
        Einladung(besuch=besuch, termin=besuch.termin, schreiben=brief)
        for besuch, brief in zip(besuche, schreiben, strict=True)
        if besuch.termin
    )
    return stapel


def _schreiben(stapel: Stapel, besuch: Besuch) -> Schreiben:
    assert besuch.familie is not None
    grund = darf_hinaus(besuch.familie)
    return Schreiben(
        stapel=stapel,
        sortierung=sortierung(besuch.familie.plz, besuch.familie.strasse, besuch.familie.hausnummer),
        zurueckgestellt=grund,
        stand=Auftragsstand.GESCHEITERT if grund else Auftragsstand.OFFEN,
    )


def stapel_bearbeiten(stapel_id: UUID, *, hoechstens: int = JE_AUFRUF) -> bool:
    """Set up to `hoechstens` letters of a batch, and the print file when all are done.

    Safe to run twice, side by side, and to be killed at any instruction. Returns True when there is more.
    """
    for _ in range(hoechstens):
        schreiben = naechstes_schreiben(stapel_id)
        if schreiben is None:
            break
        brief_setzen(schreiben)
    else:
        return True
    if not Schreiben.objects.filter(
        stapel=stapel_id, stand__in=(Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT)
    ).exists() and Stapel.objects.beanspruchen(stapel_id):
        stapel_binden(Stapel.objects.get(pk=stapel_id))
    return False


@transaction.atomic
def brief_setzen(schreiben: Schreiben) -> None:
    """Set one letter with a new code; parks it when it may not go out any more.

    Code, file and state belong to one transaction: a letter that is set again gets another code, and
    only the last one works.
    """
    einladung = Einladung.objects.select_related(
        "besuch__familie", "besuch__termin", "besuch__besuchskraft"
    ).get(schreiben=schreiben)
    besuch = einladung.besuch
    if grund := _warum_nicht(einladung):
        schreiben_zurueckstellen(schreiben, grund)
        return
    assert besuch.tag is not None
    fallregeln = regeln()
    gueltig = besuch.tag + timedelta(days=fallregeln.zielfenster_bis_tage)
    code, token = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=gueltig)
    brief = einladungsbrief(
        besuch, kommune(), code=code, token=token, rechtsgrundlage=fallregeln.zuzug_rechtsgrundlage
    )
    schreiben_ablegen(schreiben, brief.pdf())


def _warum_nicht(einladung: Einladung) -> str:
    """Why this letter may not go out now, or ""."""
    besuch = einladung.besuch
    if besuch.termin_id != einladung.termin_id or besuch.familie is None:
        return NICHT_MEHR_GEPLANT
    return darf_hinaus(besuch.familie)


def musterbrief(besuch: Besuch) -> bytes:
    """The letter of a visit as it will look, with a code that opens nothing."""
    grundlage = regeln().zuzug_rechtsgrundlage
    return einladungsbrief(
        besuch, kommune(), code=MUSTERCODE, token=MUSTERVERWEIS, rechtsgrundlage=grundlage
    ).pdf()


@transaction.atomic
def brief_neu_setzen(schreiben_id: UUID) -> Schreiben:
    """Print a letter again: it gets a new code, the old one ends; its print file is made anew."""
    schreiben = Schreiben.objects.select_for_update().get(pk=schreiben_id)
    if schreiben.laeuft:
        raise Ablehnung("Der Brief wird gerade erzeugt. Bitte warten Sie einen Augenblick.")
    schreiben.stand, schreiben.zurueckgestellt, schreiben.versuche = Auftragsstand.OFFEN, "", 0
    schreiben.save(update_fields=["stand", "zurueckgestellt", "versuche"])
    Stapel.objects.filter(pk=schreiben.stapel_id).update(stand=Auftragsstand.OFFEN, versuche=0)
    return schreiben


@dataclass(frozen=True)
class Versand:
    """What went to the post, and which letters must be taken out of the pile."""

    eingeladen: int
    aussortieren: list[Besuch]


@transaction.atomic
def stapel_versenden(stapel_id: UUID, *, am: date, durch: Benutzer | None) -> Versand:
    """The batch is posted. Checks each family once more: death, block or a new date stop its letter.

    Refuses a batch that is not ready, a second time, and days that lie ahead.
    """
    stapel = Stapel.objects.select_for_update().get(pk=stapel_id)
    if stapel.stand != Auftragsstand.ERLEDIGT:
        raise Ablehnung("Die Briefe sind noch nicht alle fertig. Bitte warten Sie einen Augenblick.")
    if stapel.versandt_am:
        raise Ablehnung(f"Dieser Stapel ist schon versandt, am {stapel.versandt_am:%d.%m.%Y}.")
    if am > kalender.heute():
        raise Ablehnung(
            "Das Versanddatum liegt in der Zukunft. Bitte tragen Sie es ein, wenn die Post weg ist."
        )
    stapel.versandt_am = am
    stapel.save(update_fields=["versandt_am"])
    eingeladen, aussortieren = 0, []
    fertige = Einladung.objects.filter(schreiben__stapel=stapel, schreiben__stand=Auftragsstand.ERLEDIGT)
    for einladung in fertige.select_related("besuch__familie").order_by("besuch_id"):
        besuch = einladung.besuch
        if _warum_nicht(einladung):
            aussortieren.append(besuch)
            continue
        if besuch.status in (BesuchStatus.EINGEPLANT, BesuchStatus.VERSCHOBEN):
            besuch_einladen(besuch.pk, durch=durch)
        eingeladen += 1
    return Versand(eingeladen, aussortieren)
