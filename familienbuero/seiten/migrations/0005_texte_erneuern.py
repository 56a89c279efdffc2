"""What the pages about cookies and data protection say since families sign up for offers.

Only where the text is still the one that came with the house: what an office has written stays.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import migrations

# Slug -> SHA-256 of the text that came with the house before.
BISHER = {
    "cookies": "1f74406521c8bc1800cd606a90ac86123d70de3f0c85ad68c571a558a1443c9d",
    "datenschutz": "d83d2ff78b5ca4f1703df8d9ff5835f394fe52d27eed427126071a229fb142a4",
}
TEXTE = Path(__file__).parent / "texte"


def erneuern(apps: Any, schema_editor: Any) -> None:
    """Put the new default in the place of the old one."""
    Seite = apps.get_model("seiten", "Seite")
    for seite in Seite.objects.filter(slug__in=BISHER, sprache="de"):
        if sha256(seite.text.encode()).hexdigest() == BISHER[seite.slug]:
            seite.text = (TEXTE / f"{seite.slug}.html").read_text(encoding="utf-8").strip()
            seite.save(update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [("seiten", "0004_weitere_texte")]
    operations = [migrations.RunPython(erneuern, migrations.RunPython.noop)]
