"""Rows to measure with: invented families and their visits, in bulk."""

import random
from datetime import timedelta

from django.db import connection

from demonstration.daten import FAMILIENNAMEN, KINDER, MUETTER, POSTLEITZAHL, STRASSEN
from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Fenster
from familienbuero.stammdaten.dienste import schluessel_ableiten, stadtteil_nennen
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte
from willkommensbesuche.besuche.dienste import NeuerFall, besuch_buchen, besuche_melden
from willkommensbesuche.besuche.enums import Anlass
from willkommensbesuche.besuche.models import Besuch

STUECK = 2000


def familien_anlegen(anzahl: int) -> None:
    """Families with one child, one parent and one reported visit each; ANALYZE at the end."""
    wuerfel = random.Random(1)  # the same rows in every run
    stadtteile = [stadtteil_nennen(name) for name in POSTLEITZAHL]
    heute = kalender.heute()
    for anfang in range(0, anzahl, STUECK):
        familien, kinder, eltern, faelle = [], [], [], []
        for nummer in range(anfang, min(anfang + STUECK, anzahl)):
            name, tag = wuerfel.choice(FAMILIENNAMEN), heute - timedelta(days=wuerfel.randrange(1, 700))
            familie = Familie(
                name=name,
                strasse=wuerfel.choice(STRASSEN),
                hausnummer=str(nummer),
                plz="57076",
                ort="Musterstadt",
                stadtteil=wuerfel.choice(stadtteile),
            )
            kind = Kind(
                familie=familie,
                familienname=name,
                vornamen=wuerfel.choice(KINDER),
                geburtsdatum=tag,
                schluessel="-",
            )
            mutter = Sorgeberechtigte(familie=familie, familienname=name, vorname=wuerfel.choice(MUETTER))
            schluessel_ableiten(familie, [kind], [mutter])
            familien.append(familie)
            kinder.append(kind)
            eltern.append(mutter)
            faelle.append(NeuerFall(familie, [kind], Anlass.GEBURT, tag))
        Familie.objects.bulk_create(familien)
        Kind.objects.bulk_create(kinder)
        Sorgeberechtigte.objects.bulk_create(eltern)
        besuche_melden(faelle, wer=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def besuch_fuer_brief(abstand: timedelta) -> Besuch:
    """A visit with a date, for the letter."""
    person = Benutzer.objects.create(
        email="kraft@bench.example", vorname="Miriam", nachname="Sommer", rollen=[]
    )
    besuch = Besuch.objects.zu_planen().first()
    assert besuch is not None
    beginn = (kalender.jetzt() + abstand).replace(hour=10, minute=0, second=0, microsecond=0)
    while beginn.weekday() > 4:
        beginn += timedelta(days=1)
    fenster = Fenster(person=person.pk, beginn=beginn, ende=beginn + timedelta(minutes=90))
    return besuch_buchen(besuch.pk, fenster=fenster, durch=person)
