"""What the room of the appointments announces."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.raum import Pruefung, Raum, Tuer
from familienbuero.termine.enums import Terminstand
from familienbuero.termine.models import Termin, Zugang


def keine_doppelbuchung() -> Pruefung:
    """I4: nobody is in two places at once, and no case holds two windows."""
    gebucht = Termin.objects.filter(stand=Terminstand.GEBUCHT)
    anderer = gebucht.filter(
        person=OuterRef("person"), beginn__lt=OuterRef("ende"), ende__gt=OuterRef("beginn")
    ).exclude(pk=OuterRef("pk"))
    ueberlappend = gebucht.filter(Exists(anderer)).count()
    mehrfach = gebucht.values("art", "fall").annotate(anzahl=Count("pk")).filter(anzahl__gt=1).count()
    gut = not (ueberlappend or mehrfach)
    satz = (
        f"{gebucht.count()} Termine, keiner doppelt."
        if gut
        else f"{ueberlappend} Termine überschneiden sich, {mehrfach} Fälle haben mehrere."
    )
    return Pruefung(name="I4 Termine", ok=gut, satz=satz)


def termine_loeschen(fall: UUID) -> Mapping[str, int]:
    """Appointments and codes of a case that is deleted; the room of the case lets go of them before."""
    return {
        "Termin": Termin.objects.filter(fall=fall).delete()[0],
        "Zugang": Zugang.objects.filter(fall=fall).delete()[0],
    }


RAUM = Raum(
    name="termine",
    fall_loeschen=termine_loeschen,
    tueren=(
        Tuer(
            titel=_("Willkommensbesuch"),
            satz=_("Sie haben einen Brief von uns bekommen? Hier sehen und ändern Sie Ihren Termin."),
            weiter=_("Zum Termin"),
            adresse="termine:anmelden",
            bild="besuch",
            platz=10,
        ),
    ),
    pruefungen=(keine_doppelbuchung,),
    datenklassen={
        "Dienstzeit": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.BESCHAEFTIGTE: ("person", "wochentag", "von", "bis"),
        },
        "Abwesenheit": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.BESCHAEFTIGTE: ("person", "von", "bis", "grund"),
        },
        "Termin": {
            Datenklasse.TECHNISCH: ("id", "art", "fall", "stand"),
            Datenklasse.FALL: ("beginn", "ende"),
            Datenklasse.BESCHAEFTIGTE: ("person",),
        },
        "Zugang": {
            Datenklasse.TECHNISCH: (
                "id",
                "art",
                "fall",
                "kennung",
                "geheim",
                "token",
                "gueltig_bis",
                "erstellt_am",
            ),
        },
        "Zugangsversuch": {Datenklasse.TECHNISCH: ("id", "wo", "wann", "absender", "kennung")},
    },
)
