"""Make an account from the command line: the first one of an installation."""

from typing import Any

from django.core.management.base import CommandParser

from familienbuero.befehl import Befehl
from familienbuero.konten.dienste import konto_anlegen
from familienbuero.konten.enums import Rolle
from familienbuero.konten.verweise import passwort_verweis


class Command(Befehl):
    """Prints the link that sets the password, because there may be no mail server yet."""

    help = "Legt ein Konto an und nennt den Link, mit dem das Passwort gesetzt wird."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", help="E-Mail-Adresse, mit der sich die Person anmeldet")
        parser.add_argument("--vorname", required=True)
        parser.add_argument("--nachname", required=True)
        parser.add_argument(
            "--rolle", action="append", choices=Rolle.values, help="mehrfach möglich; ohne Angabe: verwaltung"
        )

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        konto = konto_anlegen(
            email=optionen["email"],
            vorname=optionen["vorname"],
            nachname=optionen["nachname"],
            rollen=optionen["rolle"] or [Rolle.VERWALTUNG],
        )
        return {"konto": str(konto.pk), "rollen": konto.rollen, "verweis": passwort_verweis(konto)}

    def als_text(self, ergebnis: dict[str, Any]) -> str:
        return f"Das Konto ist angelegt. Passwort setzen (drei Tage gültig):\n{ergebnis['verweis']}"
