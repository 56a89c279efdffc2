"""The language of the mails is that of a page, and one of the pages is in Leichte Sprache."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("angebote", "0007_vorschlag_zurueckgezogen"),
    ]

    operations = [
        migrations.AlterField(
            model_name="anmeldung",
            name="sprache",
            field=models.CharField(
                default="de", editable=False, max_length=10, verbose_name="Sprache der Mails"
            ),
        ),
    ]
