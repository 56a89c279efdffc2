"""What one can do about the end of data: set periods, let a family wait, mark, destroy."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from familienbuero import kalender
from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.datenschutz.models import Loeschfrist, Loeschhalt, Loeschung
from familienbuero.datenschutz.regeln import BEDENKZEIT, spaetester_beginn
from familienbuero.datenschutz.tresor import abdruck
from familienbuero.fehler import Ablehnung
from familienbuero.raum import Loeschregel, raeume

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loeschlauf:
    """What a run has done, or would do."""

    vorgemerkt: int
    vernichtet: int


@cache
def loeschregeln() -> dict[str, Loeschregel]:
    """The rules that rooms announce, by `kennung`."""
    return {regel.kennung: regel for raum in raeume() for regel in raum.loeschregeln}


@transaction.atomic
def fristen_setzen(monate: Mapping[str, int], *, durch: Benutzer) -> None:
    """Set the periods of rules; from then on the nightly run goes by them."""
    for kennung, anzahl in monate.items():
        Loeschfrist.objects.update_or_create(
            regel=kennung,
            defaults={"monate": anzahl, "gesetzt_am": kalender.jetzt(), "gesetzt_von": durch},
        )
    log.info("Löschfristen gesetzt von %s: %s", durch.pk, dict(monate))


@transaction.atomic
def loeschen_anhalten(*, familie: UUID, grund: Haltegrund, bis: date, durch: Benutzer) -> Loeschhalt:
    """Keep the data of a family until a day; what is marked is not destroyed before. Refuses the past."""
    if bis <= kalender.heute():
        raise Ablehnung("Bitte geben Sie einen Tag nach dem heutigen an, bis zu dem aufbewahrt wird.")
    halt, _ = Loeschhalt.objects.update_or_create(
        familie=familie,
        defaults={"grund": grund, "bis": bis, "gesetzt_am": kalender.jetzt(), "gesetzt_von": durch},
    )
    return halt


def loeschen_fortsetzen(*, familie: UUID) -> None:
    """Let the periods hold again."""
    Loeschhalt.objects.filter(familie=familie).delete()


def loeschlauf(heute: date) -> Loeschlauf:
    """The nightly run, safe to be repeated or killed: mark what is due, destroy what has been marked
    long enough. Rules whose period nobody has set do nothing. RuntimeError when cases could not be
    destroyed, after all the others are: so the run counts as not done, and /healthz tells.
    """
    Loeschhalt.objects.filter(bis__lt=heute).delete()
    vorgemerkt = sum(
        _vormerken(frist, regel, heute)
        for frist in Loeschfrist.objects.all()
        if (regel := loeschregeln().get(frist.regel))
    )
    vernichtet, gescheitert = 0, []
    for pk in Loeschung.objects.faellig(heute).values_list("pk", flat=True):
        try:
            vernichtet += _vernichten(pk, heute)
        except Exception:  # one broken case must not keep the others
            log.exception("Löschung %s ist gescheitert", pk)
            gescheitert.append(pk)
    if gescheitert:
        raise RuntimeError(f"{len(gescheitert)} Löschungen sind gescheitert, {vernichtet} gelungen.")
    return Loeschlauf(vorgemerkt, vernichtet)


def probelauf(heute: date) -> dict[str, Loeschlauf]:
    """What a run on this day would mark and destroy, by rule; changes nothing."""
    fristen = dict(Loeschfrist.objects.values_list("regel", "monate"))
    marken = Loeschung.objects.vorgemerkt()
    return {
        kennung: Loeschlauf(
            vorgemerkt=_faellige(regel, fristen[kennung], heute).exclude(pk__in=marken.values("fall")).count()
            if kennung in fristen
            else 0,
            vernichtet=marken.faellig(heute).filter(regel=kennung).exclude(familie__in=_halte()).count(),
        )
        for kennung, regel in loeschregeln().items()
    }


def _faellige(regel: Loeschregel, monate: int, heute: date) -> QuerySet[Any]:
    return regel.faellig(spaetester_beginn(heute, monate))


def _halte() -> QuerySet[Any]:
    return Loeschhalt.objects.values("familie")


@transaction.atomic
def _vormerken(frist: Loeschfrist, regel: Loeschregel, heute: date) -> int:
    """Mark the cases that are due; a mark whose case has gone on is taken away. Returns the new ones."""
    faellig = _faellige(regel, frist.monate, heute)
    marken = Loeschung.objects.vorgemerkt().filter(regel=regel.kennung)
    marken.exclude(fall__in=faellig.values("pk")).delete()
    neue = faellig.exclude(pk__in=marken.values("fall")).values_list("pk", regel.familie)
    return len(
        Loeschung.objects.bulk_create(
            (
                Loeschung(
                    regel=regel.kennung,
                    fall=fall,
                    familie=familie,
                    vorgemerkt_am=heute,
                    faellig_am=heute + BEDENKZEIT,
                )
                for fall, familie in neue.iterator(chunk_size=2000)
            ),
            batch_size=2000,
            ignore_conflicts=True,  # marked by another rule already
        )
    )


@transaction.atomic
def _vernichten(pk: UUID, heute: date) -> bool:
    """Destroy one marked case, and its family where no room needs it any more; False when it has to wait.

    Files go before their rows are committed: who is killed in between finds the mark again next night.
    """
    marke = Loeschung.objects.vorgemerkt().select_for_update().filter(pk=pk).first()
    if marke is None or marke.fall is None:
        return False
    if marke.familie and Loeschhalt.objects.filter(familie=marke.familie).exists():
        return False
    frist = Loeschfrist.objects.filter(regel=marke.regel).first()
    regel = loeschregeln().get(marke.regel)
    if frist is None or regel is None:
        return False
    if not _faellige(regel, frist.monate, heute).select_for_update(of=("self",)).filter(pk=marke.fall):
        marke.delete()  # the case has gone on meanwhile
        return False
    zeilen: Counter[str] = Counter()
    von_oben = raeume()[::-1]
    for raum in von_oben:
        # From here on nobody can make a case of the family, which would stop us when files are gone already.
        if marke.familie and raum.familie_sperren:
            raum.familie_sperren(marke.familie)
    for raum in von_oben:
        if raum.fall_loeschen:
            zeilen.update(raum.fall_loeschen(marke.fall))
    if marke.familie and not _wird_gebraucht(marke.familie):
        for raum in von_oben:
            if raum.familie_loeschen:
                zeilen.update(raum.familie_loeschen(marke.familie))
    marke.abdruck, marke.fall, marke.familie = abdruck(str(marke.fall), zweck="loeschung"), None, None
    marke.vernichtet_am, marke.zeilen = timezone.now(), dict(zeilen)
    marke.save()
    return True


def _wird_gebraucht(familie: UUID) -> bool:
    return any(
        raum.braucht_familie().filter(familie=familie).exists() for raum in raeume() if raum.braucht_familie
    )
