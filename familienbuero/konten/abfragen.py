"""Questions about accounts."""

from typing import TYPE_CHECKING

from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

if TYPE_CHECKING:
    from familienbuero.konten.models import Benutzer


def sortierbar(konten: "QuerySet[Benutzer]") -> "QuerySet[Benutzer]":
    """Accounts by name, with `schluessel` to go on from: ä sorts as a (DIN 5007-1)."""
    name = Lower(Concat(F("nachname"), Value(" "), F("vorname")))
    schluessel = Func(name, Value("äöüß"), Value("aous"), function="translate")
    return konten.annotate(schluessel=schluessel).order_by("schluessel", "pk")


def gefunden(konten: "QuerySet[Benutzer]", wort: str) -> "QuerySet[Benutzer]":
    """Accounts whose name or e-mail address holds every part of `wort`."""
    for teil in wort.split():
        konten = konten.filter(
            Q(nachname__icontains=teil) | Q(vorname__icontains=teil) | Q(email__icontains=teil)
        )
    return konten
