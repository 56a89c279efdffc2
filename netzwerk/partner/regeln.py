"""Links without a password: what is sent, and what is kept of it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

# A link lives until the next half-yearly question has surely come with a new one.
GUELTIG = timedelta(days=200)


def token_wuerfeln() -> str:
    """A new token: 128 bits, 22 characters that may stand in an address."""
    return secrets.token_urlsafe(16)


def token_abdruck(token: str) -> str:
    """What is kept of a token. It is random enough that no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
