"""Kinds of master data."""

from django.db import models


class Geschlecht(models.TextChoices):
    """Sex as the register has it."""

    WEIBLICH = "w", "weiblich"
    MAENNLICH = "m", "männlich"
    DIVERS = "d", "divers"
    OHNE = "", "ohne Angabe"


class Traegerart(models.TextChoices):
    """Who bears an organisation (§ 3 SGB VIII)."""

    OEFFENTLICH = "oeffentlich", "öffentlicher Träger"
    FREI = "frei", "freier Träger"
    PRIVAT = "privat", "Unternehmen oder Praxis"


class Merkart(models.TextChoices):
    """Of whom nothing but a hash is kept."""

    KIND = "kind", "Kind, mit dem das Büro schon zu tun hatte"
    HAUSHALT = "haushalt", "Haushalt, der keinen Kontakt mehr möchte"


class Sprache(models.TextChoices):
    """Languages of families and visitors (BCP 47). A family's language is told by it, never guessed."""

    DEUTSCH = "de", "Deutsch"
    ALBANISCH = "sq", "Albanisch"
    ARABISCH = "ar", "Arabisch"
    BULGARISCH = "bg", "Bulgarisch"
    ENGLISCH = "en", "Englisch"
    FARSI = "fa", "Farsi"
    FRANZOESISCH = "fr", "Französisch"
    ITALIENISCH = "it", "Italienisch"
    KROATISCH = "hr", "Kroatisch"
    KURMANDSCHI = "kmr", "Kurdisch (Kurmandschi)"
    POLNISCH = "pl", "Polnisch"
    RUMAENISCH = "ro", "Rumänisch"
    RUSSISCH = "ru", "Russisch"
    SPANISCH = "es", "Spanisch"
    TUERKISCH = "tr", "Türkisch"
    UKRAINISCH = "uk", "Ukrainisch"
    VIETNAMESISCH = "vi", "Vietnamesisch"
