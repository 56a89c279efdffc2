"""Which case is visited, decided on or excluded, and when it should be visited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from familienbuero.stammdaten.regeln import alter_in_monaten
from willkommensbesuche.besuche.enums import Anlass, Ausschlussgrund


@dataclass(frozen=True)
class Zuzugsgrenzen:
    """Up to which age children who moved in are invited, in completed months at the move.

    § 10a MeldDÜV NRW covers children under two; older ones only with another legal basis.
    """

    nach_10a: int = 24
    hoechstens: int = 36
    andere_rechtsgrundlage: bool = False

    @property
    def grenze(self) -> int:
        return self.hoechstens if self.andere_rechtsgrundlage else min(self.nach_10a, self.hoechstens)


def ausschluss(
    *,
    anlass: str,
    geburtsdaten: Collection[date],
    ereignisdatum: date,
    verstorben: bool,
    weggezogen: bool,
    kein_kontakt: bool,
    grenzen: Zuzugsgrenzen,
) -> Ausschlussgrund | None:
    """Why a reported family is not visited at all.

    Of several children who moved in the youngest counts.
    """
    if verstorben:
        return Ausschlussgrund.VERSTORBEN
    if weggezogen:
        return Ausschlussgrund.WEGZUG
    if kein_kontakt:
        return Ausschlussgrund.WIDERSPRUCH
    zugezogen = anlass == Anlass.ZUZUG and geburtsdaten
    if zugezogen and alter_in_monaten(max(geburtsdaten), ereignisdatum) >= grenzen.grenze:
        return Ausschlussgrund.ALTER
    return None


def entscheidungsgrund(
    *, auskunftssperre: bool, sperrvermerk: bool, vormund_behoerde: bool
) -> Ausschlussgrund | None:
    """Why the head decides on a reported family."""
    if auskunftssperre:
        return Ausschlussgrund.AUSKUNFTSSPERRE
    if sperrvermerk:
        return Ausschlussgrund.SPERRVERMERK
    return Ausschlussgrund.VORMUND if vormund_behoerde else None


def zielfenster(anlass: str, ereignisdatum: date, *, von_tage: int, bis_tage: int) -> tuple[date, date]:
    """First and last day of the visit: `von_tage` to `bis_tage` days after birth or move-in.

    A family that asked by itself is visited as soon as it can be.
    """
    if anlass in (Anlass.EIGENER_WUNSCH, Anlass.SCHWANGERSCHAFT):
        von_tage = 0
    return ereignisdatum + timedelta(days=von_tage), ereignisdatum + timedelta(days=bis_tage)
