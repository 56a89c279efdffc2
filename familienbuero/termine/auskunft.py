"""Which windows are free? A question that several models answer together."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from familienbuero.kalender.models import Schliesstag
from familienbuero.kalender.uhr import BERLIN
from familienbuero.raum import Fenster
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Abwesenheit, Dienstzeit, Termin
from familienbuero.termine.regeln import Dienst, Fehlzeit, Raster
from familienbuero.termine.regeln import freie_fenster as rechnen


def tagesgrenzen(von: date, bis: date) -> tuple[datetime, datetime]:
    """[first instant of `von`, first instant after `bis`) in Berlin."""
    return (
        datetime.combine(von, time(), BERLIN),
        datetime.combine(bis + timedelta(days=1), time(), BERLIN),
    )


def ist_vergeben(termin: Termin) -> bool:
    """Whether the window of an appointment that was given back belongs to another case by now."""
    belegt = Termin.objects.filter(
        person=termin.person_id, stand=Terminstand.GEBUCHT, beginn__lt=termin.ende, ende__gt=termin.beginn
    )
    return belegt.exclude(fall=termin.fall).exists()


def freie_fenster(personen: Collection[UUID], *, von: date, bis: date, raster: Raster) -> list[Fenster]:
    """Free windows of these people between two days, both included, sorted by time."""
    anfang, schluss = tagesgrenzen(von, bis)
    belegt: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    gebucht = Termin.objects.filter(
        person__in=personen, stand=Terminstand.GEBUCHT, beginn__lt=schluss, ende__gt=anfang
    )
    for person, beginn, ende in gebucht.values_list("person_id", "beginn", "ende"):
        belegt[person].append((beginn, ende))
    dienste = Dienstzeit.objects.filter(person__in=personen)
    fort = Abwesenheit.objects.filter(person__in=personen, von__lte=bis, bis__gte=von)
    return rechnen(
        von=von,
        bis=bis,
        dienste=[Dienst(*zeile) for zeile in dienste.values_list("person_id", "wochentag", "von", "bis")],
        fehlzeiten=[Fehlzeit(*zeile) for zeile in fort.values_list("person_id", "von", "bis")],
        belegt=belegt,
        schliesstage=Schliesstag.objects.tage_zwischen(von, bis),
        raster=raster,
    )
