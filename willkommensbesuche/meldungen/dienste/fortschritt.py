"""Progress of a take-over, shown while its transaction is still open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID

from django.db import connection
from django.utils import timezone

from familienbuero.auftrag import PACHT, Auftragsstand
from willkommensbesuche.meldungen.models import Meldeliste


class Anzeige(Protocol):
    """Takes the number of households dealt with."""

    def __call__(self, erledigt: int) -> None: ...


@contextmanager
def fortschritt(liste: UUID) -> Iterator[Anzeige]:
    """Note progress in the row over a second connection, and with it prolong the lease.

    The take-over itself is one transaction: nothing of it can be seen before its end, therefore it must
    not hold the row of the list. Losing a note is harmless.
    """
    daneben = connection.copy()
    tabelle = Meldeliste._meta.db_table

    def anzeigen(erledigt: int) -> None:
        with daneben.cursor() as cursor:
            cursor.execute(
                f"UPDATE {tabelle} SET erledigt = %s, pacht_bis = %s WHERE id = %s AND stand = %s",  # noqa: S608
                [erledigt, timezone.now() + PACHT, liste, Auftragsstand.IN_ARBEIT],
            )

    try:
        yield anzeigen
    finally:
        daneben.close()
