"""Default texts of the pages that the law wants; {places} are filled from the settings of the Kommune."""

from pathlib import Path
from typing import Any

from django.db import migrations

TITEL = {
    "impressum": "Impressum",
    "datenschutz": "Datenschutz",
    "barrierefreiheit": "Erklärung zur Barrierefreiheit",
}
TEXTE = Path(__file__).parent / "texte"


def anlegen(apps: Any, schema_editor: Any) -> None:
    """Make the pages, where they do not exist yet."""
    Seite = apps.get_model("seiten", "Seite")
    for slug, titel in TITEL.items():
        text = (TEXTE / f"{slug}.html").read_text(encoding="utf-8").strip()
        Seite.objects.get_or_create(slug=slug, defaults={"titel": titel, "text": text})


class Migration(migrations.Migration):
    dependencies = [("seiten", "0001_initial")]
    operations = [migrations.RunPython(anlegen, migrations.RunPython.noop)]
