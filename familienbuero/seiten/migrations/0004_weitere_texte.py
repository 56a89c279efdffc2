"""Default texts of further pages; the office puts its own in their place."""

from pathlib import Path
from typing import Any

from django.db import migrations

TITEL = {
    "ueber-uns": "Über uns",
    "auszeichnungen": "Auszeichnungen",
    "links": "Links",
    "gebaerdensprache": "Gebärdensprache",
    "cookies": "Cookies",
}
TEXTE = Path(__file__).parent / "texte"


def anlegen(apps: Any, schema_editor: Any) -> None:
    """Make the pages in German, where they do not exist yet."""
    Seite = apps.get_model("seiten", "Seite")
    for slug, titel in TITEL.items():
        text = (TEXTE / f"{slug}.html").read_text(encoding="utf-8").strip()
        Seite.objects.get_or_create(slug=slug, sprache="de", defaults={"titel": titel, "text": text})


class Migration(migrations.Migration):
    dependencies = [("seiten", "0003_sprachen_und_neuigkeiten")]
    operations = [migrations.RunPython(anlegen, migrations.RunPython.noop)]
