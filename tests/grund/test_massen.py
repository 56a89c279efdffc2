"""Writing in bulk: the same rows as one by one, with constraints in force."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from familienbuero.massen import aendern, eines_von, einfuegen, statistik_erneuern, zeilen_einfuegen
from familienbuero.stammdaten.models import Familie, Kind, Stadtteil
from tests import fabriken
from willkommensbesuche.besuche.models import Anrufnotiz, Besuch

pytestmark = pytest.mark.django_db


def _familien(anzahl: int) -> list[Familie]:
    return [
        Familie(name=f"Öz\t{i}\\N", strasse="Weg", hausnummer=str(i), plz="57072", ort="M")
        for i in range(anzahl)
    ]


def test_written_rows_are_those_that_were_made() -> None:
    familien = _familien(3)
    einfuegen(familien)
    gelesen = {familie.pk: familie for familie in Familie.objects.all()}
    for familie in familien:
        assert not familie._state.adding
        assert familie.__dict__.keys() - {"_state"} == gelesen[familie.pk].__dict__.keys() - {"_state"}
        assert all(
            getattr(familie, feld.attname) == getattr(gelesen[familie.pk], feld.attname)
            for feld in Familie._meta.concrete_fields
        )


def test_each_row_gets_its_own_values_and_keeps_the_rest() -> None:
    familien = _familien(3)
    einfuegen(familien)
    for i, familie in enumerate(familien):
        familie.weggezogen_am = date(2026, 1, i + 1) if i else None
        familie.telefonziffern = f"{i}"
        familie.ort = "nicht geschrieben"
    aendern(familien, ["weggezogen_am", "telefonziffern"])
    for i, familie in enumerate(familien):
        familie.refresh_from_db()
        assert (familie.weggezogen_am, familie.telefonziffern, familie.ort) == (
            date(2026, 1, i + 1) if i else None,
            f"{i}",
            "M",
        )


def test_nothing_to_write_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        einfuegen([])
        aendern([], ["name"])


def test_keys_that_the_database_makes_are_written() -> None:
    besuch = fabriken.besuch()
    kind = Kind.objects.create(
        familie=besuch.familie, familienname="A", geburtsdatum=date(2026, 1, 1), schluessel="x"
    )
    teilnahme = Besuch.kinder.through
    einfuegen([teilnahme(besuch_id=besuch.pk, kind_id=kind.pk)])
    assert kind in besuch.kinder.all()


def test_a_constraint_refuses_what_it_always_refuses() -> None:
    stadtteile = [Stadtteil(name="Mitte", sortierschluessel="mitte") for _ in range(2)]
    with pytest.raises(IntegrityError):
        einfuegen(stadtteile)


def test_sealed_text_never_goes_this_way_unsealed(leitung: Any) -> None:
    notiz = Anrufnotiz(familie=fabriken.besuch().familie, text="Ruft zurück", wer=leitung)
    with pytest.raises(TypeError):
        einfuegen([notiz])


def test_rows_without_objects_have_the_named_columns() -> None:
    stadtteile = [(uuid4(), "Mitte", "mitte"), (uuid4(), "Öst\t\\N", "ost")]
    zeilen_einfuegen(Stadtteil, ["id", "name", "sortierschluessel"], stadtteile)
    gelesen = Stadtteil.objects.order_by("name").values_list("pk", "name", "sortierschluessel")
    assert list(gelesen) == stadtteile


@pytest.mark.parametrize("feld", ["ordnungsmerkmal", "familie_id", "pk"])
def test_one_of_many_finds_the_same_as_in(feld: str) -> None:
    kinder = [
        Kind.objects.create(
            familie=fabriken.familie(),
            ordnungsmerkmal=merkmal,
            familienname="A",
            geburtsdatum=date(2026, 1, 1),
            schluessel=str(merkmal),
        )
        for merkmal in ('a"b\\c,{d}', "b", None)
    ]
    gesucht = [getattr(kind, feld) for kind in kinder[:1]]
    mit_in = set(Kind.objects.filter(**{f"{feld}__in": gesucht}))
    assert set(Kind.objects.filter(eines_von(feld, gesucht))) == mit_in == set(kinder[:1])
    assert not Kind.objects.filter(eines_von(feld, []))


def test_the_database_counts_rows_that_are_not_committed_yet() -> None:
    zeilen_einfuegen(
        Stadtteil,
        ["id", "name", "sortierschluessel"],
        [(uuid4(), f"Ort {i}", f"ort {i}") for i in range(300)],
    )
    statistik_erneuern(Stadtteil)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Stadtteil._meta.db_table])
        assert cursor.fetchone() == (300,)
