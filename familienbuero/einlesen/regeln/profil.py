"""Import profiles: how an office's list names its columns. Shipped as TOML in the room that owns the list."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from familienbuero.einlesen.regeln.zellen import bereinigt


@dataclass(frozen=True, kw_only=True)
class Importprofil:
    """How to read one kind of list. `spalten` leads from header to field, "" where a column is read over.

    `wahlfrei` names the headers that a list may lack; `laengen` the longest text of a field, where it is
    not `laenge`.
    """

    name: str
    titel: str
    trennzeichen: str
    datumsformat: str
    kodierungen: tuple[str, ...]
    spalten: Mapping[str, str]
    wahlfrei: frozenset[str]
    laenge: int
    laengen: Mapping[str, int]

    def hoechstens(self, feld: str) -> int:
        return self.laengen.get(feld, self.laenge)

    def kopf(self, zeile: int, zellen: Sequence[str]) -> Kopf:
        """What this row would be as the header of the list."""
        bekannt = {_vergleichbar(name): name for name in self.spalten}
        namen = [bereinigt(zelle) for zelle in zellen]
        gefunden = {stelle: bekannt.get(_vergleichbar(name)) for stelle, name in enumerate(namen)}
        treffer = [name for name in gefunden.values() if name]
        return Kopf(
            profil=self,
            zeile=zeile,
            breite=len(namen),
            felder={
                stelle: self.spalten[name] for stelle, name in gefunden.items() if name and self.spalten[name]
            },
            treffer=len(treffer),
            fehlend=tuple(name for name in self.spalten if name not in treffer and name not in self.wahlfrei),
            doppelt=tuple(dict.fromkeys(name for name in treffer if treffer.count(name) > 1)),
            fremd=tuple(
                (stelle + 1, namen[stelle]) for stelle, name in gefunden.items() if namen[stelle] and not name
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Kopf:
    """A row taken as header: which column holds which field, and what speaks against it."""

    profil: Importprofil
    zeile: int
    breite: int
    felder: Mapping[int, str]
    treffer: int
    fehlend: tuple[str, ...]
    doppelt: tuple[str, ...]
    fremd: tuple[tuple[int, str], ...]

    @property
    def passt(self) -> bool:
        return not (self.fehlend or self.doppelt or self.fremd)

    @property
    def einwand(self) -> str:
        """Why this is not the header of a list we know, as a sentence."""
        stelle = f"Zeile {self.zeile}: "
        if self.doppelt:
            return f"{stelle}Die Spalte {_aufzaehlung(self.doppelt)} steht mehr als einmal im Kopf der Liste."
        if self.fehlend and len(self.fehlend) == 1:
            return f"{stelle}Im Kopf der Liste fehlt die Spalte {_aufzaehlung(self.fehlend)}."
        if self.fehlend:
            return f"{stelle}Im Kopf der Liste fehlen die Spalten {_aufzaehlung(self.fehlend)}."
        nummer, name = self.fremd[0]
        return (
            f"Zeile {self.zeile}, Spalte {nummer}: Die Spalte „{name[:80]}“ kennen wir nicht. "
            "Bitte prüfen Sie, wie sie heißt, oder löschen Sie sie in der Datei."
        )


def _vergleichbar(name: str) -> str:
    return bereinigt(name).casefold()


def _aufzaehlung(namen: Sequence[str]) -> str:
    return ", ".join(f"„{name}“" for name in namen)


def profil_aus_toml(text: str) -> Importprofil:
    """Read one profile; KeyError or TypeError where a data file of ours is wrong."""
    angaben = tomllib.loads(text)
    ueberlesen = angaben.get("ueberlesen", [])
    return Importprofil(
        name=angaben["name"],
        titel=angaben["titel"],
        trennzeichen=angaben["trennzeichen"],
        datumsformat=angaben["datumsformat"],
        kodierungen=tuple(angaben["kodierungen"]),
        spalten={**angaben["spalten"], **dict.fromkeys(ueberlesen, "")},
        wahlfrei=frozenset(angaben["wahlfrei"]) | frozenset(ueberlesen),
        laenge=angaben["laenge"],
        laengen=angaben.get("laengen", {}),
    )


def profile_laden(ordner: Path) -> tuple[Importprofil, ...]:
    """All profiles of a room, by name."""
    return tuple(profil_aus_toml(datei.read_text("utf-8")) for datei in sorted(ordner.glob("*.toml")))
