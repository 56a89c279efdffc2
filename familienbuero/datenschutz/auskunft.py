"""What is stored about one family, for the answer under Art. 15 DSGVO.

Made from what the rooms announce: their rows about a family (`zur_familie`) and the classes of the fields.
So no room can be forgotten, and a new field is in the answer by its class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.timezone import localtime

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import Rolle
from familienbuero.raum import raeume
from familienbuero.verlauf import FAMILIE, SYSTEM, Verlauf

# Names of staff are other people's data; ids and hashes tell a family nothing.
GEZEIGT = {
    Datenklasse.PERSON,
    Datenklasse.ANSCHRIFT,
    Datenklasse.KONTAKT,
    Datenklasse.SPERRE,
    Datenklasse.FREITEXT,
    Datenklasse.FALL,
}


@dataclass(frozen=True)
class Abschnitt:
    """Rows of one kind as a table; columns in which nothing stands are left out."""

    titel: str
    art: str  # the same however many rows there are, for machines
    spalten: tuple[str, ...]
    zeilen: tuple[tuple[str, ...], ...]

    @property
    def paare(self) -> list[list[tuple[str, str]]]:
        """The rows one by one, as pairs of label and text."""
        return [list(zip(self.spalten, zeile, strict=True)) for zeile in self.zeilen]

    @property
    def fakten(self) -> list[list[tuple[str, str]]]:
        """The same without what is empty."""
        return [[paar for paar in zeile if paar[1]] for zeile in self.paare]


@cache
def datenklassen() -> Mapping[str, Mapping[str, str]]:
    """Class of each field by model ("stammdaten.Kind"), from all rooms."""
    return {
        f"{raum.name}.{modell}": {feld: klasse for klasse, felder in klassen.items() for feld in felder}
        for raum in raeume()
        for modell, klassen in raum.datenklassen.items()
    }


def auskunft(familie: UUID) -> list[Abschnitt]:
    """Everything that is stored about a family, room by room; kinds without rows are left out.

    Who has looked at it comes last.
    """
    von_unten = sorted(raeume(), key=lambda raum: raum.name == "konten")
    mengen = (holen(familie) for raum in von_unten for holen in raum.zur_familie.values())
    return [_abschnitt(menge) for menge in mengen if menge]


def _abschnitt(menge: models.QuerySet[Any]) -> Abschnitt:
    modell, worte = menge.model, menge.model._meta
    felder = _gezeigte(modell)
    zeilen = [[_text(zeile, feld) for feld in felder] for zeile in menge]
    belegt = [nummer for nummer in range(len(felder)) if any(zeile[nummer] for zeile in zeilen)]
    namen = [str(felder[nummer].verbose_name) for nummer in belegt]
    return Abschnitt(
        titel=str(worte.verbose_name if len(zeilen) == 1 else worte.verbose_name_plural),
        art=str(worte.verbose_name_plural),
        spalten=tuple(name[:1].upper() + name[1:] for name in namen),
        zeilen=tuple(tuple(zeile[nummer] for nummer in belegt) for zeile in zeilen),
    )


def _gezeigte(modell: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Fields that tell about the family; keys that follow from others are left out, days are not."""
    klassen = datenklassen()[modell._meta.label]
    return [
        feld
        for feld in modell._meta.fields
        if (klassen[feld.name] in GEZEIGT and feld.editable and not _verweist_zurueck(feld))
        or (isinstance(feld, models.DateField) and klassen[feld.name] == Datenklasse.TECHNISCH)
    ]


def _verweist_zurueck(feld: models.Field[Any, Any]) -> bool:
    """Links to other rows of the answer; a district is a name, not a row of it."""
    verwandt = feld.related_model
    return (
        isinstance(verwandt, type)
        and Datenklasse.EINSTELLUNG not in datenklassen()[verwandt._meta.label].values()
    )


def _woerter(feld: models.Field[Any, Any]) -> dict[Any, str]:
    """Labels of a field's codes; those of a ledger are the states of its case, and roles."""
    if feld.name in ("rolle", "rollen"):
        return dict(Rolle.choices) | {FAMILIE: "Familie", SYSTEM: "Programm"}
    if feld.name == "warum" and issubclass(feld.model, Verlauf):
        return dict(feld.model.gruende)
    if feld.name in ("von", "nach") and issubclass(feld.model, Verlauf):
        ledger: Any = feld.model  # each room's own has the foreign key
        feld = ledger.fall.field.related_model._meta.get_field("status")
    return dict(getattr(feld, "base_field", feld).flatchoices)


def _text(zeile: models.Model, feld: models.Field[Any, Any]) -> str:
    """The value as people read it."""
    wert = getattr(zeile, feld.name)
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, datetime):
        return f"{localtime(wert):%d.%m.%Y, %H:%M} Uhr"
    if woerter := getattr(zeile, f"get_{feld.name}_display", None):
        return str(woerter())
    if isinstance(feld, models.DateField):
        return f"{wert:%d.%m.%Y}" if wert else ""
    woerter = _woerter(feld)
    teile = wert if isinstance(wert, list) else str(wert).split(",") if feld.name == "rollen" else [wert]
    return ", ".join(str(woerter.get(teil, teil)) for teil in teile if teil is not None)
