"""Plan the visits of a period."""

from typing import Any

from django.core.management.base import CommandParser

from familienbuero.befehl import Befehl, tag
from willkommensbesuche.besuche.dienste import besuche_planen
from willkommensbesuche.besuche.enums import OhneTermin


class Command(Befehl):
    """`besuche_planen --von --bis`: how many households got a date, and why others did not."""

    help = "Gibt allen geprüften Familien Besuchskraft und Zeitfenster im Zeitraum."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--von", type=tag, required=True, help="erster Besuchstag")
        parser.add_argument("--bis", type=tag, required=True, help="letzter Besuchstag")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        ergebnis = besuche_planen(von=optionen["von"], bis=optionen["bis"], durch=None)
        return {
            "geplant": ergebnis.geplant,
            "ohne_termin": sum(ergebnis.gruende.values()),
            "gruende": {grund.value: anzahl for grund, anzahl in sorted(ergebnis.gruende.items())},
        }

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        zeilen = [f"{ergebnis['geplant']} Familien haben einen Termin, {ergebnis['ohne_termin']} noch nicht."]
        zeilen += [f"{anzahl}: {OhneTermin(grund).label}" for grund, anzahl in ergebnis["gruende"].items()]
        return "\n".join(zeilen)
