"""The report as files."""

from django.template.loader import render_to_string

from familienbuero.einlesen.regeln import csv_ausgeben
from familienbuero.schreiben.pdf import setzen
from familienbuero.stammdaten.dienste import kommune
from statistik.kennzahlen.bericht import Bericht
from statistik.kennzahlen.regeln import NICHT_GEZEIGT, ZAEHLREGEL


def als_csv(bericht: Bericht) -> bytes:
    """Figures with definitions, then the tables."""
    zeilen: list[list[str]] = [
        [karte.kennzahl.titel, karte.wert, karte.kennzahl.definition] for karte in bericht.karten
    ]
    zeilen.append(["Zeitraum", f"{bericht.von:%d.%m.%Y} bis {bericht.bis:%d.%m.%Y}", ZAEHLREGEL])
    zeilen.append(["Kleine Zahlen", NICHT_GEZEIGT, bericht.schutzregel])
    for tabelle in (bericht.monate, *bericht.tabellen):
        zeilen.append([])
        zeilen.append([tabelle.spalte, *(kennzahl.titel for kennzahl in bericht.kennzahlen)])
        zeilen.extend([zeile.titel, *zeile.texte] for zeile in tabelle.zeilen)
    if vorjahre := bericht.vorjahre:
        zeilen += [[], [vorjahre.titel, "", f"{vorjahre.erklaerung} {vorjahre.schutzregel}"]]
        zeilen.append(["Jahr", *(kennzahl.titel for kennzahl in bericht.kennzahlen), "Quelle"])
        zeilen.extend([jahr.titel, *jahr.texte, jahr.zusatz] for jahr in vorjahre.zeilen)
    return csv_ausgeben(["Kennzahl", bericht.einheit.capitalize(), "Definition"], zeilen)


def als_pdf(bericht: Bericht) -> bytes:
    """The same as tagged PDF."""
    kontext = {"bericht": bericht, "kommune": kommune(), "zaehlregel": ZAEHLREGEL}
    return setzen(render_to_string("statistik/kennzahlen/bericht.html", kontext), stil="bericht")
