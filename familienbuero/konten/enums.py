"""Roles of the staff. A person may have several."""

from django.db import models


class Rolle(models.TextChoices):
    """What a person does in the office; what each role may see stands in the docstring of its room."""

    LEITUNG = "leitung", "Leitung"
    KOORDINATION = "koordination", "Koordination"
    BESUCHSDIENST = "besuchsdienst", "Besuchsdienst"
    NETZWERK = "netzwerk", "Netzwerk"
    FACHKRAFT = "fachkraft", "Fachkraft Frühe Hilfen"
    EHRENAMT = "ehrenamt", "Ehrenamt"
    PLANUNG = "planung", "Jugendhilfeplanung"
    DATENSCHUTZ = "datenschutz", "Datenschutz"
    VERWALTUNG = "verwaltung", "Verwaltung"


# Who plans visits: sees the team, books, moves, invites.
PLANENDE = (Rolle.KOORDINATION, Rolle.LEITUNG)
