"""Definitions of the figures, and what of them may be shown, as pure functions (docs/adr/0012, 0013)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Below this a number could point to a family: always, and by district (docs/adr/0013-small-numbers.md).
GRENZE, GRENZE_STADTTEIL = 3, 5


@dataclass(frozen=True)
class Kennzahl:
    """A figure: the state that a case must have reached, and the definition that stands beside it."""

    name: str
    titel: str
    definition: str
    anderer_stand: str = ""  # the state of the case, where it is not called like the figure

    @property
    def stand(self) -> str:
        return self.anderer_stand or self.name


@dataclass(frozen=True)
class Wert:
    """A figure counted both ways."""

    haushalte: int = 0
    kinder: int = 0


# What stands in a table for a number that is hidden: it may be small, or protect a small one.
NICHT_GEZEIGT = "nicht gezeigt"
# What stands there for a number that nobody knows.
UNBEKANNT = "–"
ZAEHLREGEL = "Ein Besuch zählt an dem Tag, an dem sein letzter Termin liegt oder lag."
KENNZAHLEN = (
    Kennzahl(
        "geplant", "Geplant", "Für den Besuch war ein Termin bei einer Besuchskraft reserviert.", "eingeplant"
    ),
    Kennzahl("bestaetigt", "Bestätigt", "Die Familie hat einem Termin zugesagt."),
    Kennzahl(
        "verschoben",
        "Verschoben",
        "Der Termin wurde mindestens einmal verschoben, auch nach einem Ausfall. "
        "Stilles Umplanen vor der Einladung zählt nicht.",
    ),
    Kennzahl(
        "abgesagt",
        "Abgesagt",
        "Die Familie hat abgesagt, vorher oder an der Tür. Verschieben und Ausfälle zählen nicht.",
    ),
    Kennzahl(
        "durchgefuehrt", "Durchgeführt", "Ein Gespräch hat stattgefunden, zu Hause, im Büro oder am Telefon."
    ),
    Kennzahl(
        "nicht_angetroffen", "Nicht angetroffen", "Zum vereinbarten Termin war mindestens einmal niemand da."
    ),
    Kennzahl("nicht_erreicht", "Nicht erreicht", "Auch beim letzten Versuch war niemand da."),
)
ABSAGEQUOTE = Kennzahl("absagequote", "Absagequote", "Abgesagt geteilt durch geplant, in Prozent.")


def quote(teil: int, ganzes: int) -> float | None:
    """Percentage with one decimal; None when there is nothing to divide by."""
    return round(100 * teil / ganzes, 1) if ganzes else None


def schutzregel(grenzen: str) -> str:
    """The sentence beside a table with hidden numbers; `grenzen` as in "unter 5"."""
    return (
        f"Zahlen {grenzen} werden zum Schutz der Familien nicht gezeigt; "
        "ließe sich eine ausrechnen, fehlt auch eine größere."
    )


def unterdruecken(werte: Sequence[int], grenze: int) -> list[int | None]:
    """Hide the numbers from 1 up to below `grenze` (None), and one more where a single one is hidden.

    Otherwise the hidden number could be computed from the sum: then the smallest of the others is hidden
    as well. Zero tells nothing about a family and stays.
    """
    gezeigt: list[int | None] = [None if 0 < wert < grenze else wert for wert in werte]
    verborgen = [i for i, wert in enumerate(gezeigt) if wert is None]
    andere = [i for i, wert in enumerate(gezeigt) if wert]
    if len(verborgen) == 1 and andere:
        gezeigt[min(andere, key=lambda i: werte[i])] = None
    return gezeigt


def spalten_unterdruecken(
    zeilen: Sequence[Mapping[str, int]], namen: Sequence[str], grenze: int
) -> list[dict[str, int | None]]:
    """The same for a table, column by column."""
    spalten = {name: unterdruecken([zeile.get(name, 0) for zeile in zeilen], grenze) for name in namen}
    return [{name: spalten[name][i] for name in namen} for i in range(len(zeilen))]


def tausender(wert: int) -> str:
    """A number with German thousands."""
    return f"{wert:,}".replace(",", ".")


def bekannte_unterdruecken(werte: Sequence[int | None], grenze: int) -> list[str]:
    """A column of which some numbers are not known, as text: the known ones are hidden as elsewhere."""
    gezeigt = iter(unterdruecken([wert for wert in werte if wert is not None], grenze))
    texte = []
    for wert in werte:
        sichtbar = next(gezeigt) if wert is not None else None
        verborgen = UNBEKANNT if wert is None else NICHT_GEZEIGT
        texte.append(verborgen if sichtbar is None else tausender(sichtbar))
    return texte
