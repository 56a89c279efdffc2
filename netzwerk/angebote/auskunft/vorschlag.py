"""What a partner proposes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey

from familienbuero.seiten.regeln import ohne_absaetze
from netzwerk.angebote.enums import Rhythmus
from netzwerk.angebote.models import (
    Aenderungsvorschlag,
    Angebot,
    Terminreihe,
)
from netzwerk.angebote.regeln import (
    angaben,
    kosten_in_worten,
    reihe_in_worten,
)
from netzwerk.angebote.regeln.vorschlag import OEFFENTLICHE_FELDER


@dataclass(frozen=True, kw_only=True)
class Gegenueber:
    """One field of a proposal in words. `inzwischen`: what stands there by now, where that has changed."""

    was: str
    vorher: str
    nachher: str
    inzwischen: str = ""


def gegenueberstellung(vorschlag: Aenderungsvorschlag) -> list[Gegenueber]:
    """What a proposal would change, old and new side by side."""
    jetzt = angaben(vorschlag.angebot) if vorschlag.angebot else {}
    zeilen = []
    for feld in OEFFENTLICHE_FELDER:  # the database keeps the changes in an order of its own
        if not (werte := vorschlag.aenderungen.get(feld)):
            continue
        vorher, steht = werte["vorher"], jetzt.get(feld, werte["vorher"])
        zeilen.append(
            Gegenueber(
                was=str(getattr(Angebot._meta.get_field(feld), "verbose_name", feld)),
                vorher=_in_worten(feld, vorher) if vorschlag.angebot else "",
                nachher=_in_worten(feld, werte["nachher"]),
                inzwischen=_in_worten(feld, steht) if steht not in (vorher, werte["nachher"]) else "",
            )
        )
    if reihe := vorschlag.reihe:
        zeilen.append(Gegenueber(was="Termine", vorher="", nachher=_reihe_in_worten(reihe)))
    return zeilen


def _reihe_in_worten(reihe: Terminreihe) -> str:
    worte = reihe_in_worten(reihe.als_regel())
    if reihe.rhythmus == Rhythmus.EINMALIG:
        return worte
    ferien = "auch in den Schulferien" if reihe.in_ferien else "nicht in den Schulferien"
    return f"{worte}, ab {reihe.von:%d.%m.%Y}, {ferien}"


def _in_worten(name: str, wert: Any) -> str:
    """A plain value of an offer as people read it."""
    feld: Any = Angebot._meta.get_field(name)
    if wert in (None, "", []):
        return "–"
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if name == "kosten_cent":
        return kosten_in_worten(wert, "")
    if isinstance(feld, ForeignKey):
        return str(feld.related_model._default_manager.filter(pk=wert).first() or "gibt es nicht mehr")
    if isinstance(wert, list):
        worte = dict(feld.base_field.flatchoices)
        return ", ".join(str(worte.get(eines, eines)) for eines in wert)
    return str(dict(feld.flatchoices).get(wert, ohne_absaetze(str(wert))))
