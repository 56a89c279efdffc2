"""Taking the last step back: the hand was faster than the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.models import Benutzer
from familienbuero.termine.auskunft import ist_vergeben
from familienbuero.termine.dienste import termin_wieder_buchen
from familienbuero.termine.models import Abwesenheit, Termin
from familienbuero.verlauf import zurueckgehen
from willkommensbesuche.besuche.dienste.gemeinsam import (
    TERMINFELDER,
    gesperrt,
    termin_jetzt,
    termin_nehmen,
)
from willkommensbesuche.besuche.dienste.melden import urteil
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Warum
from willkommensbesuche.besuche.models import Besuch, BesuchVerlauf

# Later the family may have heard of it; then it is a step of its own.
BEDENKZEIT = timedelta(minutes=30)
# What one press of a button writes lies closer together than two presses ever do.
EIN_GRIFF = timedelta(seconds=1)
# Where one can go back to; an invited family still has its letter, and the code in it still holds.
WIEDERHERSTELLBAR = ANSTEHEND | {BesuchStatus.GEPRUEFT, BesuchStatus.ABGESAGT, BesuchStatus.AUSFALL_DIENST}
ZURUECKNEHMBAR = WIEDERHERSTELLBAR - {BesuchStatus.EINGELADEN}  # the letter is in the post
VERGEBLICH = frozenset({BesuchStatus.NICHT_ANGETROFFEN, BesuchStatus.NICHT_ERREICHT})


@dataclass(frozen=True)
class LetzterSchritt:
    """The rows that one press of a button has written, and the rows before them."""

    zeilen: Sequence[BesuchVerlauf]
    davor: Sequence[BesuchVerlauf]

    @property
    def vorher(self) -> BesuchVerlauf:
        """How it was before."""
        return self.davor[-1]

    @property
    def frueherer_termin(self) -> Termin | None:
        """The appointment of then, booked or given back since; None where there was none."""
        if self.vorher.beginn is None or self.vorher.besuchskraft_id is None:
            return None
        frueher = Termin.objects.filter(
            fall=self.vorher.fall_id, beginn=self.vorher.beginn, person=self.vorher.besuchskraft_id
        )
        return frueher.select_related("person").order_by("stand", "ende").last()  # "gebucht" comes last

    @property
    def titel(self) -> str:
        """What would be taken back."""
        return BesuchStatus(self.zeilen[-1].nach).label


def letzter_schritt(besuch: Besuch, benutzer: Benutzer) -> LetzterSchritt | None:
    """The last step, if this person may take it back; None otherwise.

    Locking a date is undone by unlocking it; a family that is not visited any more gets no date back. When a
    new letter is due, it may have replaced the code of the one that the family holds.
    """
    zeilen = list(besuch.verlauf.order_by("wann"))
    letzte = zeilen[-1]
    if not (_ist_versehen_am_tag(letzte, benutzer) or _ist_eben_geschehen(letzte, benutzer)):
        return None

    def ist_vom_selben_griff(zeile: BesuchVerlauf) -> bool:
        return zeile.wer_id == letzte.wer_id and letzte.wann - zeile.wann < EIN_GRIFF

    anzahl = len(list(takewhile(ist_vom_selben_griff, reversed(zeilen))))
    schritt = LetzterSchritt(zeilen[-anzahl:], zeilen[:-anzahl])
    if not schritt.davor or schritt.vorher.nach not in WIEDERHERSTELLBAR:
        return None
    if (schritt.vorher.nach, letzte.nach) == (BesuchStatus.EINGELADEN, BesuchStatus.VERSCHOBEN):
        return None
    return schritt if urteil(besuch)[0] == BesuchStatus.GEPRUEFT else None


def _ist_versehen_am_tag(zeile: BesuchVerlauf, benutzer: Benutzer) -> bool:
    """A log from which nothing follows, on the day it was written: nobody there, or a no at the door.

    Whoever wrote it may take it back, and whoever plans: a visitor who sees the wrong tap phones.
    """
    ohne_folgen = (zeile.nach in VERGEBLICH and not zeile.warum) or zeile.warum == Warum.AN_DER_TUER
    darf = zeile.wer_id == benutzer.pk or benutzer.hat_rolle(*PLANENDE)
    return ohne_folgen and darf and zeile.wann.astimezone(BERLIN).date() == kalender.heute()


def _ist_eben_geschehen(zeile: BesuchVerlauf, benutzer: Benutzer) -> bool:
    """A step in booking that this person made within the last half hour."""
    return (
        zeile.wer_id == benutzer.pk
        and zeile.nach in ZURUECKNEHMBAR
        and zeile.warum != Warum.ZURUECKGENOMMEN
        and (zeile.von != zeile.nach or zeile.warum != Warum.VON_HAND)
        and zeile.wann >= kalender.jetzt() - BEDENKZEIT
    )


def anzubieten(besuch: Besuch, benutzer: Benutzer) -> LetzterSchritt | None:
    """The last step, if its page shall offer to take it back; after a swap the window is gone."""
    schritt = letzter_schritt(besuch, benutzer)
    termin = schritt.frueherer_termin if schritt else None
    return None if termin and ist_vergeben(termin) else schritt


@transaction.atomic
def schritt_zuruecknehmen(besuch_id: UUID, *, durch: Benutzer) -> Besuch:
    """Restore state, window and visitor as they were before the last step, and count the step nowhere.

    Refuses what `letzter_schritt` does not name, a window that is taken by now, and a visitor who cannot come
    any more.
    """
    besuch = gesperrt(besuch_id)
    schritt = letzter_schritt(besuch, durch)
    if schritt is None:
        raise Ablehnung(
            "Das lässt sich nicht mehr zurücknehmen. Bitte verschieben Sie den Besuch oder sagen Sie ihn ab."
        )
    BesuchVerlauf.objects.filter(pk__in=[zeile.pk for zeile in schritt.zeilen]).update(zurueckgenommen=True)
    felder = _termin_wie_vorher(besuch, schritt)
    besuch.versuche -= sum(zeile.nach == BesuchStatus.NICHT_ANGETROFFEN for zeile in schritt.zeilen)
    zurueckgehen(
        besuch,
        BesuchStatus(schritt.vorher.nach),
        wer=durch,
        warum=Warum.ZURUECKGENOMMEN,
        felder=[*felder, "versuche"],
        **termin_jetzt(besuch),
    )
    return besuch


def _termin_wie_vorher(besuch: Besuch, schritt: LetzterSchritt) -> list[str]:
    """Give the visit the window and visitor of before; the changed fields, not yet saved."""
    termin = schritt.frueherer_termin
    if besuch.termin and besuch.termin == termin:
        return []
    termin_nehmen(besuch)
    besuch.festgelegt = schritt.vorher.festgelegt
    if termin is None:
        besuch.besuchskraft_id = schritt.vorher.besuchskraft_id
        besuch.tag = _letzter_tag(schritt.davor) if besuch.besuchskraft_id else None
        return TERMINFELDER
    _kommen_pruefen(termin)
    try:
        termin_wieder_buchen(termin)
    except Ablehnung:
        raise Ablehnung(
            "Das frühere Zeitfenster ist inzwischen vergeben. Der Besuch bleibt, wie er ist; "
            "bitte verschieben Sie ihn."
        ) from None
    besuch.termin, besuch.tag = termin, termin.beginn.astimezone(BERLIN).date()
    besuch.besuchskraft_id = termin.person_id
    return TERMINFELDER


def _letzter_tag(zeilen: Sequence[BesuchVerlauf]) -> date | None:
    """The day of the last appointment, which a visit without one keeps for history and figures."""
    tage = [zeile.beginn.astimezone(BERLIN).date() for zeile in zeilen if zeile.beginn]
    return tage[-1] if tage else None


def _kommen_pruefen(termin: Termin) -> None:
    """Refuse a coming appointment of somebody who has left, or is away by now."""
    tag, wer = termin.beginn.astimezone(BERLIN).date(), termin.person
    if termin.beginn <= kalender.jetzt():
        return
    if not wer.is_active:
        raise Ablehnung(f"{wer.name} hat kein Konto mehr. Bitte geben Sie dem Besuch einen neuen Termin.")
    if Abwesenheit.objects.filter(person=wer, von__lte=tag, bis__gte=tag).exists():
        raise Ablehnung(
            f"{wer.name} ist am {tag:%d.%m.%Y} inzwischen abwesend. Bitte wählen Sie einen neuen Termin."
        )
