"""The check: what would come of a list. It writes nothing at all."""

from __future__ import annotations

from willkommensbesuche.meldungen.dienste.abgleich import abgleichen, vergleiche
from willkommensbesuche.meldungen.regeln.bericht import Bericht, Geaenderte


def bericht_erstellen(inhalt: bytes, profilname: str = "") -> tuple[str, Bericht]:
    """Name of the profile, and what a take-over would do; Ablehnung when the file as a whole is wrong."""
    abgleich = abgleichen(inhalt, profilname)
    summen = abgleich.summen
    geaenderte: list[Geaenderte] = []
    for stueck in vergleiche(abgleich):
        for vergleich in stueck:
            vergleich.zaehlen(summen)
            geaenderte += vergleich.geaenderte
    fehler = [fehler for zeile in abgleich.zurueckgewiesene for fehler in zeile.fehler]
    return abgleich.profil.name, Bericht(summen, fehler, geaenderte)
