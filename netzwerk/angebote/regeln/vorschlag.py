"""What a partner may propose about an offer, and how two versions of it differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

# What families read. Everything else (state, address, provider, who pays) is the office's alone.
OEFFENTLICHE_FELDER = (
    "titel", "kurz", "text", "art", "format", "lebensphase", "ort", "alter_von", "alter_bis",
    "schwangerschaft", "sprachen", "kosten_cent", "kostenhinweis", "anmeldeweg", "anmeldung_bei", "plaetze",
    "nach_vereinbarung", "kontakt_name", "kontakt_telefon", "kontakt_email",
)  # fmt: skip
# What a partner tells of the dates of a new offer: one series, stored under `REIHE` among the changes.
REIHE = "reihe"
REIHENFELDER = ("rhythmus", "wochentage", "monatswoche", "von", "bis", "beginn", "ende", "in_ferien")
# Partners are asked once in such a span, and reminded once after the second.
ABSTAND = timedelta(days=183)
ERINNERUNG = timedelta(days=14)


def angaben(angebot: Any) -> dict[str, Any]:
    """What families read of an offer, as plain values that JSON can hold."""
    feld_zu = angebot._meta.get_field
    return {feld: _schlicht(getattr(angebot, feld_zu(feld).attname)) for feld in OEFFENTLICHE_FELDER}


def reihenangaben(reihe: Any) -> dict[str, Any]:
    """A series as plain values that JSON can hold."""
    return {feld: _schlicht(getattr(reihe, feld)) for feld in REIHENFELDER}


def _schlicht(wert: Any) -> Any:
    if isinstance(wert, UUID):
        return str(wert)
    if isinstance(wert, date | time):
        return wert.isoformat()
    return list(wert) if isinstance(wert, list | tuple) else wert


def unterschiede(vorher: Mapping[str, Any], nachher: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields that differ, each with both values; of several languages, the order does not count."""
    return {
        feld: {"vorher": vorher.get(feld), "nachher": nachher[feld]}
        for feld in OEFFENTLICHE_FELDER
        if feld in nachher and _vergleichbar(vorher.get(feld)) != _vergleichbar(nachher[feld])
    }


def _vergleichbar(wert: Any) -> Any:
    return sorted(wert) if isinstance(wert, list) else wert


def halbjahr(jahr: int, monat: int) -> str:
    """ "2026-1" or "2026-2"."""
    return f"{jahr}-{1 if monat <= 6 else 2}"
