"""Words under which families look for an offer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from familienbuero.stammdaten.regeln import suchschluessel

_VERBUNDEN = re.compile(r"(\w+)[-‐–](\w+)")


def wortschluessel(text: str) -> str:
    """Search key of a text; "Still-Café" is also found as "Stillcafé"."""
    zusammen = [f"{eins}{anderes}" for eins, anderes in _VERBUNDEN.findall(text)]
    return suchschluessel(" ".join([text, *zusammen]))


def wortmenge(text: str, gruppen: Iterable[Collection[str]] = ()) -> list[str]:
    """The words under which a text is found, with those of every group of which it holds one.

    Groups are words that mean the same to a family ("stillen", "Stillcafé", "Stillberatung"), so that each
    finds what the others find. A word counts where another begins with it: "stillen" is in no
    "abstillend", "krabbel" is in "Krabbelgruppe".
    """
    schluessel = f" {wortschluessel(text)}"
    verwandte = [
        wort
        for gruppe in gruppen
        if any(f" {eins}" in schluessel for eins in map(wortschluessel, gruppe) if eins)
        for wort in map(wortschluessel, gruppe)
    ]
    alle = " ".join([schluessel, *verwandte]).split()
    return sorted({wort for wort in alle if len(wort) > 1})
