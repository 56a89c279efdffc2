"""Taking the last booking step back: the hand was faster than the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from familienbuero import kalender
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.termine.dienste import termin_wieder_buchen
from familienbuero.termine.models import Termin
from familienbuero.verlauf import zurueckgehen
from willkommensbesuche.besuche.dienste.gemeinsam import TERMINFELDER, gesperrt, termin_nehmen
from willkommensbesuche.besuche.dienste.melden import urteil
from willkommensbesuche.besuche.enums import ANSTEHEND, BesuchStatus, Warum
from willkommensbesuche.besuche.models import Besuch, BesuchVerlauf

# Later the family may have heard of it; then it is a step of its own.
BEDENKZEIT = timedelta(minutes=30)
# What one press of a button writes lies closer together than two presses ever do.
EIN_GRIFF = timedelta(seconds=1)
ZURUECKNEHMBAR = ANSTEHEND | {BesuchStatus.GEPRUEFT, BesuchStatus.ABGESAGT, BesuchStatus.AUSFALL_DIENST}
ZURUECKNEHMBAR -= {BesuchStatus.EINGELADEN}  # the letter is in the post


@dataclass(frozen=True)
class LetzterSchritt:
    """The rows that one press of a button has written, and the row before them."""

    zeilen: Sequence[BesuchVerlauf]
    vorher: BesuchVerlauf

    @property
    def titel(self) -> str:
        """What would be taken back."""
        return BesuchStatus(self.zeilen[-1].nach).label


def letzter_schritt(besuch: Besuch, benutzer: Benutzer) -> LetzterSchritt | None:
    """The last step, if this person made it just now and it can be taken back; None otherwise.

    Locking a date is undone by unlocking it; a family that is not visited any more gets no date back.
    """
    zeilen = list(besuch.verlauf.order_by("wann"))
    letzte = zeilen[-1]
    if (
        letzte.wer_id != benutzer.pk
        or letzte.nach not in ZURUECKNEHMBAR
        or letzte.warum == Warum.ZURUECKGENOMMEN
        or (letzte.von == letzte.nach and letzte.warum == Warum.VON_HAND)
        or letzte.wann < kalender.jetzt() - BEDENKZEIT
    ):
        return None
    griff = [
        zeile for zeile in zeilen if zeile.wer_id == benutzer.pk and letzte.wann - zeile.wann < EIN_GRIFF
    ]
    davor = zeilen[: -len(griff)]
    if not davor or davor[-1].nach not in ZURUECKNEHMBAR:
        return None
    return LetzterSchritt(griff, davor[-1]) if urteil(besuch)[0] == BesuchStatus.GEPRUEFT else None


@transaction.atomic
def schritt_zuruecknehmen(besuch_id: UUID, *, durch: Benutzer) -> Besuch:
    """Restore state, window and visitor as they were before the last step, and count the step nowhere.

    Refuses what somebody else did, what is older than half an hour, what the post has taken along, and a
    window that is taken by now.
    """
    besuch = gesperrt(besuch_id)
    schritt = letzter_schritt(besuch, durch)
    if schritt is None:
        raise Ablehnung(
            "Das lässt sich nicht mehr zurücknehmen. Bitte verschieben Sie den Besuch oder sagen Sie ihn ab."
        )
    BesuchVerlauf.objects.filter(pk__in=[zeile.pk for zeile in schritt.zeilen]).update(zurueckgenommen=True)
    felder = _termin_wie_vorher(besuch, schritt.vorher)
    zurueckgehen(
        besuch,
        BesuchStatus(schritt.vorher.nach),
        wer=durch,
        warum=Warum.ZURUECKGENOMMEN,
        felder=felder,
        beginn=besuch.termin.beginn if besuch.termin else None,
        besuchskraft_id=besuch.besuchskraft_id,
    )
    return besuch


def _termin_wie_vorher(besuch: Besuch, vorher: BesuchVerlauf) -> list[str]:
    """Give the visit the window and visitor of that row; the changed fields, not yet saved."""
    if vorher.beginn is None or vorher.besuchskraft_id is None:
        termin_nehmen(besuch)
        besuch.tag = besuch.besuchskraft = None
        return TERMINFELDER
    frueher = Termin.objects.filter(fall=besuch.pk, beginn=vorher.beginn, person=vorher.besuchskraft_id)
    termin = frueher.latest("stand", "ende")  # "gebucht" comes after "aufgehoben"
    if besuch.termin == termin:
        return []
    termin_nehmen(besuch)
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
