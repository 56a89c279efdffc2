"""What this room announces."""

from collections.abc import Sequence

from django.urls import reverse

from familienbuero.datenschutz.dienste import loeschregeln
from familienbuero.datenschutz.enums import FESTLEGENDE, Datenklasse
from familienbuero.datenschutz.models import Loeschfrist, Loeschhalt, Loeschung
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Faelliges, Navigationseintrag, Raum
from familienbuero.sprache import je_nach


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Rules without a period: nothing of theirs is ever deleted."""
    if not benutzer.hat_rolle(*FESTLEGENDE):
        return []
    offen = len(loeschregeln()) - Loeschfrist.objects.filter(regel__in=loeschregeln()).count()
    punkt = Faelliges(
        anzahl=offen,
        titel=je_nach(offen, "Löschfrist ist festzulegen", "Löschfristen sind festzulegen"),
        satz="Ohne Frist wird nichts gelöscht",
        adresse=reverse("datenschutz:fristen"),
    )
    return [punkt] if offen else []


def _eintrag(bereich: str, rollen: tuple[str, ...]) -> Navigationseintrag:
    return Navigationseintrag(
        bereich=bereich, text="Löschungen", adresse="datenschutz:loeschungen", rollen=rollen, platz=96
    )


RAUM = Raum(
    name="datenschutz",
    navigation=(
        _eintrag("Datenschutz", (Rolle.DATENSCHUTZ,)),
        _eintrag("Verwaltung", FESTLEGENDE),
    ),
    heute=heute,
    zur_familie={
        "Loeschhalt": lambda familie: Loeschhalt.objects.filter(familie=familie),
        "Loeschung": lambda familie: Loeschung.objects.filter(familie=familie),
    },
    datenklassen={
        "Loeschfrist": {
            Datenklasse.TECHNISCH: ("id", "gesetzt_am"),
            Datenklasse.EINSTELLUNG: ("regel", "monate"),
            Datenklasse.BESCHAEFTIGTE: ("gesetzt_von",),
        },
        "Loeschung": {
            Datenklasse.TECHNISCH: (
                "id", "regel", "fall", "familie", "vorgemerkt_am", "faellig_am", "vernichtet_am", "abdruck",
                "zeilen",
            ),
        },
        "Loeschhalt": {
            Datenklasse.TECHNISCH: ("id", "familie", "gesetzt_am"),
            Datenklasse.FALL: ("grund", "bis"),
            Datenklasse.BESCHAEFTIGTE: ("gesetzt_von",),
        },
    },
)  # fmt: skip
