"""Many rows at once: COPY instead of INSERT, one UPDATE for rows that each get other values.

For work that writes a whole registry list: many times as fast as `bulk_create` and `bulk_update`
(docs/leistung.md). Keys and defaults are made in Python, as everywhere here. Like those two it sends no
signals; constraints, foreign keys and triggers hold.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.db import connection, models

# Fields whose values the driver writes as they are; others prepare theirs, or refuse (a sealed text).
_WIE_ES_IST = {
    models.BooleanField, models.CharField, models.DateField, models.DateTimeField, models.ForeignKey,
    models.OneToOneField, models.PositiveIntegerField, models.PositiveSmallIntegerField, models.TextField,
    models.UUIDField,
}  # fmt: skip


class _EinesVon(models.Lookup[Any]):
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        spalte, werte = self.process_lhs(compiler, connection)
        return f"{spalte} = ANY(%s)", [*werte, self.rhs]


def eines_von(feld: str, werte: Iterable[Any]) -> models.Lookup[Any]:
    """Condition like `feld__in=werte`, for keys and texts, but all of them are one parameter.

    Each parameter costs, and a list asks for some thousand keys at a time.
    """
    return _EinesVon(models.F(feld), list(werte))


def einfuegen(zeilen: Collection[models.Model]) -> None:
    """Write new rows of one model."""
    if not zeilen:
        return
    modell = type(next(iter(zeilen)))
    felder = [feld for feld in modell._meta.concrete_fields if not isinstance(feld, models.AutoField)]
    _kopieren(modell, felder, _werte(zeilen, felder))
    for zeile in zeilen:
        zeile._state.adding, zeile._state.db = False, connection.alias


def zeilen_einfuegen(
    modell: type[models.Model], namen: Sequence[str], zeilen: Collection[Sequence[Any]]
) -> None:
    """Write new rows that nobody needs as objects, which cost more than all the rest of them.

    The values are as the driver writes them. The model presets nothing: keys are among the named fields.
    """
    if zeilen:
        _kopieren(modell, [modell._meta.get_field(name) for name in namen], zeilen)


def _kopieren(modell: type[models.Model], felder: Sequence[Any], zeilen: Iterable[Sequence[Any]]) -> None:
    spalten = ", ".join(_spalte(feld) for feld in felder)
    befehl = f"COPY {connection.ops.quote_name(modell._meta.db_table)} ({spalten}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(befehl) as kopie:
        for werte in zeilen:
            kopie.write_row(werte)


def aendern(zeilen: Collection[models.Model], namen: Sequence[str]) -> None:
    """Write the named fields of stored rows of one model; not for fields that are arrays themselves."""
    if not zeilen:
        return
    meta = type(next(iter(zeilen)))._meta
    tabelle, schluessel = connection.ops.quote_name(meta.db_table), _spalte(meta.pk)
    felder = [meta.pk, *(meta.get_field(name) for name in namen)]
    neu = ", ".join(map(_spalte, felder))
    setzen = ", ".join(f"{_spalte(feld)} = neu.{_spalte(feld)}" for feld in felder[1:])
    reihen = ", ".join(f"%s::{feld.db_type(connection)}[]" for feld in felder)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {tabelle} AS alt SET {setzen} FROM unnest({reihen}) AS neu ({neu}) "  # noqa: S608
            f"WHERE alt.{schluessel} = neu.{schluessel}",
            [list(reihe) for reihe in zip(*_werte(zeilen, felder), strict=True)],
        )


def _spalte(feld: Any) -> str:
    return connection.ops.quote_name(feld.column)


def _werte(zeilen: Collection[models.Model], felder: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """What stands in these fields, as the driver writes it."""
    lesen = attrgetter(*(feld.attname for feld in felder))
    andere = [(stelle, feld) for stelle, feld in enumerate(felder) if type(feld) not in _WIE_ES_IST]
    for zeile in zeilen:
        if not andere:
            yield lesen(zeile)
            continue
        werte = list(lesen(zeile))
        for stelle, feld in andere:
            werte[stelle] = feld.get_db_prep_save(werte[stelle], connection)
        yield werte


def statistik_erneuern(*modelle: type[models.Model]) -> None:
    """Let PostgreSQL count its tables anew.

    Nobody else can while their new rows are not committed; with the old counts it would read whole tables
    where an index lies ready.
    """
    with connection.cursor() as cursor:
        for modell in modelle:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(modell._meta.db_table)}")


@contextmanager
def selten_aufraeumen() -> Iterator[None]:
    """Let Python look for forgotten cycles only now and then.

    Whoever holds a hundred thousand rows would otherwise spend half of the time on looking through them.
    """
    bisher = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*bisher)
