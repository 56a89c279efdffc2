"""Quarantine: sealed, named, destroyed; the checksum stays."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from familienbuero.einlesen import dienste
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer

INHALT = b"Familienname;Beispiel"


@pytest.fixture(autouse=True)
def ablage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def abgelegt(wer: Benutzer | None = None) -> Eingangsdatei:
    return dienste.in_quarantaene(inhalt=INHALT, befund=b"{}", dateiname="C:\\x\\liste.csv", wer=wer)


def test_a_file_waits_sealed_for_twenty_four_hours(koordination: Benutzer, ablage: Path):
    datei = abgelegt(koordination)
    assert dienste.inhalt(datei) == INHALT
    assert dienste.befund(datei) == b"{}"
    assert datei.pruefsumme == hashlib.sha256(INHALT).hexdigest()
    assert datei.dateiname == "liste.csv"
    assert datei.verfaellt_am - datei.eingegangen_am == pytest.approx(
        timedelta(hours=24), abs=timedelta(seconds=5)
    )
    roh = [pfad.read_bytes() for pfad in ablage.rglob("*") if pfad.is_file()]
    assert [b"Beispiel" in inhalt for inhalt in roh] == [False, False]


def test_a_destroyed_file_leaves_its_checksum_and_nothing_else(db: None, ablage: Path):
    datei = abgelegt()
    dienste.vernichten(datei)
    dienste.vernichten(datei)
    assert [pfad for pfad in ablage.rglob("*") if pfad.is_file()] == []
    datei.refresh_from_db()
    assert datei.pruefsumme == hashlib.sha256(INHALT).hexdigest()
    with pytest.raises(Ablehnung, match="schon vernichtet"):
        dienste.inhalt(datei)


def test_only_old_files_that_are_there_count_as_expired(db: None):
    frisch, alt, vernichtet = abgelegt(), abgelegt(), abgelegt()
    for datei in (alt, vernichtet):
        datei.eingegangen_am = timezone.now() - timedelta(hours=25)
        datei.verfaellt_am = timezone.now() - timedelta(hours=1)
        datei.save()
    dienste.vernichten(vernichtet)
    assert list(Eingangsdatei.objects.verfallen()) == [alt]
    assert [frisch.vorhanden, alt.vorhanden, vernichtet.vorhanden] == [True, False, False]


def dateien(ablage: Path) -> list[Path]:
    return [pfad for pfad in ablage.rglob("*") if pfad.is_file()]


def vor_zwei_stunden(pfade: list[Path]) -> None:
    for pfad in pfade:
        damals = (timezone.now() - timedelta(hours=2)).timestamp()
        os.utime(pfad, (damals, damals))


def test_files_whose_row_was_lost_are_destroyed_after_an_hour(db: None, ablage: Path):
    assert dienste.verwaiste_vernichten() == 0  # before the first file
    bekannt = abgelegt()
    with transaction.atomic():
        verwaist = abgelegt()
        transaction.set_rollback(True)
    halb = next(pfad for pfad in dateien(ablage) if pfad.name == verwaist.pk.hex)
    halb.with_name(f"{halb.name}.0123").write_bytes(b"half a file")
    (ablage / dienste.ORDNER / "fremd").mkdir()
    (ablage / dienste.ORDNER / "fremd" / "notiz.txt").write_bytes(b"not ours")
    assert dienste.verwaiste_vernichten() == 0  # perhaps its row is being written
    vor_zwei_stunden(dateien(ablage))
    assert dienste.verwaiste_vernichten() == 1
    assert {pfad.name for pfad in dateien(ablage)} == {bekannt.pk.hex, "notiz.txt"}
    assert dienste.inhalt(bekannt) == INHALT


@pytest.mark.parametrize(
    ("geschickt", "behalten"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Listen\\mai.csv", "mai.csv"),
        ("a\nb\x00.csv", "ab.csv"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
        ("", "ohne Namen"),
    ],
)
def test_file_names_are_cut_to_what_people_may_see(geschickt: str, behalten: str):
    assert dienste.sauberer_name(geschickt) == behalten
