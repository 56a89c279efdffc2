"""A registry list that waits for its check: births of the last two weeks, and two rows with a fault."""

import csv
import io
import random
from datetime import date, timedelta

from demonstration.daten import FAMILIENNAMEN, KINDER, MUETTER, POSTLEITZAHL, STRASSEN, VAETER
from familienbuero.konten.models import Benutzer
from willkommensbesuche.meldungen.dienste import liste_pruefen

SPALTEN = (
    "Ordnungsmerkmal;Anlass;Ereignisdatum;Familienname;Vornamen;Geburtsdatum;Geschlecht;Straße;Hausnummer;"
    "Adresszusatz;PLZ;Ort;Ortsteil;Ges.Vertr.1 Anrede;Ges.Vertr.1 Familienname;Ges.Vertr.1 Vorname;"
    "Ges.Vertr.1 Staatsangehörigkeit;Ges.Vertr.2 Anrede;Ges.Vertr.2 Familienname;Ges.Vertr.2 Vorname;"
    "Ges.Vertr.2 Staatsangehörigkeit;Auskunftssperre"
).split(";")
ZEILEN = 14


def liste_vorlegen(wuerfel: random.Random, heute: date, koordination: Benutzer) -> None:
    """Upload the list as the office would; nothing about its families is stored yet."""
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(SPALTEN)
    for nummer in range(ZEILEN):
        schreiber.writerow(_zeile(wuerfel, nummer, heute - timedelta(days=wuerfel.randrange(1, 14))))
    name = f"geburten_zuzuege_{heute:%Y-%m}.csv"
    liste_pruefen(inhalt=puffer.getvalue().encode("utf-8-sig"), dateiname=name, wer=koordination)


def _zeile(wuerfel: random.Random, nummer: int, tag: date) -> list[str]:
    name, stadtteil = wuerfel.choice(FAMILIENNAMEN), wuerfel.choice(list(POSTLEITZAHL))
    geboren = "" if nummer == 4 else f"{tag:%d.%m.%Y}"
    plz = "50667" if nummer == 9 else POSTLEITZAHL[stadtteil]
    kind = [f"N{nummer:05}", "Geburt", f"{tag:%d.%m.%Y}", name, wuerfel.choice(KINDER), geboren, "w"]
    anschrift = [wuerfel.choice(STRASSEN), str(100 + nummer), "", plz, "Musterstadt", stadtteil]
    mutter = ["Frau", name, wuerfel.choice(MUETTER), ""]
    vater = ["Herr", name, wuerfel.choice(VAETER), ""]
    return [*kind, *anschrift, *mutter, *vater, ""]
