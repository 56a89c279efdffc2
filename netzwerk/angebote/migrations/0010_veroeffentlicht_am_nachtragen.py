"""When offers were published that are in the net, or were: the ledger says so, or else the day they were written."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

ERREICHBAR = ("veroeffentlicht", "laufend", "beendet", "abgesagt")


def nachtragen(apps: Any, schema_editor: Any) -> None:
    """Enter it, where nothing is entered yet."""
    Angebot = apps.get_model("angebote", "Angebot")
    AngebotVerlauf = apps.get_model("angebote", "AngebotVerlauf")
    erstmals = AngebotVerlauf.objects.filter(fall=OuterRef("pk"), nach="veroeffentlicht")
    wann = Subquery(erstmals.order_by("wann").values("wann")[:1])
    offen = Angebot.objects.filter(veroeffentlicht_am=None).annotate(erstmals=wann)
    offen.filter(Q(status__in=ERREICHBAR) | Q(erstmals__isnull=False)).update(
        veroeffentlicht_am=Coalesce("erstmals", "erstellt_am")
    )


class Migration(migrations.Migration):
    dependencies = [("angebote", "0009_veroeffentlicht_am")]
    operations = [migrations.RunPython(nachtragen, migrations.RunPython.noop)]
