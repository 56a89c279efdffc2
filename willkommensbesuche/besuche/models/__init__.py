"""Visits: the case, its ledger, its log, and the people who make them."""

from willkommensbesuche.besuche.models.besuch import (
    GEZAEHLT,
    PROTOKOLLFRIST,
    TERMINART,
    Besuch,
    BesuchVerlauf,
)
from willkommensbesuche.besuche.models.kraefte import Besuchskraft, Besuchsregeln, Kalenderabo
from willkommensbesuche.besuche.models.protokoll import (
    Anrufnotiz,
    Protokoll,
    Protokollentwurf,
    Protokollsendung,
)
from willkommensbesuche.besuche.models.wunsch import Besuchswunsch

__all__ = [
    "GEZAEHLT",
    "PROTOKOLLFRIST",
    "TERMINART",
    "Anrufnotiz",
    "Besuch",
    "BesuchVerlauf",
    "Besuchskraft",
    "Besuchsregeln",
    "Besuchswunsch",
    "Kalenderabo",
    "Protokoll",
    "Protokollentwurf",
    "Protokollsendung",
]
