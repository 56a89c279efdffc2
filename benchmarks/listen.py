"""A registry list, from bytes to rows, against the same finished rows by COPY into the same tables."""

import csv
import io
import random
import resource
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from benchmarks.messen import Messung, uhr
from demonstration.daten import FAMILIENNAMEN, KINDER, MUETTER, POSTLEITZAHL, STRASSEN, VAETER
from demonstration.liste import SPALTEN
from familienbuero import kalender
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.einlesen.regeln.grenzen import Grenzen
from familienbuero.massen import selten_aufraeumen
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte, Stadtteil
from willkommensbesuche.besuche.models import Besuch, BesuchVerlauf
from willkommensbesuche.meldungen.dienste.abgleich import abgleichen
from willkommensbesuche.meldungen.dienste.uebernehmen import _schreiben
from willkommensbesuche.meldungen.models import Meldeliste, Meldung
from willkommensbesuche.meldungen.regeln.bericht import Summen

GRENZEN = Grenzen(zeilen=10**7, dateigroesse=10**10)
MODELLE = (Familie, Kind, Sorgeberechtigte, Besuch, Besuch.kinder.through, BesuchVerlauf, Meldung)
TABELLEN = [modell._meta.db_table for modell in MODELLE]


def meldeliste(zeilen: int) -> bytes:
    """Births of the last year, one household each."""
    wuerfel = random.Random(1)
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(SPALTEN)
    for nummer in range(zeilen):
        tag = f"{kalender.heute() - timedelta(days=wuerfel.randrange(20, 380)):%d.%m.%Y}"
        name, stadtteil = wuerfel.choice(FAMILIENNAMEN), wuerfel.choice(list(POSTLEITZAHL))
        kind = [f"X{nummer:08}", "Geburt", tag, name, wuerfel.choice(KINDER), tag, "w"]
        ort = [wuerfel.choice(STRASSEN), str(nummer), "", POSTLEITZAHL[stadtteil], "Musterstadt", stadtteil]
        mutter, vater = (
            ["Frau", name, wuerfel.choice(MUETTER), ""],
            ["Herr", name, wuerfel.choice(VAETER), ""],
        )
        schreiber.writerow([*kind, *ort, *mutter, *vater, ""])
    return puffer.getvalue().encode("utf-8-sig")


def messen(zeilen: int, *, runden: int = 3) -> Iterator[Messung]:
    """Take-over, the same list again, and the same rows one by one; prints the memory that was used."""
    inhalt = meldeliste(zeilen)
    neu, nochmal, einzeln = [], [], []
    for _ in range(runden):
        _leeren()
        vorher = _mebibyte()
        erste = _uebernehmen(inhalt)
        speicher = _mebibyte() - vorher
        zweite = _uebernehmen(inhalt)
        einer, anzahl = _eines_nach_dem_anderen(min(500, zeilen))
        copy = _kopieren()
        neu.append((erste, copy))
        nochmal.append((zweite, copy))
        einzeln.append((erste, einer / anzahl * zeilen))
    name = f"Meldeliste, {zeilen} Zeilen"
    print(f"{name}: höchstens {speicher:.0f} MiB mehr Speicher als vorher")
    _leeren()
    # 0.30 of the speed is 3.33 times the time.
    yield Messung(name, 3.33, tuple(neu), "s")
    yield Messung(f"{name}, noch einmal", 3.33, tuple(nochmal), "s")
    yield Messung(f"{name}, zu Zeile für Zeile", 0.1, tuple(einzeln), "s")


def _mebibyte() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _leeren() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABELLEN)} CASCADE")


@selten_aufraeumen()
def _uebernehmen(inhalt: bytes) -> float:
    """Seconds to read, check, compare and write a list, as the worker does it."""
    nichts = dict.fromkeys(Summen.__dataclass_fields__, 0)
    eingang = Eingangsdatei.objects.create(dateiname="bench", groesse=len(inhalt), pruefsumme="")
    liste = Meldeliste.objects.create(eingang=eingang, profil="meldeamt", **nichts)
    beginn = uhr()
    with transaction.atomic():
        abgleich = abgleichen(inhalt, "meldeamt", grenzen=GRENZEN)
        _schreiben(abgleich, liste, None, lambda erledigt: None)
    return uhr() - beginn


def _eines_nach_dem_anderen(anzahl: int) -> tuple[float, int]:
    """Seconds to write the rows of some children as one would without thinking, and of how many children.

    Look whether child, household and case are there, save row by row, and commit after each child.
    """
    kinder = list(Kind.objects.select_related("familie__stadtteil").order_by("pk")[:anzahl])
    dazu = []
    for kind in kinder:
        besuche = list(Besuch.objects.filter(familie=kind.familie))
        dazu.append(
            [
                *Sorgeberechtigte.objects.filter(familie=kind.familie),
                *besuche,
                *Besuch.kinder.through.objects.filter(besuch__in=besuche),
                *BesuchVerlauf.objects.filter(fall__in=besuche),
                *Meldung.objects.filter(kind=kind),
            ]
        )
    Meldung.objects.filter(kind__in=kinder).delete()
    Besuch.objects.filter(familie__kinder__in=kinder).delete()
    Familie.objects.filter(kinder__in=kinder).delete()
    beginn = uhr()
    for kind, zeilen in zip(kinder, dazu, strict=True):
        with transaction.atomic():
            Stadtteil.objects.get(name=kind.familie.stadtteil.name)  # type: ignore[union-attr]
            assert not Kind.objects.filter(ordnungsmerkmal=kind.ordnungsmerkmal).first()
            assert not Familie.objects.select_for_update().filter(haushalt=kind.familie.haushalt).first()
            assert not Besuch.objects.filter(familie=kind.familie).first()
            for zeile in (kind.familie, kind, *zeilen):
                zeile.save(force_insert=True)
    return uhr() - beginn, len(kinder)


def _kopieren() -> float:
    """Seconds to put the same rows back by COPY, in one transaction."""
    with TemporaryDirectory() as ordner, connection.cursor() as cursor:
        for tabelle in TABELLEN:
            with (
                (Path(ordner) / tabelle).open("wb") as datei,
                cursor.copy(f"COPY {tabelle} TO STDOUT") as strom,
            ):
                for stueck in strom:
                    datei.write(stueck)
        _leeren()
        beginn = uhr()
        with transaction.atomic():
            for tabelle in TABELLEN:
                with (
                    (Path(ordner) / tabelle).open("rb") as datei,
                    cursor.copy(f"COPY {tabelle} FROM STDIN") as strom,
                ):
                    while stueck := datei.read(1 << 16):
                        strom.write(stueck)
        return uhr() - beginn
