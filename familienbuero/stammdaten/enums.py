"""Kinds of master data."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


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

    DEUTSCH = "de", _("Deutsch")
    ALBANISCH = "sq", _("Albanisch")
    ARABISCH = "ar", _("Arabisch")
    BULGARISCH = "bg", _("Bulgarisch")
    ENGLISCH = "en", _("Englisch")
    FARSI = "fa", _("Farsi")
    FRANZOESISCH = "fr", _("Französisch")
    ITALIENISCH = "it", _("Italienisch")
    KROATISCH = "hr", _("Kroatisch")
    KURMANDSCHI = "kmr", _("Kurdisch (Kurmandschi)")
    POLNISCH = "pl", _("Polnisch")
    RUMAENISCH = "ro", _("Rumänisch")
    RUSSISCH = "ru", _("Russisch")
    SPANISCH = "es", _("Spanisch")
    TUERKISCH = "tr", _("Türkisch")
    UKRAINISCH = "uk", _("Ukrainisch")
    VIETNAMESISCH = "vi", _("Vietnamesisch")


def sprachen_zur_wahl() -> list[tuple[str, str]]:
    """Languages as the reader's own language calls them; the labels themselves are German."""
    return [(wert, gettext(text)) for wert, text in Sprache.choices]
