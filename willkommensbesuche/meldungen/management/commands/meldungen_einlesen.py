"""`meldungen_einlesen DATEI`: check a registry list and take it over, without a worker."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from familienbuero.befehl import Befehl, tag
from familienbuero.einlesen.regeln import GRENZEN, Fehler
from familienbuero.fehler import Ablehnung
from willkommensbesuche.meldungen.dienste import bericht_erstellen, sofort_uebernehmen
from willkommensbesuche.meldungen.regeln.bericht import Bericht

UEBERHOLT = "Familien mit einer Meldung aus einer neueren Liste, deren Angaben bleiben: {ueberholte}."


class Command(Befehl):
    """Reads a list as the page does; faults are printed without values, which may be names."""

    help = "Liest eine Meldeliste ein und übernimmt sie; mit --pruefen wird nichts gespeichert."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("datei", type=Path, metavar="DATEI", help="Liste im Format CSV oder XLSX")
        parser.add_argument(
            "--profil", default="", help="Name des Profils; sonst entscheidet der Kopf der Liste"
        )
        parser.add_argument(
            "--liste-vom",
            type=tag,
            help="Tag, an dem die Liste erstellt wurde, z. B. 2018-12-31; sonst gilt ihr jüngstes Ereignis",
        )
        parser.add_argument("--pruefen", action="store_true", help="nur prüfen")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        inhalt = self._gelesen(optionen["datei"])
        if optionen["pruefen"]:
            *_, bericht = bericht_erstellen(inhalt, optionen["profil"], optionen["liste_vom"])
        else:
            bericht = sofort_uebernehmen(
                inhalt=inhalt,
                dateiname=optionen["datei"].name,
                profil=optionen["profil"],
                liste_vom=optionen["liste_vom"],
            )
        return _ergebnis(bericht)

    def _gelesen(self, datei: Path) -> bytes:
        try:
            with datei.open("rb") as strom:
                return strom.read(GRENZEN.dateigroesse + 1)
        except OSError:
            raise Ablehnung(f"Die Datei {datei} lässt sich nicht öffnen.") from None

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        summen = (
            "{gelesen} Zeilen gelesen: {neu} neu, {geaendert} geändert, {unveraendert} unverändert, "
            "{zurueckgewiesen} zurückgewiesen; {kinder} Kinder in {familien} Familien."
        ).format(**ergebnis)
        ueberholt = [UEBERHOLT.format(**ergebnis)] if ergebnis["ueberholte"] else []
        fehler = [f"Zeile {f['zeile']}, {f['spalte']}: {f['grund']}" for f in ergebnis["fehler"]]
        return "\n".join([summen, *ueberholt, *fehler])


def _ergebnis(bericht: Bericht) -> dict[str, Any]:
    summen = bericht.summen
    return {
        "gelesen": summen.gelesen,
        "neu": summen.neu,
        "geaendert": summen.geaendert,
        "unveraendert": summen.unveraendert,
        "zurueckgewiesen": summen.zurueckgewiesen,
        "kinder": summen.kinder,
        "familien": summen.familien,
        "ueberholte": summen.ueberholte,
        "fehler": [_ohne_wert(fehler) for fehler in bericht.fehler],
    }


def _ohne_wert(fehler: Fehler) -> dict[str, Any]:
    return {"zeile": fehler.zeile, "spalte": fehler.spalte, "grund": fehler.grund}
