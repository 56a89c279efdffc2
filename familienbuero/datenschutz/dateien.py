"""Files at rest: sealed like texts, under names made by us, through Django's storage API."""

import hashlib
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from familienbuero.datenschutz.tresor import entschluesseln, verschluesseln


def pruefsumme(inhalt: bytes) -> str:
    """SHA-256 of the content in hexadecimal."""
    return hashlib.sha256(inhalt).hexdigest()


def _pfad(ordner: str, kennung: UUID) -> str:
    return str(PurePosixPath(ordner) / kennung.hex[:2] / kennung.hex)


def ablegen(ordner: str, kennung: UUID, inhalt: bytes) -> None:
    """Store `inhalt` sealed; an older file of the same id is replaced."""
    pfad = _pfad(ordner, kennung)
    siegel = verschluesseln(inhalt, bindung=pfad)
    default_storage.delete(pfad)
    default_storage.save(pfad, ContentFile(siegel))


def lesen(ordner: str, kennung: UUID) -> bytes:
    """The content; FileNotFoundError when it has been destroyed."""
    pfad = _pfad(ordner, kennung)
    with default_storage.open(pfad) as datei:
        return entschluesseln(datei.read(), bindung=pfad)


def vernichten(ordner: str, kennung: UUID) -> None:
    """Delete the file; harmless when it is gone."""
    default_storage.delete(_pfad(ordner, kennung))
