"""A sealed file is there or not, never half, however often it is written anew."""

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from familienbuero.datenschutz import dateien


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _dateien(ordner: Path) -> int:
    return sum(pfad.is_file() for pfad in ordner.rglob("*"))


def test_wer_liest_waehrend_neu_geschrieben_wird_findet_immer_eine_ganze_datei(tmp_path: Path) -> None:
    kennung, fertig = uuid4(), Event()
    dateien.ablegen("probe", kennung, b"0" * 100_000)

    def lesen() -> set[int]:
        laengen = set()
        while not fertig.is_set():
            laengen.add(len(dateien.lesen("probe", kennung)))
        return laengen

    with ThreadPoolExecutor(2) as leser:
        gelesen = [leser.submit(lesen) for _ in range(2)]
        for nummer in range(150):
            dateien.ablegen("probe", kennung, b"%d" % (nummer % 10) * 100_000)
        fertig.set()
        assert [einer.result() for einer in gelesen] == [{100_000}] * 2
    assert _dateien(tmp_path) == 1


def test_vernichten_laesst_auch_nichts_von_einem_abgebrochenen_schreiben_uebrig(tmp_path: Path) -> None:
    kennung, andere = uuid4(), uuid4()
    for eine in (kennung, andere):
        dateien.ablegen("probe", eine, b"Familie Beispiel")
    rest = next(pfad for pfad in tmp_path.rglob(kennung.hex))
    rest.with_suffix(".abgebrochen").write_bytes(b"halb")
    dateien.vernichten("probe", kennung)
    assert _dateien(tmp_path) == 1
    assert dateien.lesen("probe", andere) == b"Familie Beispiel"


def test_auf_einer_vollen_platte_ist_kein_platz(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device that is always full answers as a disk does."""

    def auf_die_volle_platte(speicher: FileSystemStorage, name: str, inhalt: File[bytes]) -> str:
        with Path("/dev/full").open("wb", buffering=0) as platte:
            platte.write(inhalt.read())
        return name

    monkeypatch.setattr(FileSystemStorage, "_save", auf_die_volle_platte)
    with pytest.raises(dateien.KeinPlatz):
        dateien.ablegen("probe", uuid4(), b"Familie Beispiel")


@pytest.mark.parametrize(
    ("nummer", "voll"),
    [
        (errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EFBIG, True),
        (errno.EACCES, False), (errno.EIO, False), (errno.EROFS, False),
    ],
)  # fmt: skip
def test_voll_ist_eine_platte_eine_zuteilung_oder_eine_datei(nummer: int, voll: bool) -> None:
    assert dateien.ist_voll(OSError(nummer, "")) is voll
