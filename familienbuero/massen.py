"""Many rows at once: COPY instead of INSERT, one UPDATE for rows that each get other values.

For work that writes a whole registry list: ten times as fast as `bulk_create` and `bulk_update`
(docs/leistung.md). Keys and defaults are made in Python, as everywhere here. Like those two it sends no
signals; constraints, foreign keys and triggers hold.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models import Field, Model

# Fields whose values the driver writes as they are; others prepare theirs, an encrypted text for instance.
_WIE_ES_IST = {
    models.BooleanField, models.CharField, models.DateField, models.DateTimeField, models.ForeignKey,
    models.OneToOneField, models.PositiveIntegerField, models.PositiveSmallIntegerField, models.TextField,
    models.UUIDField,
}  # fmt: skip


def einfuegen(zeilen: Collection[Model]) -> None:
    """Write new rows of one model."""
    if not zeilen:
        return
    modell = type(next(iter(zeilen)))
    felder = [feld for feld in modell._meta.concrete_fields if not isinstance(feld, models.AutoField)]
    namen = ", ".join(_name(feld.column) for feld in felder)
    befehl = f"COPY {_name(modell._meta.db_table)} ({namen}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(befehl) as kopie:
        for werte in _werte(zeilen, felder):
            kopie.write_row(werte)
    for zeile in zeilen:
        zeile._state.adding, zeile._state.db = False, connection.alias


def aendern(zeilen: Collection[Model], namen: Sequence[str]) -> None:
    """Write these fields of stored rows of one model; not for fields that are arrays."""
    if not zeilen:
        return
    meta = type(next(iter(zeilen)))._meta
    felder = [meta.pk, *(meta.get_field(name) for name in namen)]
    spalten = list(zip(*_werte(zeilen, felder), strict=True))
    neu = ", ".join(_name(feld.column) for feld in felder)
    setzen = ", ".join(f"{_name(feld.column)} = neu.{_name(feld.column)}" for feld in felder[1:])
    felderarten = ", ".join(f"%s::{feld.db_type(connection)}[]" for feld in felder)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_name(meta.db_table)} AS alt SET {setzen} FROM unnest({felderarten}) AS neu ({neu}) "  # noqa: S608
            f"WHERE alt.{_name(meta.pk.column)} = neu.{_name(meta.pk.column)}",
            [list(spalte) for spalte in spalten],
        )


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


def _werte(zeilen: Collection[Model], felder: Sequence[Field[Any, Any]]) -> Iterator[tuple[Any, ...]]:
    """What stands in these fields, as the driver writes it."""
    lesen: Callable[[Model], tuple[Any, ...]] = attrgetter(*(feld.attname for feld in felder))
    andere = [(stelle, feld) for stelle, feld in enumerate(felder) if type(feld) not in _WIE_ES_IST]
    for zeile in zeilen:
        werte = lesen(zeile)
        if andere:
            werte = list(werte)
            for stelle, feld in andere:
                werte[stelle] = feld.get_db_prep_save(werte[stelle], connection)
        yield werte
