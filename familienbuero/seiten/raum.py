"""What this room announces: "Heute" for everybody, settings and texts for `verwaltung`."""

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
    datenklassen={},
)
