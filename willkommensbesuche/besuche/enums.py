"""States of a welcome visit (docs/zustaende.md) and the coded lists of its log."""

from __future__ import annotations

from django.db import models

from familienbuero.zustand import Zustand


class Anlass(models.TextChoices):
    """Why a family is visited."""

    GEBURT = "geburt", "Geburt"
    ZUZUG = "zuzug", "Zuzug"
    SCHWANGERSCHAFT = "schwangerschaft", "Schwangerschaft"
    EIGENER_WUNSCH = "eigener_wunsch", "eigener Wunsch"


class BesuchStatus(Zustand):
    """State of the case of a household and an occasion."""

    GEMELDET = "gemeldet", ("geplant", "draft"), "gemeldet"
    MANUELLE_PRUEFUNG = "manuelle_pruefung", ("halt", "warning"), "Leitung entscheidet"
    AUSGESCHLOSSEN = "ausgeschlossen", "ausgeschlossen"
    GEPRUEFT = "geprueft", ("geplant", "calendar-today"), "ohne Termin"
    EINGEPLANT = "eingeplant", ("geplant", "calendar-today"), "geplant"
    EINGELADEN = "eingeladen", ("eingeladen", "mail"), "eingeladen"
    BESTAETIGT = "bestaetigt", ("bestaetigt", "check"), "bestätigt"
    VERSCHOBEN = "verschoben", ("verschoben", "autorenew"), "verschoben"
    ABGESAGT = "abgesagt", "abgesagt"
    AUSFALL_DIENST = "ausfall_dienst", ("eilt", "warning"), "Ausfall des Dienstes"
    NICHT_ANGETROFFEN = "nicht_angetroffen", ("eilt", "warning"), "nicht angetroffen"
    NICHT_ERREICHT = "nicht_erreicht", "nicht erreicht"
    DURCHGEFUEHRT = "durchgefuehrt", ("eilt", "edit"), "durchgeführt"
    PROTOKOLLIERT = "protokolliert", ("fertig", "draft"), "protokolliert"
    IN_NACHBEARBEITUNG = "in_nachbearbeitung", ("fertig", "draft"), "in Nachbearbeitung"
    ABGESCHLOSSEN = "abgeschlossen", ("fertig", "check"), "abgeschlossen"

    @property
    def danach(self) -> frozenset[BesuchStatus]:
        """Permitted next states."""
        return _DANACH[self]


_S = BesuchStatus
# A visit that stands in the calendar and has not been made yet.
ANSTEHEND = frozenset({_S.EINGEPLANT, _S.EINGELADEN, _S.BESTAETIGT, _S.VERSCHOBEN})
# What can happen to such a visit from outside the normal way.
_UNTERBRECHUNG = frozenset({_S.ABGESAGT, _S.AUSFALL_DIENST, _S.AUSGESCHLOSSEN, _S.MANUELLE_PRUEFUNG})
_BESUCHSTAG = frozenset({_S.DURCHGEFUEHRT, _S.NICHT_ANGETROFFEN})

_DANACH: dict[BesuchStatus, frozenset[BesuchStatus]] = {
    _S.GEMELDET: frozenset({_S.AUSGESCHLOSSEN, _S.MANUELLE_PRUEFUNG, _S.GEPRUEFT}),
    _S.MANUELLE_PRUEFUNG: frozenset({_S.GEPRUEFT, _S.AUSGESCHLOSSEN, _S.ABGESAGT}),
    _S.AUSGESCHLOSSEN: frozenset({_S.GEPRUEFT, _S.MANUELLE_PRUEFUNG}),
    _S.GEPRUEFT: frozenset({_S.EINGEPLANT, _S.ABGESAGT, _S.AUSGESCHLOSSEN, _S.MANUELLE_PRUEFUNG}),
    _S.EINGEPLANT: frozenset({_S.GEPRUEFT, _S.EINGELADEN, _S.BESTAETIGT, _S.VERSCHOBEN})
    | _BESUCHSTAG
    | _UNTERBRECHUNG,
    _S.EINGELADEN: frozenset({_S.BESTAETIGT, _S.VERSCHOBEN}) | _BESUCHSTAG | _UNTERBRECHUNG,
    _S.VERSCHOBEN: frozenset({_S.BESTAETIGT, _S.VERSCHOBEN, _S.EINGELADEN}) | _BESUCHSTAG | _UNTERBRECHUNG,
    _S.BESTAETIGT: frozenset({_S.VERSCHOBEN}) | _BESUCHSTAG | _UNTERBRECHUNG,
    _S.AUSFALL_DIENST: frozenset({_S.VERSCHOBEN, _S.ABGESAGT, _S.AUSGESCHLOSSEN, _S.MANUELLE_PRUEFUNG}),
    _S.NICHT_ANGETROFFEN: frozenset({_S.VERSCHOBEN, _S.NICHT_ERREICHT, _S.ABGESAGT})
    | frozenset({_S.AUSGESCHLOSSEN, _S.MANUELLE_PRUEFUNG}),
    _S.ABGESAGT: frozenset({_S.GEPRUEFT, _S.MANUELLE_PRUEFUNG}),  # the family has changed its mind
    _S.NICHT_ERREICHT: frozenset({_S.GEPRUEFT, _S.MANUELLE_PRUEFUNG}),
    _S.DURCHGEFUEHRT: frozenset({_S.PROTOKOLLIERT}),
    _S.PROTOKOLLIERT: frozenset({_S.IN_NACHBEARBEITUNG, _S.ABGESCHLOSSEN}),
    _S.IN_NACHBEARBEITUNG: frozenset({_S.ABGESCHLOSSEN}),
    _S.ABGESCHLOSSEN: frozenset({_S.IN_NACHBEARBEITUNG}),  # a follow-up was opened again
}


