"""What the environment must look like: impossible values stop the start with a sentence, secrets unsaid."""

import base64
from collections.abc import Collection
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def adresse(name: str, wert: str, arten: Collection[str], beispiel: str) -> str:
    """The address of a service; ImproperlyConfigured when it is none of these kinds."""
    try:
        teile = urlsplit(wert)
        gut = (
            teile.scheme in arten
            and (teile.port is None or teile.port > 0)
            and len(wert) > len(teile.scheme) + 3
        )
    except ValueError:  # a port that is no number
        gut = False
    if not gut:
        raise ImproperlyConfigured(f"{name}: erwartet wird eine Adresse wie {beispiel}.")
    return wert


def schluesselbytes(name: str, wert: str) -> bytes:
    """The bytes of a key; ImproperlyConfigured when it is not base64 of 32 random bytes."""
    try:
        roh = base64.b64decode(wert, altchars=b"-_", validate=True)
    except ValueError:
        roh = b""
    if len(roh) != 32 or len(set(roh)) < 8:
        raise ImproperlyConfigured(f"{name}: erwartet werden 32 zufällige Bytes in Base64 (urlsafe).")
    return roh
