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
from familienbuero.raum import raeume

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
    """Rows of one kind: each as pairs of label and text."""

    titel: str
    eintraege: tuple[tuple[tuple[str, str], ...], ...]


@cache
def datenklassen() -> Mapping[str, Mapping[str, str]]:
    """Class of each field by model ("stammdaten.Kind"), from all rooms."""
    return {
        f"{raum.name}.{modell}": {feld: klasse for klasse, felder in klassen.items() for feld in felder}
        for raum in raeume()
        for modell, klassen in raum.datenklassen.items()
    }


def auskunft(familie: UUID) -> list[Abschnitt]:
    """Everything that is stored about a family, room by room; kinds without rows are left out."""
    abschnitte = []
    for raum in raeume():
        for holen in raum.zur_familie.values():
            zeilen = holen(familie)
            felder = _gezeigte(zeilen.model)
            eintraege = tuple(_eintrag(zeile, felder) for zeile in zeilen)
            if eintraege:
                abschnitte.append(Abschnitt(str(zeilen.model._meta.verbose_name_plural), eintraege))
    return abschnitte


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


def _eintrag(zeile: models.Model, felder: list[models.Field[Any, Any]]) -> tuple[tuple[str, str], ...]:
    paare = ((str(feld.verbose_name), _text(zeile, feld)) for feld in felder)
    return tuple((name[:1].upper() + name[1:], text) for name, text in paare if text)


def _text(zeile: models.Model, feld: models.Field[Any, Any]) -> str:
    """The value as people read it."""
    wert = getattr(zeile, feld.name)
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, list):
        namen = dict(feld.base_field.flatchoices)  # type: ignore[attr-defined]
        return ", ".join(str(namen.get(teil, teil)) for teil in wert)
    if isinstance(wert, datetime):
        return f"{localtime(wert):%d.%m.%Y, %H:%M} Uhr"
    if isinstance(feld, models.DateField):
        return f"{wert:%d.%m.%Y}" if wert else ""
    if feld.flatchoices:
        return str(dict(feld.flatchoices).get(wert, wert))
    return "" if wert is None else str(wert)
