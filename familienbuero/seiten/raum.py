"""What this room announces: "Heute" for everybody, settings and texts for `verwaltung`."""

from django.urls import reverse

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Faelliges, Navigationseintrag, Raum
from familienbuero.seiten.auskunft import betrieb
from familienbuero.seiten.enums import Seitenname
from familienbuero.sprache import je_nach


def heute(benutzer: Benutzer) -> list[Faelliges]:
    """Background work that does not get on by itself."""
    if not benutzer.hat_rolle(Rolle.VERWALTUNG):
        return []
    gerade = betrieb()
    gefunden = [
        (gerade.geparkt, "Auftrag ist gescheitert", "Aufträge sind gescheitert", "Der Grund steht dabei"),
        (gerade.gehindert, "Auftrag stockt", "Aufträge stocken", "Geht von selbst weiter"),
        (
            gerade.ueberfaellig,
            "regelmäßige Aufgabe ist überfällig",
            "regelmäßige Aufgaben sind überfällig",
            "Läuft der Dienst im Hintergrund?",
        ),
    ]
    adresse = reverse("seiten:auftraege")
    return [
        Faelliges(anzahl=anzahl, titel=je_nach(anzahl, eins, viele), satz=satz, adresse=adresse, eilt=True)
        for anzahl, eins, viele, satz in gefunden
        if anzahl
    ]


RAUM = Raum(
    name="seiten",
    navigation=(
        Navigationseintrag(
            bereich="Heute", text="Heute", adresse="seiten:heute", rollen=tuple(Rolle), platz=0
        ),
        Navigationseintrag(
            bereich="Verwaltung",
            text="Einstellungen",
            adresse="seiten:einstellungen",
            rollen=(Rolle.VERWALTUNG,),
            platz=92,
        ),
        Navigationseintrag(
            bereich="Verwaltung",
            text="Seiten",
            adresse="seiten:seitenliste",
            rollen=(Rolle.VERWALTUNG,),
            platz=93,
        ),
        Navigationseintrag(
            bereich="Verwaltung",
            text="Aktuelles",
            adresse="seiten:neuigkeiten",
            rollen=(Rolle.VERWALTUNG,),
            platz=93,
        ),
        Navigationseintrag(
            bereich="Verwaltung",
            text="Schulferien",
            adresse="seiten:schulferien",
            rollen=(Rolle.VERWALTUNG, Rolle.LEITUNG),
            platz=96,
        ),
        Navigationseintrag(
            bereich="Verwaltung",
            text="Aufträge",
            adresse="seiten:auftraege",
            rollen=(Rolle.VERWALTUNG,),
            platz=94,
        ),
    ),
    heute=heute,
    oeffentliche_seiten=lambda: [
        ("seiten:start", {}),
        ("seiten:aktuelles", {}),
        *(("seiten:seite", {"slug": name}) for name in Seitenname.values),
    ],
    datenklassen={
        "Seite": {
            Datenklasse.TECHNISCH: ("id", "slug", "geaendert_am"),
            Datenklasse.BESCHAEFTIGTE: ("geaendert_von",),
            Datenklasse.EINSTELLUNG: ("sprache", "titel", "text", "film"),
        },
        "Neuigkeit": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: ("datum", "titel", "text", "quelle", "quelle_adresse", "sprache"),
        },
    },
)
