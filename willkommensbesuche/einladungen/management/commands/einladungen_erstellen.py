"""Make the invitations of a period and write them into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from familienbuero.auftrag import Auftragsstand
from familienbuero.befehl import Befehl, tag
from familienbuero.fehler import Ablehnung
from familienbuero.schreiben.models import Stapel
from willkommensbesuche.einladungen.auskunft import einzuladende
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten


class Command(Befehl):
    """`einladungen_erstellen --von --bis --ausgabe ORDNER`: each letter alone, and one print file."""

    help = "Erstellt die Einladungen der geplanten Besuche eines Zeitraums als PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--von", type=tag, required=True, help="erster Besuchstag")
        parser.add_argument("--bis", type=tag, required=True, help="letzter Besuchstag")
        parser.add_argument("--ausgabe", type=Path, required=True, help="Ordner für die PDF-Dateien")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        von, bis, ordner = optionen["von"], optionen["bis"], optionen["ausgabe"]
        try:
            ordner.mkdir(parents=True, exist_ok=True)
        except OSError as fehler:
            raise Ablehnung(f"Der Ordner {ordner} lässt sich nicht anlegen: {fehler.strerror}.") from None
        if bis >= von and not einzuladende(von, bis).exists():
            return {"briefe": 0, "zurueckgestellt": 0, "seiten": 0}
        stapel = stapel_anlegen(von=von, bis=bis, durch=None)
        while stapel_bearbeiten(stapel.pk):
            pass
        stapel.refresh_from_db()
        return self._schreiben(stapel, ordner)

    def _schreiben(self, stapel: Stapel, ordner: Path) -> dict[str, Any]:
        fertige = list(stapel.schreiben.fertig())
        if stapel.stand != Auftragsstand.ERLEDIGT:
            raise Ablehnung(
                "Einige Briefe erzeugt gerade ein anderer Prozess. Bitte rufen Sie den Befehl erneut auf."
            )
        for nummer, schreiben in enumerate(fertige, start=1):
            (ordner / f"einladung-{nummer:04}.pdf").write_bytes(schreiben.datei())
        (ordner / "druckdatei.pdf").write_bytes(stapel.druckdatei())
        return {
            "briefe": len(fertige),
            "zurueckgestellt": stapel.schreiben.zurueckgestellt().count(),
            "seiten": stapel.seiten,
        }
