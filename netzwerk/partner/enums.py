"""Kinds of partners, and how close they work together."""

from __future__ import annotations

from django.db import models

from familienbuero.zustand import Zustand


class Partnerart(models.TextChoices):
    """What an organisation is in the network: the lists of the networks and of the alliance."""

    KOORDINATION = "koordination", "Netzwerkkoordination"
    FAMILIENBUERO = "familienbuero", "Familienbüro"
    HEBAMME = "hebamme", "(Familien-)Hebammen"
    FAMKI = "famki", "Familien-Kinderkrankenpflege (FamKi)"
    FAMILIENTREFF = "familientreff", "Familientreff"
    SCHWANGERSCHAFTSBERATUNG = "schwangerschaftsberatung", "Schwangerschaftsberatungsstelle"
    FRUEHFOERDERUNG = "fruehfoerderung", "Frühförderung"
    GESUNDHEITSAMT = "gesundheitsamt", "Kreisgesundheitsamt"
    FAMILIENZENTRUM = "familienzentrum", "Familienzentrum"
    KITA = "kita", "Kindertageseinrichtung"
    FACHBERATUNG = "fachberatung", "Fachberatung"
    ERZIEHUNGSBERATUNG = "erziehungsberatung", "Erziehungsberatungsstelle"
    POLIZEI = "polizei", "Polizei"
    JUGENDAMT = "jugendamt", "Jugendamt"
    THERAPIE = "therapie", "Therapeutische Praxis"
    FREIER_TRAEGER = "freier_traeger", "Freier Träger"
    BILDUNGSNETZWERK = "bildungsnetzwerk", "Regionales Bildungsnetzwerk"
    INTEGRATIONSZENTRUM = "integrationszentrum", "Kommunales Integrationszentrum"
    JUGENDHILFEPLANUNG = "jugendhilfeplanung", "Jugendhilfeplanung"
    INTEGRATIONSBUERO = "integrationsbuero", "Integrationsbüro"
    KINDERTAGESPFLEGE = "kindertagespflege", "Kindertagespflege"
    ARZTPRAXIS = "arztpraxis", "Kinder- oder Frauenarztpraxis"
    KLINIK = "klinik", "Klinik"
    FAMILIENBILDUNG = "familienbildung", "Familienbildung"
    ARBEITSAGENTUR = "arbeitsagentur", "Agentur für Arbeit, Jobcenter"
    BILDUNGSTRAEGER = "bildungstraeger", "Bildungsträger"
    KIRCHE = "kirche", "Evangelische oder katholische Kirche"
    GEWERKSCHAFT = "gewerkschaft", "Gewerkschaft"
    GLEICHSTELLUNG = "gleichstellung", "Gleichstellungsbeauftragte"
    KAMMER = "kammer", "IHK"
    PFLEGEDIENST = "pflegedienst", "Pflegedienst"
    UNIVERSITAET = "universitaet", "Universität"
    UNTERNEHMEN = "unternehmen", "Unternehmen, Betriebe, Wirtschaftsjunioren"
    VEREIN = "verein", "Verein oder Verband"
    STADTVERWALTUNG = "stadtverwaltung", "Stadtverwaltung"
    POLITIK = "politik", "Politik"
    KREIS = "kreis", "Kreis"
    WIRTSCHAFTSFOERDERUNG = "wirtschaftsfoerderung", "Wirtschaftsförderung"
    SONSTIGE = "sonstige", "Sonstige"


class Partnerstatus(Zustand):
    """A member of the network, or one that really works with others."""

    NETZWERKPARTNER = "netzwerkpartner", ("eingeladen", "check"), "Netzwerkpartner"
    KOOPERATIONSPARTNER = "kooperationspartner", ("bestaetigt", "check"), "Kooperationspartner"


class Lebensphase(models.TextChoices):
    """Where a family stands on its way (primary process of the network)."""

    SCHWANGERSCHAFT = "schwangerschaft", "Schwangerschaft"
    GEBURT = "geburt", "Geburt"
    FRUEHE_KINDHEIT = "fruehe_kindheit", "Frühe Kindheit"
    FREMDBETREUUNG = "fremdbetreuung", "Betreuung durch andere"
    SOZIALES_UMFELD = "soziales_umfeld", "Soziales Umfeld"
