"""How hard a test strikes: small in `make test`, in full in `make haerte`."""

import os

# The one place that reads the switch.
HAERTE = bool(os.environ.get("HAERTE"))


def groesse(klein: int, voll: int) -> int:
    """How many, how often, how long: a small number every day, the full one on demand."""
    return voll if HAERTE else klein
