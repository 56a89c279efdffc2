"""Encryption of what people wrote about people: AES-256-GCM with a ring of keys from the environment.

A ciphertext is `<key id>:` + 12 bytes of nonce + sealed text. It is bound to its place (`bindung`, for
instance table, column and row), so that it cannot be moved to another one unnoticed. The first key of
TEXTSCHLUESSEL encrypts, all of them decrypt: to rotate, put a new one in front.
"""

import base64
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE = 12


def abdruck(text: str, *, zweck: str) -> str:
    """Keyed hash of something that shall be known again but not be read; one for each purpose.

    HMAC-SHA256 with CODESCHLUESSEL, which lies outside the database, in hexadecimal.
    """
    schluessel = base64.urlsafe_b64decode(settings.CODESCHLUESSEL)
    return hmac.digest(schluessel, f"{zweck}\x1f{text}".encode(), "sha256").hex()


class NichtEntschluesselbar(Exception):
    """The text was sealed elsewhere, changed, or by a key that is not in the ring."""


def schluessel_lesen(angaben: list[str]) -> dict[str, AESGCM]:
    """Read the key ring from `<id>:<base64 of 32 bytes>`; ImproperlyConfigured names what is wrong."""
    ring = {}
    for angabe in angaben:
        kennung, _, kodiert = angabe.partition(":")
        try:
            roh = base64.urlsafe_b64decode(kodiert)
        except ValueError:  # no base64, or not even ASCII
            roh = b""
        if not kennung or len(roh) != 32 or len(set(roh)) < 8:
            raise ImproperlyConfigured(
                "TEXTSCHLUESSEL: erwartet wird <Kennung>:<32 zufällige Bytes in Base64>, mehrere durch Komma."
            )
        ring[kennung] = AESGCM(roh)
    if not ring:
        raise ImproperlyConfigured("TEXTSCHLUESSEL ist leer: ohne Schlüssel werden keine Texte gespeichert.")
    return ring


@cache
def _ring(angaben: tuple[str, ...]) -> dict[str, AESGCM]:
    return schluessel_lesen(list(angaben))


def verschluesseln(klartext: bytes, *, bindung: str) -> bytes:
    """Seal `klartext` for the place named by `bindung`."""
    kennung, schluessel = next(iter(_ring(tuple(settings.TEXTSCHLUESSEL)).items()))
    nonce = os.urandom(NONCE)
    return kennung.encode() + b":" + nonce + schluessel.encrypt(nonce, klartext, bindung.encode())


def entschluesseln(siegel: bytes, *, bindung: str) -> bytes:
    """Open what `verschluesseln` sealed for the same place; raises NichtEntschluesselbar."""
    kennung, _, rest = siegel.partition(b":")
    schluessel = _ring(tuple(settings.TEXTSCHLUESSEL)).get(kennung.decode(errors="replace"))
    if schluessel is None:
        raise NichtEntschluesselbar(f"Der Schlüssel „{kennung!r}“ steht nicht in TEXTSCHLUESSEL.")
    try:
        return schluessel.decrypt(rest[:NONCE], rest[NONCE:], bindung.encode())
    except (InvalidTag, ValueError):  # changed, or cut off before its end
        raise NichtEntschluesselbar(f"Der Text gehört nicht an diese Stelle ({bindung}).") from None
