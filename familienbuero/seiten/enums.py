"""Pages that the office writes itself."""

from django.db import models


class Seitenname(models.TextChoices):
    """The texts of the public site; the value is their address."""

    IMPRESSUM = "impressum", "Impressum"
    DATENSCHUTZ = "datenschutz", "Datenschutz"
    BARRIEREFREIHEIT = "barrierefreiheit", "Erklärung zur Barrierefreiheit"
    UEBER_UNS = "ueber-uns", "Über uns"
    AUSZEICHNUNGEN = "auszeichnungen", "Auszeichnungen"
    LINKS = "links", "Links"
    GEBAERDENSPRACHE = "gebaerdensprache", "Gebärdensprache"
    COOKIES = "cookies", "Cookies"


# A film belongs here; until there is one, the text says so.
MIT_FILM = frozenset({Seitenname.AUSZEICHNUNGEN, Seitenname.GEBAERDENSPRACHE})
