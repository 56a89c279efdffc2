"""Data classes: what kind of data a field holds; and why a deletion may have to wait."""

from django.db import models

from familienbuero.konten.enums import Rolle

# Who sets periods of deletion.
FESTLEGENDE = (Rolle.LEITUNG, Rolle.VERWALTUNG)


class Datenklasse(models.TextChoices):
    """Kind of data in a field; each field of each model belongs to exactly one."""

    TECHNISCH = "technisch", "Kennungen, Stände und Zeiten ohne Personenbezug für sich"
    PERSON = "person", "Namen, Geburtsdatum, Geschlecht"
    ANSCHRIFT = "anschrift", "Wohnanschrift und was zu ihr führt"
    KONTAKT = "kontakt", "Telefon, E-Mail, Sprache: von der Familie selbst genannt"
    SPERRE = "sperre", "Sperrvermerke nach §§ 51, 52 BMG und Sterbedatum"
    FREITEXT = "freitext", "freier Text über Menschen, nur verschlüsselt gespeichert"
    FALL = "fall", "was im Fall geschah, als Zahl oder Schlüssel; bleibt ohne Person zählbar"
    BESCHAEFTIGTE = "beschaeftigte", "Angaben über Beschäftigte und Besuchskräfte"
    EINSTELLUNG = "einstellung", "Einstellungen und Texte der Kommune"


class Haltegrund(models.TextChoices):
    """Why the data of a family is kept beyond its period, for a while."""

    WUNSCH = "wunsch", "Die Familie bittet darum"
    AUSKUNFT = "auskunft", "Auskunft nach Art. 15 DSGVO läuft"
    BESCHWERDE = "beschwerde", "Beschwerde oder Widerspruch läuft"
    VERFAHREN = "verfahren", "Rechtsstreit oder Prüfung läuft"
    VERSEHEN = "versehen", "Der Fall ist noch nicht zu Ende"
