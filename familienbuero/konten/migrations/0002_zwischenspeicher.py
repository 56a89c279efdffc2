"""The table behind Django's cache: it counts tries, so it has to outlive the broker."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("konten", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE zwischenspeicher (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX zwischenspeicher_expires ON zwischenspeicher (expires);
            """,
            "DROP TABLE zwischenspeicher",
        )
    ]
