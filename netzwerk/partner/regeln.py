"""Links without a password."""

from __future__ import annotations

from datetime import timedelta

# A link lives until the next half-yearly question has surely come with a new one.
GUELTIG = timedelta(days=200)
