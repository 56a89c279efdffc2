"""Fill an empty database with the invented town."""

import random
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import transaction

from demonstration.angebote import angebote_anlegen
from demonstration.anmeldungen import anmeldungen_spielen
from demonstration.daten import ANSCHRIFT
from demonstration.leeren import leeren
from demonstration.liste import liste_vorlegen
from demonstration.oeffentlich import oeffentliches_spielen
from demonstration.partner import partner_anlegen
from demonstration.spiel import spielen
from demonstration.stadt import kommune_einrichten, kraefte_anlegen, personal_anlegen, stadtteile_anlegen
from demonstration.uebersetzungen import angebote_uebersetzen
from familienbuero import kalender
from familienbuero.befehl import Befehl
from familienbuero.datenschutz.dienste import fristen_setzen, loeschregeln
from familienbuero.fehler import Ablehnung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie
from netzwerk.angebote.models import Angebot
from willkommensbesuche.besuche.models import Besuch


class Command(Befehl):
    """`demo_fuellen [--neu]`: 300 families, six visitors, visits in every state around today.

    Repeatable: a filled demonstration stays as it is, with `--neu` it is emptied first. Refused on a
    database with real accounts or families, and on an installation that serves by HTTPS.
    """

    help = "Füllt eine leere Datenbank mit einer erfundenen Stadt zum Ausprobieren."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--neu", action="store_true", help="vorhandene Demonstration vorher leeren")
        parser.add_argument("--familien", type=int, default=300, help="Anzahl der Familien")

    def ausfuehren(self, **optionen: Any) -> dict[str, Any]:
        if settings.NUR_HTTPS:
            raise Ablehnung("Dies ist eine echte Installation (NUR_HTTPS). Hier gibt es keine Demonstration.")
        ist_demo = Benutzer.objects.filter(email__endswith=f"@{ANSCHRIFT}").exists()
        ist_echt = Benutzer.objects.exclude(email__endswith=f"@{ANSCHRIFT}").exists()
        if ist_echt or (Familie.objects.exists() and not ist_demo):
            raise Ablehnung(
                "In dieser Datenbank stehen schon echte Daten. Die Demonstration kommt nur in eine leere."
            )
        if ist_demo and optionen["neu"]:
            leeren()
            ist_demo = False
        if not ist_demo:
            self._fuellen(optionen["familien"])
        return {
            "familien": Familie.objects.count(),
            "angebote": Angebot.objects.count(),
            "besuche": Besuch.objects.count(),
            "konten": Benutzer.objects.count(),
        }

    @transaction.atomic
    def _fuellen(self, familien: int) -> None:
        wuerfel = random.Random(57072)  # noqa: S311 - the same town every time, nothing secret
        kommune_einrichten()
        stadtteile = stadtteile_anlegen()
        personal_anlegen()
        kraefte_anlegen(stadtteile, kalender.heute())
        leitung = Benutzer.objects.mit_rolle(Rolle.LEITUNG)[0]
        fristen_setzen({name: regel.monate for name, regel in loeschregeln().items()}, durch=leitung)
        koordination = Benutzer.objects.mit_rolle(Rolle.KOORDINATION)[0]
        netzwerk = Benutzer.objects.mit_rolle(Rolle.NETZWERK)[0]
        angebote_anlegen(stadtteile, netzwerk, kalender.heute())
        angebote_uebersetzen(netzwerk)
        partner_anlegen(kalender.heute())
        anmeldungen_spielen(netzwerk, kalender.heute())
        oeffentliches_spielen(koordination, kalender.heute())
        spielen(wuerfel, stadtteile, koordination, familien)
        liste_vorlegen(wuerfel, kalender.heute(), koordination)
