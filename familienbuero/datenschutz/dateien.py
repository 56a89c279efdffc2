"""Files at rest: sealed like texts, under names made by us, through Django's storage API."""

import errno
import hashlib
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID, uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from familienbuero.datenschutz.tresor import entschluesseln, verschluesseln
from familienbuero.fehler import Ablehnung

VOLL = (
    "Auf dem Server ist kein Platz mehr für Dateien. Bitte sagen Sie der Verwaltung Bescheid; wenn wieder "
    "Platz ist, geht es von selbst weiter."
)


class KeinPlatz(Ablehnung):
    """The disk is full, or a quota is used up; nothing of the file is left."""

    def __init__(self) -> None:
        super().__init__(VOLL)


def ist_voll(fehler: OSError) -> bool:
    """Whether an error says that a disk is full or a quota used up."""
    return fehler.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def pruefsumme(inhalt: bytes) -> str:
    """SHA-256 of the content in hexadecimal."""
    return hashlib.sha256(inhalt).hexdigest()


def _pfad(ordner: str, kennung: UUID) -> str:
    return str(PurePosixPath(ordner) / kennung.hex[:2] / kennung.hex)


class _Abgelegt(File[bytes]):
    """A file that lies in the storage already: to save it means to move it, in one step."""

    def temporary_file_path(self) -> str:
        return default_storage.path(str(self.name))


def ablegen(ordner: str, kennung: UUID, inhalt: bytes) -> None:
    """Store `inhalt` sealed; an older file of the same id is replaced.

    Whoever reads meanwhile, or kills the process, finds the old file or the new one, never none or half.
    Raises KeinPlatz when the disk is full.
    """
    pfad = _pfad(ordner, kennung)
    siegel = verschluesseln(inhalt, bindung=pfad)
    neu = f"{pfad}.{uuid4().hex}"
    try:
        default_storage.save(neu, ContentFile(siegel))
        default_storage.save(pfad, _Abgelegt(None, neu))
    except OSError as fehler:
        default_storage.delete(neu)  # a half one would take the space that is missing
        if ist_voll(fehler):
            raise KeinPlatz from fehler
        raise


def lesen(ordner: str, kennung: UUID) -> bytes:
    """The content; FileNotFoundError when it has been destroyed."""
    pfad = _pfad(ordner, kennung)
    with default_storage.open(pfad) as datei:
        return entschluesseln(datei.read(), bindung=pfad)


def vernichten(ordner: str, kennung: UUID) -> None:
    """Delete the file, and what killed processes left of it; harmless when it is gone."""
    pfad = PurePosixPath(_pfad(ordner, kennung))
    for name in _listdir(str(pfad.parent))[1]:
        if name.startswith(pfad.name):
            default_storage.delete(str(pfad.parent / name))


def alte(ordner: str, *, vor: datetime) -> set[UUID]:
    """The ids of files that were written before this time, and of what killed processes left of them."""
    gefunden = set()
    for fach in _listdir(ordner)[0]:
        for name in _listdir(f"{ordner}/{fach}")[1]:
            with suppress(FileNotFoundError, ValueError):  # gone meanwhile, or none of ours
                if default_storage.get_modified_time(f"{ordner}/{fach}/{name}") < vor:
                    gefunden.add(UUID(name.partition(".")[0]))
    return gefunden


def _listdir(ordner: str) -> tuple[list[str], list[str]]:
    """Folders and files in a folder, none when it is not there."""
    try:
        return default_storage.listdir(ordner)
    except FileNotFoundError:
        return [], []
