"""`daten_loeschen`: the nightly deletion by hand, or what it would do."""

from typing import Any

from django.core.management.base import CommandParser

from familienbuero import kalender
from familienbuero.befehl import Befehl
from familienbuero.datenschutz import dienste


class Command(Befehl):
    """Works as the nightly run does; `--probe` changes nothing."""

    help = "Merkt vor und vernichtet, was seine Löschfrist hinter sich hat."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--probe", action="store_true", help="nur sagen, was geschähe")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        heute = kalender.heute()
        if optionen["probe"]:
            je_regel = dienste.probelauf(heute).values()
            vorgemerkt, vernichtet = sum(r.vorgemerkt for r in je_regel), sum(r.vernichtet for r in je_regel)
        else:
            lauf = dienste.loeschlauf(heute)
            vorgemerkt, vernichtet = lauf.vorgemerkt, lauf.vernichtet
        return {"probe": optionen["probe"], "vorgemerkt": vorgemerkt, "vernichtet": vernichtet}

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        wie = "Probe, nichts ist geschehen: " if ergebnis["probe"] else ""
        return wie + "{vorgemerkt} Fälle vorgemerkt, {vernichtet} gelöscht.".format(**ergebnis)
