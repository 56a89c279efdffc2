"""The map of the site for search engines: what rooms announce as public, in every language."""

from collections.abc import Mapping

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from familienbuero.raum import raeume

Eintrag = tuple[str, Mapping[str, str]]


class Verzeichnis(Sitemap[Eintrag]):
    """All public pages, each with its other languages."""

    i18n = alternates = x_default = True

    def items(self) -> list[Eintrag]:
        return [eins for raum in raeume() if raum.oeffentliche_seiten for eins in raum.oeffentliche_seiten()]

    def location(self, item: Eintrag) -> str:
        name, angaben = item
        return reverse(name, kwargs=dict(angaben))
