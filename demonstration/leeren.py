"""Empty the invented town again; texts and settings of the municipality stay."""

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from familienbuero.datenschutz import dateien
from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer, Lesezugriff
from familienbuero.schreiben.models import BRIEFE, STAPEL, Schreiben, Stapel
from familienbuero.seiten.models import Seite
from familienbuero.stammdaten.models import Kommune

# Accounts go last, together with what other packages keep about them.
BLEIBT = (Seite, Kommune, Schulferien, Benutzer, Lesezugriff)


@transaction.atomic
def leeren() -> None:
    """Destroy all files and all rows of the rooms but the texts, the municipality and the school holidays."""
    for ordner, menge in ((BRIEFE, Schreiben), (STAPEL, Stapel)):
        for kennung in menge.objects.values_list("pk", flat=True):
            dateien.vernichten(ordner, kennung)
    for datei in Eingangsdatei.objects.all():
        einlesen.vernichten(datei)
    Seite.objects.update(geaendert_von=None)
    raeume = {raum.rsplit(".", 1)[-1] for raum in settings.RAEUME}
    with connection.cursor() as cursor:
        # The read log knows no deleting of rows, only of the whole.
        cursor.execute(f"TRUNCATE {Lesezugriff._meta.db_table}")
        for modell in apps.get_models(include_auto_created=True):
            if modell._meta.app_label in raeume and modell not in BLEIBT:
                cursor.execute(f"DELETE FROM {modell._meta.db_table}")  # noqa: S608 - our own names
    Benutzer.objects.all().delete()
