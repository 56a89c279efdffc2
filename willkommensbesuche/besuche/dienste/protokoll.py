"""The log of a visit: what happened at the door, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung, Ueberholt
from familienbuero.kalender.regeln import frist
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.sprache import uhrzeit_in_worten
from familienbuero.vermittlung.dienste import folgeauftrag_anlegen, sind_alle_erledigt
from familienbuero.vermittlung.enums import Folgeart
from familienbuero.vermittlung.models import Folgeauftrag
from willkommensbesuche.besuche.dienste.gemeinsam import gesperrt, regeln, uebergehen
from willkommensbesuche.besuche.dienste.termine import besuch_absagen
from willkommensbesuche.besuche.enums import ANSTEHEND, Besuchsform, BesuchStatus, Ergebnis, Warum
from willkommensbesuche.besuche.models import Besuch, Protokoll, Protokollsendung

RAUM = "besuche"
# A follow-up is due after this many working days, unless the log says otherwise.
FOLGEFRIST = 5
SCHON_ANDERS = (
    "Dieses Protokoll ist schon angekommen, aber mit anderen Angaben. Es gilt, was zuerst ankam; "
    "was fehlt, sagen Sie bitte der Koordination, sie notiert es bei der Familie."
)
VERBRAUCHT = (
    "Dieses Protokoll ist schon einmal angekommen; seither hat der Besuch wieder einen Termin. Es ist nichts "
    "eingetragen. Bitte öffnen Sie das Protokoll neu."
)


class AndererTermin(Ueberholt):
    """A log was written for another appointment than the one that the visit has by now."""

    def __init__(self, geschrieben_fuer: datetime | None, jetzt: datetime) -> None:
        wofuer = "nennt keinen Termin"
        if geschrieben_fuer:
            wofuer = f"ist für den Termin {_am(geschrieben_fuer)} geschrieben"
        super().__init__(
            f"Dieses Protokoll {wofuer}, der Besuch ist jetzt {_am(jetzt)}. Es ist nichts eingetragen. "
            "Gilt es für den neuen Termin, senden Sie es noch einmal; sonst sagen Sie dem Büro, was war."
        )
        self.jetzt = jetzt


def _am(zeit: datetime) -> str:
    zeit = zeit.astimezone(BERLIN)
    return f"am {zeit:%d.%m.%Y} um {uhrzeit_in_worten(zeit)}"


def folge_faellig_am() -> date:
    """When a follow-up that begins today is due, unless somebody says otherwise."""
    return frist(kalender.heute(), FOLGEFRIST)


@dataclass(frozen=True)
class Protokollangaben:
    """What the visitor enters after a visit; follow-ups belong to the writer when nobody else is named."""

    form: Besuchsform = Besuchsform.ZU_HAUSE
    dauer_minuten: int = 45
    sprache: str = "de"
    themen: Sequence[str] = ()
    paket: bool = True
    notiz: str = ""
    folgen: Sequence[Folgeart] = field(default_factory=tuple)
    zustaendig: Benutzer | None = None
    faellig_am: date | None = None


@transaction.atomic
def besuch_protokollieren(
    besuch_id: UUID,
    *,
    ergebnis: Ergebnis,
    angaben: Protokollangaben,
    durch: Benutzer,
    schluessel: UUID | None = None,
    termin: datetime | None = None,
) -> Besuch:
    """Log a visit on its day or later.

    1. made: log, follow-ups, state up to `in_nachbearbeitung` or `abgeschlossen`;
    2. nobody there: the attempt counts; after the last one the family is `nicht_erreicht`;
    3. refused at the door: `abgesagt`, and nothing else is noted.

    `schluessel` names one filled-in form: sent a second time it answers the same and changes nothing.
    `termin` is the beginning of the appointment that the form was written for: it may have waited on a phone
    while the office moved the visit, and then says nothing about the next appointment.
    """
    besuch = gesperrt(besuch_id)
    if schluessel and _schon_gewirkt(besuch, schluessel, ergebnis, angaben, durch):
        if besuch.status in ANSTEHEND and besuch.termin and besuch.termin.beginn == termin:
            raise Ablehnung(VERBRAUCHT)
        return besuch
    if besuch.status not in ANSTEHEND or besuch.tag is None:
        raise Ablehnung(f"Dieser Besuch ist schon eingetragen: {besuch.stand.label}.")
    if (schluessel or termin) and besuch.termin and besuch.termin.beginn != termin:
        raise AndererTermin(termin, besuch.termin.beginn)
    if besuch.tag > kalender.heute():
        raise Ablehnung(
            f"Der Besuch ist erst am {besuch.tag:%d.%m.%Y}. Bis dahin gibt es nichts einzutragen."
        )
    besuch.entwuerfe.all().delete()
    if ergebnis == Ergebnis.AN_DER_TUER_ABGESAGT:
        return besuch_absagen(besuch_id, durch=durch, warum=Warum.AN_DER_TUER)
    if ergebnis == Ergebnis.NICHT_ANGETROFFEN:
        return _niemand_da(besuch, durch)
    _protokoll_schreiben(besuch, angaben, durch)
    return besuch


def _schon_gewirkt(
    besuch: Besuch, schluessel: UUID, ergebnis: Ergebnis, angaben: Protokollangaben, durch: Benutzer
) -> bool:
    """Note that this form takes effect now; True when it has done so before.

    The row of the visit is locked, so that of two copies on their way at once the second waits here.
    """
    sendung, neu = Protokollsendung.objects.get_or_create(
        pk=schluessel,
        defaults={"besuch": besuch, "ergebnis": ergebnis, "wer": durch},
    )
    if neu:
        return False
    gleich = sendung.besuch_id == besuch.pk and sendung.ergebnis == ergebnis
    if not gleich or (ergebnis == Ergebnis.DURCHGEFUEHRT and not _steht_da(besuch, angaben)):
        raise Ablehnung(SCHON_ANDERS)
    return True


def _steht_da(besuch: Besuch, angaben: Protokollangaben) -> bool:
    """Whether the written log says the same, and everything that should follow does."""
    protokoll = besuch.protokoll
    folgen = Folgeauftrag.objects.filter(quelle=RAUM, quelle_id=besuch.pk).values_list("art", flat=True)
    return set(angaben.folgen) <= set(folgen) and (
        protokoll.notiz or "",
        protokoll.form,
        protokoll.dauer_minuten,
        protokoll.sprache,
        protokoll.themen,
        protokoll.paket,
    ) == (
        angaben.notiz,
        angaben.form,
        angaben.dauer_minuten,
        angaben.sprache,
        list(angaben.themen),
        angaben.paket,
    )


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
            zustaendig=angaben.zustaendig or durch,
            faellig_am=angaben.faellig_am or folge_faellig_am(),
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
