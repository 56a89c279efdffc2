"""The log of a visit: what happened at the door, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.regeln import frist
from familienbuero.konten.models import Benutzer
from familienbuero.vermittlung.dienste import folgeauftrag_anlegen, sind_alle_erledigt
from familienbuero.vermittlung.enums import Folgeart
from willkommensbesuche.besuche.dienste.gemeinsam import gesperrt, regeln, uebergehen
from willkommensbesuche.besuche.dienste.termine import besuch_absagen
from willkommensbesuche.besuche.enums import ANSTEHEND, Besuchsform, BesuchStatus, Ergebnis, Warum
from willkommensbesuche.besuche.models import Besuch, Protokoll

RAUM = "besuche"
# A follow-up is due after this many working days; later it can be given another day and owner.
FOLGEFRIST = 5


@dataclass(frozen=True)
class Protokollangaben:
    """What the visitor enters after a visit."""

    form: Besuchsform = Besuchsform.ZU_HAUSE
    dauer_minuten: int = 45
    sprache: str = "de"
    themen: Sequence[str] = ()
    paket: bool = True
    notiz: str = ""
    folgen: Sequence[Folgeart] = field(default_factory=tuple)


@transaction.atomic
def besuch_protokollieren(
    besuch_id: UUID, *, ergebnis: Ergebnis, angaben: Protokollangaben, durch: Benutzer
) -> Besuch:
    """Log a visit on its day or later.

    1. made: log, follow-ups (owner: who writes the log, due in five working days), state up to
       `in_nachbearbeitung` or `abgeschlossen`;
    2. nobody there: the attempt counts; after the last one the family is `nicht_erreicht`;
    3. refused at the door: `abgesagt`, and nothing else is noted.
    """
    besuch = gesperrt(besuch_id)
    if besuch.status not in ANSTEHEND or besuch.tag is None:
        raise Ablehnung(f"Dieser Besuch ist schon eingetragen: {besuch.stand.label}.")
    if besuch.tag > kalender.heute():
        raise Ablehnung(
            f"Der Besuch ist erst am {besuch.tag:%d.%m.%Y}. Bis dahin gibt es nichts einzutragen."
        )
    if ergebnis == Ergebnis.AN_DER_TUER_ABGESAGT:
        return besuch_absagen(besuch_id, durch=durch, warum=Warum.AN_DER_TUER)
    if ergebnis == Ergebnis.NICHT_ANGETROFFEN:
        return _niemand_da(besuch, durch)
    _protokoll_schreiben(besuch, angaben, durch)
    return besuch


def _niemand_da(besuch: Besuch, durch: Benutzer) -> Besuch:
    besuch.versuche += 1
    uebergehen(besuch, BesuchStatus.NICHT_ANGETROFFEN, durch=durch, felder=["versuche"])
    if besuch.versuche >= regeln().hoechstversuche:
        uebergehen(besuch, BesuchStatus.NICHT_ERREICHT, durch=durch)
    return besuch


def _protokoll_schreiben(besuch: Besuch, angaben: Protokollangaben, durch: Benutzer) -> None:
    assert besuch.familie is not None
    uebergehen(besuch, BesuchStatus.DURCHGEFUEHRT, durch=durch)
    Protokoll.objects.create(
        besuch=besuch,
        form=angaben.form,
        dauer_minuten=angaben.dauer_minuten,
        sprache=angaben.sprache,
        themen=list(angaben.themen),
        paket=angaben.paket,
        notiz=angaben.notiz,
        geschrieben_von=durch,
        geschrieben_am=kalender.jetzt(),
    )
    uebergehen(besuch, BesuchStatus.PROTOKOLLIERT, durch=durch)
    for art in angaben.folgen:
        folgeauftrag_anlegen(
            familie=besuch.familie,
            art=art,
            quelle=RAUM,
            quelle_id=besuch.pk,
            zustaendig=durch,
            faellig_am=frist(kalender.heute(), FOLGEFRIST),
            durch=durch,
        )
    ziel = BesuchStatus.IN_NACHBEARBEITUNG if angaben.folgen else BesuchStatus.ABGESCHLOSSEN
    uebergehen(besuch, ziel, durch=durch)


def folgeauftrag_erledigt(besuch_id: UUID, durch: Benutzer) -> None:
    """Close the case when nothing that followed from it is open any more; open it again otherwise."""
    besuch = gesperrt(besuch_id)
    fertig = sind_alle_erledigt(quelle=RAUM, quelle_id=besuch.pk)
    ziel = BesuchStatus.ABGESCHLOSSEN if fertig else BesuchStatus.IN_NACHBEARBEITUNG
    if besuch.status != ziel:
        uebergehen(besuch, ziel, durch=durch)
