"""What `verwaltung` does with texts."""

from django.db import transaction
from django.utils import timezone

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.models import DEUTSCH, Neuigkeit, Seite
from familienbuero.seiten.regeln import bereinigen
from familienbuero.zwischenspeicher import veralten


@transaction.atomic
def seite_schreiben(
    *, slug: str, titel: str, text: str, durch: Benutzer, sprache: str = DEUTSCH, film: str = ""
) -> Seite:
    """Store a new text of a page, cleaned; who wrote it and when stands beside it."""
    werte = {
        "titel": titel,
        "text": bereinigen(text),
        "film": film,
        "geaendert_am": timezone.now(),
        "geaendert_von": durch,
    }
    veralten()
    return Seite.objects.update_or_create(slug=slug, sprache=sprache, defaults=werte)[0]


@transaction.atomic
def neuigkeit_schreiben(neuigkeit: Neuigkeit) -> Neuigkeit:
    """Store news, their text cleaned."""
    neuigkeit.text = bereinigen(neuigkeit.text)
    neuigkeit.save()
    veralten()
    return neuigkeit
