"""What this room announces."""

from collections.abc import Sequence

from django.urls import reverse

from familienbuero import kalender
from familienbuero.datenschutz.dienste import loeschregeln
from familienbuero.datenschutz.enums import FESTLEGENDE, Datenklasse
from familienbuero.datenschutz.models import Loeschfrist
from familienbuero.datenschutz.regeln import spaetester_beginn
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Faelliges, Navigationseintrag, Raum
from familienbuero.sprache import je_nach


def heute(benutzer: Benutzer) -> Sequence[Faelliges]:
    """Rules that would have something to delete, if only somebody had set their period."""
    if not benutzer.hat_rolle(*FESTLEGENDE):
        return []
    gesetzt = set(Loeschfrist.objects.values_list("regel", flat=True))
    offen = sum(
        regel.faellig(spaetester_beginn(kalender.heute(), regel.monate)).exists()
        for kennung, regel in loeschregeln().items()
        if kennung not in gesetzt
    )
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
