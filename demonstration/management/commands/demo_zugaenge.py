"""The sign-ins of the demonstration."""

from typing import Any

from demonstration.daten import ANSCHRIFT, PASSWORT
from familienbuero.befehl import Befehl
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer


class Command(Befehl):
    """`demo_zugaenge`: one sign-in per role, if this is a demonstration."""

    help = "Zeigt je Rolle ein Konto der Demonstration."

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        vorhanden = set(
            Benutzer.objects.filter(email__endswith=f"@{ANSCHRIFT}").values_list("email", flat=True)
        )
        zugaenge = {
            rolle.label: f"{rolle}@{ANSCHRIFT}" for rolle in Rolle if f"{rolle}@{ANSCHRIFT}" in vorhanden
        }
        return {"passwort": PASSWORT, "zugaenge": zugaenge}

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        if not ergebnis["zugaenge"]:
            return "Dies ist keine Demonstration; Konten legt die Verwaltung an."
        zeilen = [f"  {rolle:<24} {email}" for rolle, email in ergebnis["zugaenge"].items()]
        return "\n".join([f"Zum Ausprobieren, Passwort für alle: {ergebnis['passwort']}", *zeilen])
