"""Kinds and states of offers and of their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from familienbuero.zustand import Zustand

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Angebotsart(models.TextChoices):
    """What kind of thing an offer is (docs/glossar.md)."""

    OFFEN = "offen", "Offenes Angebot"
    KURS = "kurs", "Kurs"
    BERATUNG = "beratung", "Beratung"
    VERANSTALTUNG = "veranstaltung", "Veranstaltung"
    FERIEN = "ferien", "Ferienbetreuung"


class Angebotsstand(Zustand):
    """State of an offer."""

    ENTWURF = "entwurf", ("geplant", "draft"), "Entwurf"
    FREIGEGEBEN = "freigegeben", ("eingeladen", "check"), "freigegeben"
    VEROEFFENTLICHT = "veroeffentlicht", ("bestaetigt", "check"), "veröffentlicht"
    LAUFEND = "laufend", ("bestaetigt", "autorenew"), "läuft"
    BEENDET = "beendet", "beendet"
    ABGESAGT = "abgesagt", ("eilt", "warning"), "abgesagt"
    ARCHIVIERT = "archiviert", "archiviert"

    @property
    def danach(self) -> frozenset[Angebotsstand]:
        """Permitted next states."""
        return _DANACH[self]


_S = Angebotsstand
# What families find; the rest they reach by its address, with a sentence, or not at all.
IM_NETZ = frozenset({_S.VEROEFFENTLICHT, _S.LAUFEND})
_DANACH = {
    _S.ENTWURF: frozenset({_S.FREIGEGEBEN, _S.ARCHIVIERT}),
    _S.FREIGEGEBEN: frozenset({_S.VEROEFFENTLICHT, _S.ENTWURF, _S.ARCHIVIERT}),
    _S.VEROEFFENTLICHT: frozenset({_S.LAUFEND, _S.BEENDET, _S.ABGESAGT, _S.ENTWURF}),
    _S.LAUFEND: frozenset({_S.BEENDET, _S.ABGESAGT, _S.ENTWURF}),
    _S.BEENDET: frozenset({_S.LAUFEND, _S.ENTWURF, _S.ARCHIVIERT}),  # new dates, next term
    _S.ABGESAGT: frozenset({_S.VEROEFFENTLICHT, _S.ARCHIVIERT}),  # it takes place after all
    _S.ARCHIVIERT: frozenset({_S.ENTWURF}),
}


class Anmeldeweg(models.TextChoices):
    """What a family has to do to take part."""

    KOMMEN = "kommen", "Einfach kommen"
    ONLINE = "online", "Anmeldung auf dieser Seite"
    ANBIETER = "anbieter", "Anmeldung beim Anbieter"


class Rhythmus(models.TextChoices):
    """How the dates of a series follow each other."""

    EINMALIG = "einmalig", "ein einziger Tag"
    TAEGLICH = "taeglich", "jeden Werktag"
    WOECHENTLICH = "woechentlich", "jede Woche"
    ZWEIWOECHENTLICH = "zweiwoechentlich", "alle 14 Tage"
    MONATLICH = "monatlich", "einmal im Monat"


class Wochentag(models.IntegerChoices):
    """Days of the week as ISO 8601 counts them."""

    MONTAG = 1, "Montag"
    DIENSTAG = 2, "Dienstag"
    MITTWOCH = 3, "Mittwoch"
    DONNERSTAG = 4, "Donnerstag"
    FREITAG = 5, "Freitag"
    SAMSTAG = 6, "Samstag"
    SONNTAG = 7, "Sonntag"


class Monatswoche(models.IntegerChoices):
    """Which of the days of that name in a month."""

    ERSTE = 1, "am ersten"
    ZWEITE = 2, "am zweiten"
    DRITTE = 3, "am dritten"
    VIERTE = 4, "am vierten"
    LETZTE = -1, "am letzten"


class Terminlage(Zustand):
    """Whether a date takes place; what is not "findet statt" is an exception that somebody has entered."""

    FINDET_STATT = "findet_statt", ("bestaetigt", "check"), "findet statt"
    FAELLT_AUS = "faellt_aus", ("eilt", "warning"), "fällt aus"
    VERLEGT = "verlegt", ("verschoben", "autorenew"), "verlegt"


class Mittelherkunft(models.TextChoices):
    """Who pays for an offer."""

    PAUSCHALE = "pauschale", "Fachbezogene Pauschale Frühe Hilfen"
    FAMILIENBILDUNG = "familienbildung", "Familienbildung"
    EIGENMITTEL = "eigenmittel", "Haushaltsmittel der Kommune"
    TRAEGER = "traeger", "Mittel des Trägers"
    BEITRAEGE = "beitraege", "Beiträge der Familien"


class Uebersetzungsstand(Zustand):
    """What a translation is worth. Who has made it is stored (`GEMACHT`), the other two follow."""

    FEHLT = "fehlt", "fehlt"
    MASCHINELL = "maschinell", ("verschoben", "autorenew"), "maschinell"
    GEPRUEFT = "geprueft", ("fertig", "check"), "geprüft"
    VERALTET = "veraltet", ("eilt", "warning"), "veraltet"


GEMACHT = (Uebersetzungsstand.MASCHINELL, Uebersetzungsstand.GEPRUEFT)


class Vorschlagsart(models.TextChoices):
    """What a partner tells the office."""

    AENDERUNG = "aenderung", "Änderung"
    NEU = "neu", "Neues Angebot"
    ABSAGE = "absage", "Termin abgesagt"


class Vorschlagsstand(Zustand):
    """State of what a partner has proposed."""

    OFFEN = "offen", ("eilt", "warning"), "wartet"
    UEBERNOMMEN = "uebernommen", ("fertig", "check"), "übernommen"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"

    @property
    def danach(self) -> frozenset[Vorschlagsstand]:
        """Permitted next states; who thinks otherwise changes the offer, or proposes again."""
        alle = frozenset(Vorschlagsstand)
        return alle - {self} if self is Vorschlagsstand.OFFEN else frozenset()


class Anmeldungsstand(Zustand):
    """State of a sign-up. Who is "nachgerückt" has been offered a place and has some time to answer."""

    ANGEFRAGT = "angefragt", ("geplant", "draft"), "angefragt"
    BESTAETIGT = "bestaetigt", ("bestaetigt", "check"), "hat einen Platz"
    WARTELISTE = "warteliste", ("geplant", "checklist"), "Warteliste"
    NACHGERUECKT = "nachgerueckt", ("eingeladen", "mail"), "nachgerückt"
    VERFALLEN = "verfallen", "nicht geantwortet"
    TEILGENOMMEN = "teilgenommen", ("bestaetigt", "check"), "teilgenommen"
    NICHT_ERSCHIENEN = "nicht_erschienen", "nicht erschienen"
    STORNIERT = "storniert", "abgemeldet"

    @property
    def danach(self) -> frozenset[Anmeldungsstand]:
        """Permitted next states. Who signs up again after an end is another row."""
        return _NACH_ANMELDUNG[self]

    @property
    def haelt_platz(self) -> bool:
        """Whether its places are taken."""
        return self in HALTEND

    @property
    def ueberschrift(self) -> StrOrPromise:
        """What the family reads first behind its link."""
        return _UEBERSCHRIFT.get(self, _("Ihre Anmeldung"))


_A = Anmeldungsstand
HALTEND = frozenset({_A.BESTAETIGT, _A.NACHGERUECKT, _A.TEILGENOMMEN, _A.NICHT_ERSCHIENEN})
ZU_ENDE = frozenset({_A.VERFALLEN, _A.STORNIERT})
_NACH_ANMELDUNG = {
    _A.ANGEFRAGT: frozenset({_A.BESTAETIGT, _A.WARTELISTE}),
    _A.BESTAETIGT: frozenset({_A.TEILGENOMMEN, _A.NICHT_ERSCHIENEN, _A.STORNIERT}),
    _A.WARTELISTE: frozenset({_A.NACHGERUECKT, _A.STORNIERT}),
    _A.NACHGERUECKT: frozenset({_A.BESTAETIGT, _A.VERFALLEN, _A.STORNIERT}),
    _A.VERFALLEN: frozenset(),
    _A.TEILGENOMMEN: frozenset({_A.NICHT_ERSCHIENEN}),  # the tap was a slip
    _A.NICHT_ERSCHIENEN: frozenset({_A.TEILGENOMMEN}),
    _A.STORNIERT: frozenset(),
}


_UEBERSCHRIFT = {
    _A.BESTAETIGT: _("Sie haben einen Platz"),
    _A.NACHGERUECKT: _("Ein Platz ist frei geworden"),
    _A.WARTELISTE: _("Sie stehen auf der Warteliste"),
    _A.STORNIERT: _("Sie sind abgemeldet"),
    _A.VERFALLEN: _("Der Platz ist weitergegeben"),
}


class Mailart(models.TextChoices):
    """What a family is told by mail; the texts lie in templates/netzwerk/angebote/mail/."""

    BESTAETIGT = "bestaetigt", "Platz bestätigt"
    WARTELISTE = "warteliste", "auf der Warteliste"
    NACHGERUECKT = "nachgerueckt", "nachgerückt"
    VERFALLEN = "verfallen", "Platz weitergegeben"
    STORNIERT = "storniert", "abgemeldet"
    SCHON_DA = "schon_da", "schon angemeldet"
    ERINNERUNG = "erinnerung", "Erinnerung"
    TERMIN_FAELLT_AUS = "termin_faellt_aus", "ein Termin fällt aus"
    TERMIN_VERLEGT = "termin_verlegt", "ein Termin verlegt"
    TERMIN_WIEDER = "termin_wieder", "ein Termin findet doch statt"
    TERMINE_GEAENDERT = "termine_geaendert", "Termine oder Ort geändert"
    ANGEBOT_ABGESAGT = "angebot_abgesagt", "das Angebot ist abgesagt"
    ANGEBOT_WIEDER = "angebot_wieder", "das Angebot findet doch statt"
    WARTELISTE_ENDE = "warteliste_ende", "kein Platz mehr frei geworden"


# What the office tells by phone where there is no address: what happens while nobody is on the line.
ANZURUFEN = frozenset(
    {
        Mailart.VERFALLEN,
        Mailart.TERMIN_FAELLT_AUS,
        Mailart.TERMIN_VERLEGT,
        Mailart.TERMIN_WIEDER,
        Mailart.TERMINE_GEAENDERT,
        Mailart.ANGEBOT_ABGESAGT,
        Mailart.ANGEBOT_WIEDER,
        Mailart.WARTELISTE_ENDE,
    }
)
