"""Make the invitations of a period and write them into a folder."""

from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.core.management.base import CommandParser

from familienbuero.befehl import Befehl, tag
from familienbuero.fehler import Ablehnung
from willkommensbesuche.einladungen import dienste


def _pruefen(ordner: Path) -> None:
    """Refuse a folder that cannot be written to."""
    try:
        ordner.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=ordner):
            pass
    except OSError as fehler:
        raise Ablehnung(f"In den Ordner {ordner} lässt sich nichts schreiben: {fehler.strerror}.") from None


def _schreiben(pfad: Path, inhalt: bytes) -> None:
    try:
        pfad.write_bytes(inhalt)
    except OSError as fehler:
        raise Ablehnung(
            f"Die Briefe sind erstellt, aber {pfad} lässt sich nicht schreiben: {fehler.strerror}. "
            "Bitte rufen Sie den Befehl erneut auf."
        ) from None


class Command(Befehl):
    """`einladungen_erstellen --von --bis --ausgabe ORDNER`: each letter alone, and one print file."""

    help = "Erstellt die Einladungen der geplanten Besuche eines Zeitraums als PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--von", type=tag, required=True, help="erster Besuchstag")
        parser.add_argument("--bis", type=tag, required=True, help="letzter Besuchstag")
        parser.add_argument("--ausgabe", type=Path, required=True, help="Ordner für die PDF-Dateien")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        ordner: Path = optionen["ausgabe"]
        _pruefen(ordner)  # before anything is made
        stapel = dienste.stapel_uebernehmen(von=optionen["von"], bis=optionen["bis"])
        if stapel is None:
            return {"briefe": 0, "zurueckgestellt": 0, "seiten": 0}
        dienste.stapel_fertigstellen(stapel)
        fertige = list(stapel.schreiben.fertig())
        for nummer, schreiben in enumerate(fertige, start=1):
            _schreiben(ordner / f"einladung-{nummer:04}.pdf", schreiben.datei())
        _schreiben(ordner / "druckdatei.pdf", stapel.druckdatei())
        dienste.stapel_ausgegeben(stapel)
        return {
            "briefe": len(fertige),
            "zurueckgestellt": stapel.schreiben.zurueckgestellt().count(),
            "seiten": stapel.seiten,
        }
