"""`altbestand_einlesen DATEI`: check a table of the office and take it over."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from familienbuero.befehl import Befehl
from familienbuero.einlesen.regeln import GRENZEN
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import PLANENDE
from familienbuero.konten.models import Benutzer
from willkommensbesuche.altbestand.dienste import bericht_erstellen, sofort_uebernehmen
from willkommensbesuche.altbestand.regeln.bericht import Summen

OHNE_KONTO = (
    "Bitte nennen Sie mit --durch die E-Mail-Adresse des Kontos, unter dem übernommen wird "
    "(Rolle Leitung oder Koordination)."
)


class Command(Befehl):
    """Reads a table as the page does; faults are printed without values, which may be names."""

    help = "Übernimmt Besuche aus der Tabelle des Büros; mit --pruefen wird nichts gespeichert."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("datei", type=Path, metavar="DATEI", help="Tabelle im Format CSV oder XLSX")
        parser.add_argument("--durch", default="", metavar="E-MAIL", help="Konto, unter dem übernommen wird")
        parser.add_argument("--pruefen", action="store_true", help="nur prüfen")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        wer = Benutzer.objects.mit_rolle(*PLANENDE).filter(email__iexact=optionen["durch"]).first()
        if wer is None and (optionen["durch"] or not optionen["pruefen"]):
            raise Ablehnung(OHNE_KONTO)
        datei: Path = optionen["datei"]
        inhalt = self._gelesen(datei)
        if wer is None or optionen["pruefen"]:
            bericht = bericht_erstellen(inhalt, wer=wer)
            return _ergebnis(bericht.summen, bericht.gruende)
        tabelle = sofort_uebernehmen(inhalt=inhalt, dateiname=datei.name, wer=wer)
        return _ergebnis(tabelle.summen, tabelle.gruende)

    def _gelesen(self, datei: Path) -> bytes:
        try:
            with datei.open("rb") as strom:
                return strom.read(GRENZEN.dateigroesse + 1)
        except OSError:
            raise Ablehnung(f"Die Datei {datei} lässt sich nicht öffnen.") from None

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        summen = (
            "{gelesen} Zeilen gelesen: {neu} neu, {bekannt} schon bekannt, {zurueckgewiesen} zurückgewiesen; "
            "Besuche: {laufende} laufend, {beendete} beendet."
        ).format(**ergebnis)
        fehler = [f"Zeile {f['zeile']}, {f['spalte']}: {f['grund']}" for f in ergebnis["fehler"]]
        return "\n".join([summen, *fehler])


def _ergebnis(summen: Summen, gruende: Sequence[Sequence[Any]]) -> dict[str, Any]:
    fehler = [dict(zip(("zeile", "spalte", "grund"), grund, strict=True)) for grund in gruende]
    return {name: getattr(summen, name) for name in Summen.__dataclass_fields__} | {"fehler": fehler}
