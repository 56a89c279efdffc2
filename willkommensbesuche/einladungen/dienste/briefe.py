"""One letter: set, set again, destroyed."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from familienbuero.auftrag import Auftragsstand
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import (
    schreiben_ablegen,
    schreiben_loeschen,
    schreiben_zurueckstellen,
    stapel_neu_binden,
)
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.stammdaten.dienste import kommune
from familienbuero.termine.dienste import zugang_ausstellen
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.models import TERMINART, Besuch
from willkommensbesuche.einladungen.auskunft import warum_nicht
from willkommensbesuche.einladungen.dienste.anlegen import ART
from willkommensbesuche.einladungen.dokumente import MUSTERCODE, MUSTERVERWEIS, einladungsbrief
from willkommensbesuche.einladungen.models import Einladung


@transaction.atomic
def brief_setzen(schreiben: Schreiben) -> None:
    """Set one letter with a new code; parks it when it may not go out any more.

    Code, file and state belong to one transaction: a letter that is set again gets another code, and
    only the last one works.
    """
    einladung = Einladung.objects.select_related(
        "besuch__familie", "besuch__termin", "besuch__besuchskraft", "schreiben__stapel"
    ).get(schreiben=schreiben)
    besuch = einladung.besuch
    if grund := warum_nicht(einladung):
        schreiben_zurueckstellen(schreiben, grund)
        return
    assert besuch.tag is not None
    fallregeln = regeln()
    gueltig = besuch.tag + timedelta(days=fallregeln.zielfenster_bis_tage)
    code, token = zugang_ausstellen(art=TERMINART, fall=besuch.pk, gueltig_bis=gueltig)
    brief = einladungsbrief(
        besuch,
        kommune(),
        code=code,
        token=token,
        rechtsgrundlage=fallregeln.zuzug_rechtsgrundlage,
        datum=einladung.schreiben.stapel.datum,
    )
    schreiben_ablegen(schreiben, brief.pdf())


def musterbrief(besuch: Besuch) -> bytes:
    """The letter of a visit as it will look, with a code that opens nothing."""
    grundlage = regeln().zuzug_rechtsgrundlage
    return einladungsbrief(
        besuch, kommune(), code=MUSTERCODE, token=MUSTERVERWEIS, rechtsgrundlage=grundlage
    ).pdf()


@transaction.atomic
def brief_neu_setzen(schreiben_id: UUID, *, durch: Benutzer) -> Schreiben:
    """Print a letter again: it gets a new code, the old one ends; its print file is made anew.

    One that was parked when its batch was posted moves to a batch of its own, so that it is posted as well.
    """
    schreiben = Schreiben.objects.select_for_update().get(pk=schreiben_id)
    if schreiben.laeuft or schreiben.stapel.stand == Auftragsstand.IN_ARBEIT:
        raise Ablehnung("Der Brief wird gerade erzeugt. Bitte warten Sie einen Augenblick.")
    if schreiben.zurueckgestellt and schreiben.stapel.versandt_am and not warum_nicht(schreiben.einladung):
        tag = localdate(schreiben.einladung.termin.beginn)
        schreiben.stapel = Stapel.objects.create(art=ART, von=tag, bis=tag, erstellt_von=durch)
        schreiben.save(update_fields=["stapel"])
    Schreiben.objects.filter(pk=schreiben.pk).wieder_oeffnen(zurueckgestellt="", aussortieren=False)
    stapel_neu_binden(schreiben.stapel_id)
    schreiben.refresh_from_db()
    return schreiben


def briefe_loeschen(fall: UUID) -> Mapping[str, int]:
    """Destroy the letters of a case that is deleted."""
    briefe = list(Einladung.objects.filter(besuch=fall).values_list("schreiben", flat=True))
    return {"Schreiben": schreiben_loeschen(briefe)}
