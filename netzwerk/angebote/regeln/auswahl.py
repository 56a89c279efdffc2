"""What a family is looking for: the filters of the public list as plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

# In which order offers stand; without a choice the one with the next date first.
NACH_NAMEN, NACH_NAEHE = "name", "naehe"
# The oldest child whose age can be chosen: primary school.
HOECHSTALTER = 144


@dataclass(frozen=True, kw_only=True)
class Auswahl:
    """All filters, and the order; what is left empty does not filter. `alter` is in months, `umkreis` in
    kilometres.
    """

    wort: str = ""
    alter: int | None = None
    schwanger: bool = False
    stadtteil: UUID | None = None
    umkreis: int = 0
    tage: tuple[int, ...] = ()
    am: date | None = None
    art: str = ""
    sprache: str = ""
    kostenlos: bool = False
    ohne_anmeldung: bool = False
    stufenlos: bool = False
    ordnung: str = ""

    @property
    def leer(self) -> bool:
        """True when everything is shown."""
        return self == Auswahl()

    @property
    def meint_tage(self) -> bool:
        """True when not just any date of an offer will do."""
        return self.am is not None or bool(self.tage)


@dataclass(frozen=True, kw_only=True)
class Suche:
    """Filters with what the database had to be asked for before: ids of places, words of the stock.

    `orte` is None when every place will do; with `auch_ohne_ort` to have none will do as well. `worte` has
    for each word that was typed those of the stock that are like it; an offer must have one of each.
    `entfernungen` has for kilometres the places that are so far away; only filled where offers stand by them.
    """

    auswahl: Auswahl
    orte: Collection[UUID] | None = None
    auch_ohne_ort: bool = False
    worte: Sequence[Collection[str]] = ()
    entfernungen: Mapping[int, Collection[UUID]] = field(default_factory=dict)


def passt_zum_alter(
    auswahl: Auswahl, *, alter_von: int | None, alter_bis: int | None, schwangerschaft: bool
) -> bool:
    """Whether an offer is for a child of that age, or for the time before it is born.

    An offer without any age is for all, unless it is for pregnancy alone. The same rule as SQL:
    `AngebotQuerySet.passend`.
    """
    if auswahl.schwanger:
        return schwangerschaft or (alter_von is None and alter_bis is None)
    if auswahl.alter is None:
        return True
    if alter_von is None and alter_bis is None:
        return not schwangerschaft
    return (alter_von or 0) <= auswahl.alter and (alter_bis is None or auswahl.alter <= alter_bis)
