from django.db import migrations


def eintragen(apps, schema_editor):
    """What is locked today was locked in the last row of its ledger, to which an undo may go back."""
    BesuchVerlauf = apps.get_model("besuche", "BesuchVerlauf")
    BesuchVerlauf.objects.filter(fall__festgelegt=True).update(festgelegt=True)


class Migration(migrations.Migration):
    dependencies = [
        ("besuche", "0009_verlauf_festgelegt"),
    ]

    operations = [migrations.RunPython(eintragen, migrations.RunPython.noop)]
