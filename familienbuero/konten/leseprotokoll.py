"""The read log is written before the answer leaves; if it cannot be written, there is no answer."""

from collections.abc import Iterable
from uuid import UUID

from familienbuero.konten.models import Benutzer, Lesezugriff


def vermerken(wer: Benutzer, *, seite: str, familien: Iterable[UUID | None]) -> None:
    """Note that `wer` is shown these families on the page `seite` (a name, never an address).

    A row whose family is deleted already tells of nobody.
    """
    rollen = ",".join(wer.rollen)
    Lesezugriff.objects.bulk_create(
        [
            Lesezugriff(wer=wer, rollen=rollen, seite=seite, familie=familie)
            for familie in set(familien)
            if familie
        ]
    )
