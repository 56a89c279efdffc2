"""What this room announces: "Heute" for everybody, settings and texts for `verwaltung`."""

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import Rolle
from familienbuero.raum import Navigationseintrag, Raum

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
    ),
    datenklassen={
        "Seite": {
            Datenklasse.TECHNISCH: ("id", "slug", "geaendert_am"),
            Datenklasse.BESCHAEFTIGTE: ("geaendert_von",),
            Datenklasse.EINSTELLUNG: ("titel", "text"),
        },
    },
)
