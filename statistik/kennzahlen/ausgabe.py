"""The report as files."""

import csv
import io

from django.template.loader import render_to_string

from familienbuero.schreiben.pdf import setzen
from familienbuero.stammdaten.dienste import kommune
from statistik.kennzahlen.bericht import Bericht, als_text
from statistik.kennzahlen.regeln import ZAEHLREGEL


def als_csv(bericht: Bericht) -> bytes:
    """Figures with definitions, then the tables; semicolons and a mark, so that Excel reads it rightly."""
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(["Kennzahl", bericht.einheit.capitalize(), "Definition"])
    schreiber.writerows(
        [karte.kennzahl.titel, karte.wert, karte.kennzahl.definition] for karte in bericht.karten
    )
    schreiber.writerow(["Zeitraum", f"{bericht.von:%d.%m.%Y} bis {bericht.bis:%d.%m.%Y}", ZAEHLREGEL])
    for tabelle in (bericht.monate, *bericht.tabellen):
        schreiber.writerow([])
        schreiber.writerow([tabelle.spalte, *(kennzahl.titel for kennzahl in bericht.kennzahlen)])
        for zeile in tabelle.zeilen:
            schreiber.writerow([zeile.titel, *(als_text(wert, tabelle.grenze) for wert in zeile.werte)])
    return puffer.getvalue().encode("utf-8-sig")


def als_pdf(bericht: Bericht) -> bytes:
    """The same as tagged PDF."""
    kontext = {"bericht": bericht, "kommune": kommune(), "zaehlregel": ZAEHLREGEL}
    return setzen(render_to_string("statistik/kennzahlen/bericht.html", kontext), stil="bericht")
