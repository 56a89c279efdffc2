"""The check: what would come of a list. It writes nothing at all."""

from __future__ import annotations

from datetime import date

from familienbuero.massen import selten_aufraeumen
from willkommensbesuche.meldungen.dienste.abgleich import abgleichen, vergleiche
from willkommensbesuche.meldungen.regeln.bericht import Bericht, Geaenderte


@selten_aufraeumen()
def bericht_erstellen(
    inhalt: bytes, profilname: str = "", liste_vom: date | None = None
) -> tuple[str, date, Bericht]:
    """Name of the profile, date of the list, and what a take-over would do; Ablehnung when the file as a
    whole is wrong.
    """
    abgleich = abgleichen(inhalt, profilname, liste_vom)
    summen = abgleich.summen
    geaenderte: list[Geaenderte] = []
    for stueck in vergleiche(abgleich):
        for vergleich in stueck:
            vergleich.zaehlen(summen)
            geaenderte += vergleich.geaenderte
    fehler = [fehler for zeile in abgleich.zurueckgewiesene for fehler in zeile.fehler]
    return abgleich.profil.name, abgleich.liste_vom, Bericht(summen, fehler, geaenderte)
