"""The map of the site for search engines: what rooms announce as public, in every language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from familienbuero.raum import raeume

Eintrag = tuple[str, Mapping[str, str]]


class InAllenSprachen(Sequence[tuple[Eintrag, str]]):
    """Pages times languages, each pair made when it is asked for: the index only counts them."""

    def __init__(self, seiten: Sequence[Eintrag], sprachen: Sequence[str]) -> None:
        self.seiten, self.sprachen = seiten, sprachen

    def __len__(self) -> int:
        return len(self.seiten) * len(self.sprachen)

    def __getitem__(self, stelle: Any) -> Any:
        if isinstance(stelle, slice):
            return [self[eine] for eine in range(*stelle.indices(len(self)))]
        seite, sprache = divmod(stelle, len(self.sprachen))
        return self.seiten[seite], self.sprachen[sprache]


class Verzeichnis(Sitemap[Eintrag]):
    """The public pages of one room, each in all languages.

    Which pages say the same in other languages stands in their heads. Here it would have to stand beside
    every language once more, fourteen addresses for each of thirteen: 160 MB for ten thousand offers.
    """

    i18n = True
    # Addresses in a file: so few that it is made as quickly as any page, for anybody may ask for it.
    limit = 1000

    def __init__(self, seiten: Callable[[], Iterable[Eintrag]]) -> None:
        self.seiten = seiten

    def items(self) -> list[Eintrag]:
        return list(self.seiten())

    def _items(self) -> InAllenSprachen:
        return InAllenSprachen(self.items(), [kennung for kennung, _ in settings.LANGUAGES])

    def location(self, item: Eintrag) -> str:
        name, angaben = item
        return reverse(name, kwargs=dict(angaben))


def verzeichnisse() -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    """One map for each room that has public pages, by its name."""
    return {raum.name: Verzeichnis(raum.oeffentliche_seiten) for raum in raeume() if raum.oeffentliche_seiten}
