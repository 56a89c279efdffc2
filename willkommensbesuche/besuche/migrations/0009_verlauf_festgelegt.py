from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("besuche", "0008_besuchswunsch"),
    ]

    operations = [
        migrations.AddField(
            model_name="besuchverlauf",
            name="festgelegt",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Termin festgelegt"),
        ),
    ]
