"""The figures of a period."""

from typing import Any

from django.core.management.base import CommandParser

from familienbuero.befehl import Befehl, tag
from familienbuero.fehler import Ablehnung
from statistik.kennzahlen.abfragen import Ausschnitt, zaehlen
from statistik.kennzahlen.bericht import prozent
from statistik.kennzahlen.regeln import ABSAGEQUOTE, KENNZAHLEN, quote


class Command(Befehl):
    """`kennzahlen --von --bis`: each figure by household and by child, with its definition."""

    help = "Gibt die Kennzahlen der Willkommensbesuche eines Zeitraums aus."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--von", type=tag, required=True, help="erster Tag")
        parser.add_argument("--bis", type=tag, required=True, help="letzter Tag")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        von, bis = optionen["von"], optionen["bis"]
        if bis < von:
            raise Ablehnung("Der Zeitraum endet, bevor er beginnt. Bitte tauschen Sie die beiden Tage.")
        werte = zaehlen(Ausschnitt(von, bis)).gesamt
        zeilen: list[dict[str, Any]] = [
            {
                "name": kennzahl.name,
                "definition": kennzahl.definition,
                "haushalte": werte[kennzahl.name].haushalte,
                "kinder": werte[kennzahl.name].kinder,
            }
            for kennzahl in KENNZAHLEN
        ]
        abgesagt, geplant = werte["abgesagt"], werte["geplant"]
        zeilen.append(
            {
                "name": ABSAGEQUOTE.name,
                "definition": ABSAGEQUOTE.definition,
                "haushalte": quote(abgesagt.haushalte, geplant.haushalte),
                "kinder": quote(abgesagt.kinder, geplant.kinder),
            }
        )
        return {"von": von.isoformat(), "bis": bis.isoformat(), "kennzahlen": zeilen}

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        *zahlen, anteil = ergebnis["kennzahlen"]
        zeilen = [f"{z['name']}: {z['haushalte']} Haushalte, {z['kinder']} Kinder" for z in zahlen]
        quoten = [prozent(anteil[einheit]) for einheit in ("haushalte", "kinder")]
        zeilen.append(f"{anteil['name']}: {quoten[0]} der Haushalte, {quoten[1]} der Kinder")
        return "\n".join(zeilen)
