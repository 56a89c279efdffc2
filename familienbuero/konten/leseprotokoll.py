"""The read log is written before the answer leaves; if it cannot be written, there is no answer."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.utils import timezone

from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.massen import zeilen_einfuegen


def vermerken(wer: Benutzer, *, seite: str, familien: Iterable[UUID | None]) -> None:
    """Note that `wer` is shown these families on the page `seite` (a name, never an address).

    A row whose family is deleted already tells of nobody.
    """
    rollen, jetzt = ",".join(wer.rollen), timezone.now()
    zeilen_einfuegen(
        Lesezugriff,
        ["id", "wann", "wer", "rollen", "seite", "familie"],
        [(uuid4(), jetzt, wer.pk, rollen, seite, familie) for familie in set(familien) if familie],
    )
