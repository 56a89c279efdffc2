"""Municipality and places, organisations, families."""

from familienbuero.stammdaten.models.familie import (
    Familie,
    Kind,
    Merkposten,
    Sorgeberechtigte,
    darf_hinaus,
)
from familienbuero.stammdaten.models.organisation import Organisation
from familienbuero.stammdaten.models.orte import (
    FARBE,
    PLZ,
    Kommune,
    Stadtteil,
    Standort,
    Verortet,
    eigene_postleitzahlen,
)

__all__ = [
    "FARBE",
    "PLZ",
    "Familie",
    "Kind",
    "Kommune",
    "Merkposten",
    "Organisation",
    "Sorgeberechtigte",
    "Stadtteil",
    "Standort",
    "Verortet",
    "darf_hinaus",
    "eigene_postleitzahlen",
]
