"""Cases that began before they came here: from the office's own table, with what had happened so far."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.massen import einfuegen
from familienbuero.raum import Fenster
from familienbuero.stammdaten.models import Familie, Kind
from familienbuero.termine.dienste import VERGEBEN, personen_sperren
from familienbuero.termine.models import Termin
from familienbuero.verlauf import SYSTEM
from willkommensbesuche.besuche.dienste.gemeinsam import regeln
from willkommensbesuche.besuche.dienste.melden import OFFEN, Teilnahme, lagen_der, urteil_ueber
from willkommensbesuche.besuche.dienste.protokoll import Protokollangaben
from willkommensbesuche.besuche.enums import Ausschlussgrund, BesuchStatus, Warum
from willkommensbesuche.besuche.models import TERMINART, Besuch, BesuchVerlauf, Protokoll

_S = BesuchStatus
# How far a case can have got, and by which states after its check; what nobody has noted is not claimed.
WERDEGANG: dict[BesuchStatus, tuple[BesuchStatus, ...]] = {
    _S.GEPRUEFT: (),
    _S.EINGELADEN: (_S.EINGEPLANT, _S.EINGELADEN),
    _S.BESTAETIGT: (_S.EINGEPLANT, _S.BESTAETIGT),
    _S.ABGESAGT: (_S.EINGEPLANT, _S.ABGESAGT),
    _S.NICHT_ERREICHT: (_S.EINGEPLANT, _S.NICHT_ANGETROFFEN, _S.NICHT_ERREICHT),
    _S.ABGESCHLOSSEN: (_S.EINGEPLANT, _S.DURCHGEFUEHRT, _S.PROTOKOLLIERT, _S.ABGESCHLOSSEN),
}
# The family said no before anybody had planned anything.
WERDEGANG_OHNE_TAG = {_S.GEPRUEFT: (), _S.ABGESAGT: (_S.ABGESAGT,)}
LAUFEND = frozenset({_S.GEPRUEFT, _S.EINGELADEN, _S.BESTAETIGT})
NICHT_OFFEN = "Für eine der Familien ist inzwischen ein Besuch eingetragen. Bitte prüfen Sie noch einmal."


@dataclass(frozen=True, kw_only=True)
class Nachtrag:
    """A case that began before it came here, and how far it has got (`stand`, one of WERDEGANG).

    `tag` is the day of its appointment; only a case with `fenster` holds a window, for of a visit that is
    over the time of day may be unknown.
    """

    familie: Familie
    kinder: Sequence[Kind]
    anlass: str
    ereignisdatum: date
    stand: BesuchStatus
    tag: date | None = None
    besuchskraft: UUID | None = None
    fenster: Fenster | None = None
    angaben: Protokollangaben | None = None

    @property
    def werdegang(self) -> tuple[BesuchStatus, ...]:
        return (WERDEGANG if self.tag else WERDEGANG_OHNE_TAG)[self.stand]


@transaction.atomic
def besuche_nachtragen(nachtraege: Sequence[Nachtrag], *, wer: Benutzer | None) -> list[Besuch]:
    """Write cases with ledger, window and log as if they had been here from the beginning.

    Works in bulk; families and children exist already. A running case is checked as any other: a family with
    a blocking mark waits for the head, and keeps no date. Refuses a second open case of a household, and a
    window that is taken.
    """
    familien = {nachtrag.familie.pk for nachtrag in nachtraege}
    list(Familie.objects.select_for_update().filter(pk__in=familien).order_by("pk").values_list("pk"))
    laufende = [nachtrag.familie.pk for nachtrag in nachtraege if nachtrag.stand in LAUFEND]
    if Besuch.objects.filter(familie__in=laufende, status__in=OFFEN).exists() or _doppelt(laufende):
        raise Ablehnung(NICHT_OFFEN)
    personen_sperren(nachtrag.fenster.person for nachtrag in nachtraege if nachtrag.fenster)
    faelle = _beurteilt(nachtraege, familien)
    jetzt = kalender.jetzt()
    termine = [besuch.termin for besuch, _ in faelle if besuch.termin]
    try:
        with transaction.atomic():
            einfuegen(termine)
    except IntegrityError:  # somebody was faster
        raise Ablehnung(str(VERGEBEN)) from None
    einfuegen([besuch for besuch, _ in faelle])
    einfuegen([zeile for besuch, nachtrag in faelle for zeile in _verlauf(besuch, nachtrag, wer, jetzt)])
    einfuegen(
        [
            Teilnahme(besuch_id=besuch.pk, kind_id=kind.pk)
            for besuch, nachtrag in faelle
            for kind in nachtrag.kinder
        ]
    )
    einfuegen([_protokoll(besuch, nachtrag.angaben, wer) for besuch, nachtrag in faelle if nachtrag.angaben])
    return [besuch for besuch, _ in faelle]


def _doppelt(familien: Collection[UUID]) -> bool:
    return len(set(familien)) != len(familien)


def _beurteilt(nachtraege: Sequence[Nachtrag], familien: Collection[UUID]) -> list[tuple[Besuch, Nachtrag]]:
    """The cases, those that run with the outcome of their check."""
    fallregeln, lagen = regeln(), lagen_der(familien)
    faelle = []
    for nachtrag in nachtraege:
        besuch = Besuch(
            familie=nachtrag.familie,
            anlass=nachtrag.anlass,
            ereignisdatum=nachtrag.ereignisdatum,
            anzahl_kinder=len(nachtrag.kinder),
            stadtteil_id=nachtrag.familie.stadtteil_id,
            status=nachtrag.stand,
        )
        if nachtrag.stand in LAUFEND:
            status, grund = urteil_ueber(besuch, nachtrag.kinder, lagen[nachtrag.familie.pk], fallregeln)
            if grund:
                besuch.status, besuch.grund = status, grund
        if not besuch.grund:
            besuch.tag, besuch.besuchskraft_id = nachtrag.tag, nachtrag.besuchskraft
            besuch.termin = _termin(besuch, nachtrag.fenster) if nachtrag.fenster else None
            besuch.versuche = fallregeln.hoechstversuche * (nachtrag.stand == _S.NICHT_ERREICHT)
        faelle.append((besuch, nachtrag))
    return faelle


def _termin(besuch: Besuch, fenster: Fenster) -> Termin:
    return Termin(
        person_id=fenster.person, art=TERMINART, fall=besuch.pk, beginn=fenster.beginn, ende=fenster.ende
    )


def _verlauf(
    besuch: Besuch, nachtrag: Nachtrag, wer: Benutzer | None, jetzt: datetime
) -> list[BesuchVerlauf]:
    """The ledger: what is over happened on its day, what runs was told us now.

    The order is kept by a microsecond from row to row.
    """
    schritte: list[tuple[BesuchStatus, str]] = [(_S.GEMELDET, "")]
    if besuch.grund:
        schritte.append((BesuchStatus(besuch.status), Ausschlussgrund(besuch.grund)))
    else:
        schritte += [(_S.GEPRUEFT, ""), *((stand, Warum.ALTBESTAND) for stand in nachtrag.werdegang)]
    wann = jetzt
    if nachtrag.stand not in LAUFEND and nachtrag.tag:
        wann = min(jetzt, datetime.combine(nachtrag.tag, time(12), BERLIN))
    von, zeilen = "", []
    for nummer, (nach, warum) in enumerate(schritte):
        geplant = nach in nachtrag.werdegang and not besuch.grund
        zeilen.append(
            BesuchVerlauf(
                fall=besuch,
                von=von,
                nach=nach,
                wann=wann + timedelta(microseconds=nummer),
                wer=wer,
                rolle=wer.hauptrolle if wer else SYSTEM,
                warum=warum,
                beginn=nachtrag.fenster.beginn if nachtrag.fenster and geplant else None,
                besuchskraft_id=nachtrag.besuchskraft if geplant else None,
            )
        )
        von = nach
    return zeilen


def _protokoll(besuch: Besuch, angaben: Protokollangaben, wer: Benutzer | None) -> Protokoll:
    assert besuch.tag is not None
    return Protokoll(
        besuch=besuch,
        form=angaben.form,
        dauer_minuten=angaben.dauer_minuten,
        sprache=angaben.sprache,
        themen=list(angaben.themen),
        paket=angaben.paket,
        geschrieben_von=wer,
        geschrieben_am=datetime.combine(besuch.tag, time(12), BERLIN),
    )
