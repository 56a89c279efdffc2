"""School holidays in North Rhine-Westphalia up to 2028/29 (Ferienordnung NRW); the office adds later ones."""

from datetime import date
from typing import Any

from django.db import migrations

FERIEN = (
    ("Osterferien 2026", date(2026, 3, 30), date(2026, 4, 11)),
    ("Pfingstferien 2026", date(2026, 5, 26), date(2026, 5, 26)),
    ("Sommerferien 2026", date(2026, 7, 20), date(2026, 9, 1)),
    ("Herbstferien 2026", date(2026, 10, 17), date(2026, 10, 31)),
    ("Weihnachtsferien 2026/27", date(2026, 12, 23), date(2027, 1, 6)),
    ("Osterferien 2027", date(2027, 3, 22), date(2027, 4, 3)),
    ("Pfingstferien 2027", date(2027, 5, 18), date(2027, 5, 18)),
    ("Sommerferien 2027", date(2027, 7, 19), date(2027, 8, 31)),
    ("Herbstferien 2027", date(2027, 10, 23), date(2027, 11, 6)),
    ("Weihnachtsferien 2027/28", date(2027, 12, 24), date(2028, 1, 8)),
    ("Osterferien 2028", date(2028, 4, 10), date(2028, 4, 22)),
    ("Sommerferien 2028", date(2028, 7, 10), date(2028, 8, 22)),
    ("Herbstferien 2028", date(2028, 10, 23), date(2028, 11, 4)),
    ("Weihnachtsferien 2028/29", date(2028, 12, 21), date(2029, 1, 5)),
)


def eintragen(apps: Any, schema_editor: Any) -> None:
    """Enter them, where nothing is entered yet."""
    Schulferien = apps.get_model("kalender", "Schulferien")
    if not Schulferien.objects.exists():
        Schulferien.objects.bulk_create(Schulferien(name=name, von=von, bis=bis) for name, von, bis in FERIEN)


class Migration(migrations.Migration):
    dependencies = [("kalender", "0002_angebote")]
    operations = [migrations.RunPython(eintragen, migrations.RunPython.noop)]
