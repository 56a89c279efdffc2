"""System check: can this machine make PDF files?"""

import ctypes
import sys
from typing import Any

from django.core import checks

from familienbuero.schreiben.pdf import FEHLT

BIBLIOTHEKEN = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")


def ist_ladbar(bibliothek: str) -> bool:
    """True when the loader finds a shared library."""
    try:
        ctypes.CDLL(bibliothek)
    except OSError:
        return False
    return True


@checks.register()
def pango_vorhanden(**_: Any) -> list[checks.CheckMessage]:
    """Warn, with the command that helps, when WeasyPrint's system libraries are missing.

    WeasyPrint itself is not imported here, because that would slow down every command by half a second.
    """
    fehlt = sys.platform == "linux" and not all(map(ist_ladbar, BIBLIOTHEKEN))
    return [checks.Warning(FEHLT, id="familienbuero.W001")] if fehlt else []
