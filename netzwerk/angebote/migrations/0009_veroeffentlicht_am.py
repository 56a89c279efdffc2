"""Since when families can find an offer; empty until it is published for the first time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("angebote", "0008_sprache_der_mails"),
    ]

    operations = [
        migrations.AddField(
            model_name="angebot",
            name="veroeffentlicht_am",
            field=models.DateTimeField(editable=False, null=True, verbose_name="veröffentlicht am"),
        ),
    ]
