"""What families find has a day since when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("angebote", "0010_veroeffentlicht_am_nachtragen"),
        ("stammdaten", "0005_angebote"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="angebot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["laufend", "veroeffentlicht"]), _negated=True),
                    ("veroeffentlicht_am__isnull", False),
                    _connector="OR",
                ),
                name="angebot_im_netz_seit_wann",
            ),
        ),
    ]
