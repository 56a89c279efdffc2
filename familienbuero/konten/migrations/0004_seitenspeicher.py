"""The table of the pages that are the same for everybody, as Django's cache wants it (settings.CACHES).

Unlogged: it is quicker, and after a crash the pages are made anew.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("konten", "0003_absendung")]
    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE zwischengespeicherte_seiten (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX zwischengespeicherte_seiten_expires ON zwischengespeicherte_seiten (expires);
            """,
            "DROP TABLE zwischengespeicherte_seiten",
        )
    ]