class Ausschlussgrund(models.TextChoices):
    """Why a family is not visited, or not without a decision of the head."""

    VERSTORBEN = "verstorben", "Ein Kind ist verstorben"
    AUSKUNFTSSPERRE = "auskunftssperre", "Auskunftssperre (§ 51 BMG)"
    SPERRVERMERK = "sperrvermerk", "bedingter Sperrvermerk (§ 52 BMG)"
    VORMUND = "vormund", "Vormund ist eine Behörde"
    WEGZUG = "wegzug", "weggezogen"
    ALTER = "alter", "zu alt für eine Einladung nach § 10a MeldDÜV NRW"
    WIDERSPRUCH = "widerspruch", "Die Familie möchte keinen Kontakt mehr"
    ZU_SPAET = "zu_spaet", "Das Zielfenster ist lange vorbei"


class OhneTermin(models.TextChoices):
    """Why the planning found no date for a family."""

    ZU_SPAET = "zielfenster_vorbei", "Das Zielfenster ist vorbei"
    ZU_FRUEH = "zielfenster_spaeter", "Das Zielfenster beginnt erst nach dem Zeitraum"
    KEINE_BESUCHSKRAFT = "keine_besuchskraft", "Keine Besuchskraft für Stadtteil und Sprache"
    KEIN_FENSTER = "kein_freies_fenster", "Kein freies Zeitfenster im Zielfenster"


class Ergebnis(models.TextChoices):
    """What the visitor found at the door."""

    DURCHGEFUEHRT = "durchgefuehrt", "Besuch hat stattgefunden"
    NICHT_ANGETROFFEN = "nicht_angetroffen", "Niemand da"
    AN_DER_TUER_ABGESAGT = "an_der_tuer", "An der Tür abgesagt"


class Besuchsform(models.TextChoices):
    """Where the talk took place."""

    ZU_HAUSE = "zu_hause", "zu Hause"
    IM_BUERO = "im_buero", "im Büro"
    TELEFON = "telefon", "am Telefon"
    DRAUSSEN = "draussen", "draußen"


class Thema(models.TextChoices):
    """What the family asked about; coded, so that it can be counted."""

    STILLEN = "stillen", "Stillen und Essen"
    SCHLAFEN = "schlafen", "Schlafen"
    VORSORGE = "vorsorge", "Vorsorge"
    ELTERNGELD = "elterngeld", "Elterngeld"
    KITA = "kita", "Kita"
    GESCHWISTER = "geschwister", "Geschwister"
    WOHNEN = "wohnen", "Wohnen"
    ANGEBOTE = "angebote", "Angebote im Stadtteil"


class Warum(models.TextChoices):
    """Why a visit changed its state, where the state alone does not tell."""

    PLANUNG = "planung", "aus der Planung"
    VON_HAND = "von_hand", "von Hand"
    UMGEPLANT = "umgeplant", "umgeplant, noch nicht eingeladen"
    HERAUSGENOMMEN = "herausgenommen", "aus der Planung genommen"
    FAMILIE = "familie", "auf Wunsch der Familie"
    CODE = "code", "über die Codeseite"
    TELEFON = "telefon", "am Telefon"
    AN_DER_TUER = "an_der_tuer", "an der Tür"
    UEBERGEBEN = "uebergeben", "an eine Vertretung übergeben"
    BRIEF = "brief", "Brief versandt"
    ENTSCHEIDUNG = "entscheidung", "Entscheidung der Leitung"
    ZWEITER_VERSUCH = "zweiter_versuch", "zweiter Versuch"
    ZURUECKGENOMMEN = "zurueckgenommen", "letzter Schritt zurückgenommen"
    FRIST = "frist", "Löschfrist abgelaufen"
    ALTBESTAND = "altbestand", "aus der Tabelle des Büros"
