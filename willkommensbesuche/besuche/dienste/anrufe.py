"""What was said on the phone."""

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie
from willkommensbesuche.besuche.models import Anrufnotiz


def anruf_notieren(*, familie: Familie | None, text: str, durch: Benutzer) -> None:
    """Keep a call note, encrypted; an empty one is none."""
    if familie and text.strip():
        Anrufnotiz.objects.create(familie=familie, text=text, wer=durch, wann=kalender.jetzt())
