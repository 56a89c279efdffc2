"""What `verwaltung` does with texts."""

from django.db import transaction
from django.utils import timezone

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.models import Seite
from familienbuero.seiten.regeln import bereinigen


@transaction.atomic
def seite_schreiben(*, seite: Seite, titel: str, text: str, durch: Benutzer) -> Seite:
    """Store a new text of a page, cleaned; who wrote it and when stands beside it."""
    seite = Seite.objects.select_for_update().get(pk=seite.pk)
    seite.titel, seite.text = titel, bereinigen(text)
    seite.geaendert_am, seite.geaendert_von = timezone.now(), durch
    seite.save(update_fields=["titel", "text", "geaendert_am", "geaendert_von"])
    return seite
