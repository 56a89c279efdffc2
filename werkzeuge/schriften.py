"""Unpack the fonts of our PDF files: WeasyPrint would do it anew, for seconds, in every process.

.venv/bin/python -m werkzeuge.schriften
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from werkzeuge.orte import CHECKOUT

KERN = CHECKOUT / "node_modules" / "@kern-ux" / "native" / "dist" / "fonts"
# Named in static/css/pdf/schriften.css.
SCHRIFTEN = (
    "fira-sans/FiraSans-Regular",
    "fira-sans/FiraSans-SemiBold",
    "noto-sans/NotoSans-Regular",
    "noto-sans/NotoSans-Bold",
)
ZIEL = CHECKOUT / "node_modules" / ".schriften"


def auspacken(quelle: Path) -> None:
    """Write the `.ttf` of a `.woff2`, at one go, where it is missing or older."""
    ziel = ZIEL / f"{quelle.stem}.ttf"
    if ziel.exists() and ziel.stat().st_mtime >= quelle.stat().st_mtime:
        return
    halb = ziel.with_suffix(".halb")
    with TTFont(quelle) as schrift:
        schrift.flavor = None
        schrift.save(halb)
    halb.replace(ziel)


if __name__ == "__main__":
    ZIEL.mkdir(exist_ok=True)
    for name in SCHRIFTEN:
        auspacken(KERN / f"{name}.woff2")
