"""What the services share: fetching under a lock, changing state with the ledger, moving an appointment."""

from typing import Any
from uuid import UUID

from familienbuero import verlauf
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.termine.dienste import personen_sperren, termin_aufheben, termin_buchen
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import TERMINART, Besuch, Besuchsregeln

TERMINFELDER = ["termin", "tag", "besuchskraft", "festgelegt"]


def regeln() -> Besuchsregeln:
    """The settings for visits; made with their defaults at the first question."""
    return Besuchsregeln.objects.get_or_create(pk=True)[0]


def gesperrt(besuch_id: UUID) -> Besuch:
    """The visit, its row locked until the end of the transaction."""
    return (
        Besuch.objects.select_for_update(of=("self",)).select_related("familie", "termin").get(pk=besuch_id)
    )


def uebergehen(
    besuch: Besuch,
    nach: BesuchStatus,
    *,
    durch: Benutzer | None,
    warum: str = "",
    rolle: str = "",
    felder: list[str] | None = None,
) -> None:
    """Change the state; the ledger also notes the appointment and the visitor of this moment."""
    verlauf.uebergehen(
        besuch, nach, wer=durch, rolle=rolle, warum=warum, felder=felder, **termin_jetzt(besuch)
    )


def verzeichnen(besuch: Besuch, *, durch: Benutzer | None, warum: str, rolle: str = "") -> None:
    """Note in the ledger what did not change the state."""
    verlauf.verzeichnen(
        besuch,
        von=besuch.status,
        nach=besuch.status,
        wer=durch,
        rolle=rolle,
        warum=warum,
        **termin_jetzt(besuch),
    )


def termin_jetzt(besuch: Besuch) -> dict[str, Any]:
    """What the ledger notes beside the state: appointment and visitor, and whether the date is locked."""
    return {
        "beginn": besuch.termin.beginn if besuch.termin else None,
        "besuchskraft_id": besuch.besuchskraft_id,
        "festgelegt": besuch.festgelegt,
    }


def termin_setzen(besuch: Besuch, fenster: Fenster) -> list[str]:
    """Give the visit the window instead of the one it has; returns the changed fields, not yet saved."""
    personen_sperren({fenster.person} | ({besuch.termin.person_id} if besuch.termin else set()))
    if besuch.termin:
        termin_aufheben(besuch.termin)
    besuch.termin = termin_buchen(fenster=fenster, art=TERMINART, fall=besuch.pk)
    besuch.tag = fenster.beginn.date()
    besuch.besuchskraft_id = fenster.person
    besuch.festgelegt = False
    return TERMINFELDER


def termin_nehmen(besuch: Besuch) -> list[str]:
    """Give the visit's window back; day and visitor stay, because figures and history ask for them."""
    if besuch.termin:
        termin_aufheben(besuch.termin)
        besuch.termin = None
    return ["termin"]
