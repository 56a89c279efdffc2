"""Bar charts as SVG: coordinates computed here, drawn by a template that page and PDF share.

Colours and sizes are presentation attributes, because WeasyPrint does not apply the style sheet of the
document inside an SVG; in the browser the style sheet overrides them for dark mode.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BREITE, HOEHE = 720, 260
LINKS, RECHTS, OBEN, UNTEN = 44, 8, 12, 28


@dataclass(frozen=True)
class Saeule:
    """One bar: left edge, upper edge, width, height."""

    x: float
    y: float
    breite: float
    hoehe: float


@dataclass(frozen=True)
class Gruppe:
    """The two bars of one label: outlined and filled; None leaves a gap for a value that is not shown."""

    text: str
    mitte: float
    umriss: Saeule | None
    gefuellt: Saeule | None


@dataclass(frozen=True)
class Linie:
    """A horizontal line of the grid with its number."""

    y: float
    text: str


@dataclass(frozen=True)
class Saeulendiagramm:
    """Two series side by side; `titel` and `beschreibung` are read aloud."""

    titel: str
    beschreibung: str
    gruppen: tuple[Gruppe, ...]
    linien: tuple[Linie, ...]
    breite: int = BREITE
    hoehe: int = HOEHE
    links: int = LINKS
    grundlinie: int = HOEHE - UNTEN


def teilung(groesster: int) -> list[int]:
    """Numbers of the grid from 0 up to at least `groesster`: four or five steps of 1, 2 or 5 times ten."""
    schritt, faktor = 1, 1
    while groesster > schritt * 4:
        schritt = next((s * faktor for s in (1, 2, 5, 10) if s * faktor * 4 >= groesster), 10 * faktor)
        faktor *= 10
    anzahl = max(1, -(-groesster // schritt))
    return [schritt * i for i in range(anzahl + 1)]


def saeulendiagramm(
    titel: str, beschreibung: str, werte: Sequence[tuple[str, int | None, int | None]]
) -> Saeulendiagramm:
    """The chart of (label, outlined value, filled value); None for a value that is not shown."""
    stufen = teilung(max((max(a or 0, b or 0) for _, a, b in werte), default=0) or 1)
    nutzhoehe = HOEHE - OBEN - UNTEN
    feld = (BREITE - LINKS - RECHTS) / max(1, len(werte))
    balken = min(26.0, feld * 0.36)

    def saeule(x: float, wert: int | None) -> Saeule | None:
        if wert is None:
            return None
        hoehe = nutzhoehe * wert / stufen[-1]
        return Saeule(round(x, 1), round(HOEHE - UNTEN - hoehe, 1), round(balken, 1), round(hoehe, 1))

    gruppen = []
    for i, (text, umriss, gefuellt) in enumerate(werte):
        mitte = LINKS + feld * (i + 0.5)
        gruppen.append(
            Gruppe(text, round(mitte, 1), saeule(mitte - balken - 1, umriss), saeule(mitte + 1, gefuellt))
        )
    linien = tuple(
        Linie(round(HOEHE - UNTEN - nutzhoehe * stufe / stufen[-1], 1), str(stufe)) for stufe in stufen
    )
    return Saeulendiagramm(titel, beschreibung, tuple(gruppen), linien)
