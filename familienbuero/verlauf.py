"""Ledgers: one row per change of state, written in the transaction that changes it.

History, figures and "what is still to do" are queries on these rows, so there is exactly one way to
change a state: `uebergehen`, and one to take the last step back: `zurueckgehen`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.conf import settings
from django.db import models

from familienbuero import kalender
from familienbuero.fehler import Ablehnung

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer


class Verlauf(models.Model):
    """Base of the ledgers. The room adds the foreign key `fall` with `related_name="verlauf"`, and in
    `gruende` the words for the codes of `warum`.
    """

    gruende: ClassVar[Mapping[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    von = models.CharField("von", max_length=30, blank=True)
    nach = models.CharField("nach", max_length=30)
    wann = models.DateTimeField("wann")
    wer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rolle = models.CharField("Rolle", max_length=30)
    warum = models.CharField("warum", max_length=40, blank=True)

    class Meta:
        abstract = True
        ordering = ["wann"]

    def __str__(self) -> str:
        return f"{self.von or '–'} → {self.nach}"


class Fall(Protocol):
    """What `uebergehen` asks of a row: a state with its map, and a ledger."""

    status: Any
    verlauf: Any

    def save(self, *, update_fields: list[str]) -> None: ...


# Who acts when nobody is signed in.
FAMILIE = "familie"
SYSTEM = "system"


def verzeichnen(
    fall: Any, *, von: str, nach: str, wer: Benutzer | None, rolle: str = "", warum: str = "", **mehr: Any
) -> None:
    """Write one ledger row without looking at the map; `uebergehen` is the door for changes of state."""
    fall.verlauf.create(
        von=von,
        nach=nach,
        wann=kalender.jetzt(),
        wer=wer,
        rolle=rolle or (wer.hauptrolle if wer else SYSTEM),
        warum=warum,
        **mehr,
    )


def zurueckgehen(fall: Any, nach: Any, *, wer: Benutzer, warum: str, felder: list[str], **mehr: Any) -> None:
    """Take `fall` back to a state in which the ledger says it was: the one way past the map.

    The caller holds the row lock and the transaction, and has seen the row of the ledger.
    """
    von = fall.status
    fall.status = nach
    fall.save(update_fields=["status", *felder])
    verzeichnen(fall, von=von, nach=nach, wer=wer, warum=warum, **mehr)


def uebergehen(
    fall: Any,
    nach: Any,
    *,
    wer: Benutzer | None,
    rolle: str = "",
    warum: str = "",
    felder: list[str] | None = None,
    **mehr: Any,
) -> None:
    """Take `fall` to the state `nach`: check the map, save with the changed `felder`, write the ledger.

    The caller holds the row lock and the transaction. `mehr` are columns of the room's own ledger.
    Raises Ablehnung when the map of the state's enum does not lead there.
    """
    von = type(nach)(fall.status)
    if nach not in von.danach:
        raise Ablehnung(
            f"Das geht nicht mehr: Der Stand ist inzwischen „{von.label}“. Bitte laden Sie die Seite neu."
        )
    fall.status = nach
    fall.save(update_fields=["status", *(felder or [])])
    verzeichnen(fall, von=von, nach=nach, wer=wer, rolle=rolle, warum=warum, **mehr)
