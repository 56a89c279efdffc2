"""What every page knows: the municipality, and the navigation that its reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.konten.zugang import angemeldet
from familienbuero.raum import Navigationseintrag, raeume
from familienbuero.stammdaten.dienste import kommune

# Who works with families and may look for one from any page.
SUCHENDE = (
    Rolle.LEITUNG,
    Rolle.KOORDINATION,
    Rolle.BESUCHSDIENST,
    Rolle.NETZWERK,
    Rolle.FACHKRAFT,
    Rolle.EHRENAMT,
)


@dataclass(frozen=True)
class Raumlink:
    """A room in the second row of the navigation."""

    text: str
    adresse: str
    hier: bool


@dataclass(frozen=True)
class Bereich:
    """An area in the header; it leads to the first of its rooms that one may open."""

    text: str
    raeume: tuple[Raumlink, ...]

    @property
    def adresse(self) -> str:
        return self.raeume[0].adresse

    @property
    def hier(self) -> bool:
        return any(raum.hier for raum in self.raeume)


def bereiche(benutzer: Benutzer, pfad: str) -> list[Bereich]:
    """The navigation of a person who is at `pfad`: the longest address that leads there is the place."""
    eintraege = [eintrag for raum in raeume() for eintrag in raum.navigation]
    erlaubt = [eintrag for eintrag in eintraege if benutzer.hat_rolle(*eintrag.rollen)]
    erlaubt.sort(key=lambda eintrag: eintrag.platz)
    adressen = [reverse(eintrag.adresse) for eintrag in erlaubt]
    hier = max((adresse for adresse in adressen if pfad.startswith(adresse)), key=len, default="")
    gruppen: dict[str, list[Raumlink]] = {}
    for eintrag, adresse in zip(erlaubt, adressen, strict=True):
        gruppen.setdefault(eintrag.bereich, []).append(_link(eintrag, adresse, hier))
    return [Bereich(text, tuple(links)) for text, links in gruppen.items()]


def _link(eintrag: Navigationseintrag, adresse: str, hier: str) -> Raumlink:
    return Raumlink(eintrag.text, adresse, adresse == hier)


def rahmen(request: HttpRequest) -> dict[str, Any]:
    """Context processor; everything lazy, because parts of a page are rendered with it as well."""
    kontext: dict[str, Any] = {"kommune": SimpleLazyObject(kommune)}
    if getattr(getattr(request, "user", None), "is_authenticated", False):
        benutzer = angemeldet(request)
        kontext["bereiche"] = SimpleLazyObject(lambda: bereiche(benutzer, request.path))
        kontext["darf_suchen"] = benutzer.hat_rolle(*SUCHENDE)
    return kontext
