"""The self-check: rules that must hold at any time, each room brings its own."""

from typing import Any

from django.core.management.base import CommandError

from familienbuero.befehl import Befehl
from familienbuero.raum import raeume


class Command(Befehl):
    """`selbstpruefung`: exit code 1 when a rule does not hold."""

    help = "Prüft, ob Meldungen, Briefe und Termine vollständig und widerspruchsfrei sind."
    ok = True

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        ergebnisse = [pruefung() for raum in raeume() for pruefung in raum.pruefungen]
        self.ok = all(ergebnis.ok for ergebnis in ergebnisse)
        regeln = [{"name": e.name, "ok": e.ok, "satz": e.satz} for e in ergebnisse]
        return {"ok": self.ok, "regeln": regeln}

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        zeichen = {True: "gut   ", False: "FEHLER"}
        return "\n".join(
            f"{zeichen[regel['ok']]} {regel['name']}: {regel['satz']}" for regel in ergebnis["regeln"]
        )

    def handle(self, *args: Any, **optionen: Any) -> None:
        super().handle(*args, **optionen)
        if not self.ok:
            raise CommandError("Die Selbstprüfung hat Fehler gefunden.")
