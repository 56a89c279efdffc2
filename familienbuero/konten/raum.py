"""What this room announces."""

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Lesezugriff
from familienbuero.raum import Navigationseintrag, Raum

RAUM = Raum(
    name="konten",
    navigation=(
        Navigationseintrag(
            bereich="Verwaltung", text="Konten", adresse="konten:liste", rollen=(Rolle.VERWALTUNG,), platz=91
        ),
        Navigationseintrag(
            bereich="Datenschutz",
            text="Lesezugriffe",
            adresse="konten:lesezugriffe",
            rollen=(Rolle.DATENSCHUTZ,),
            platz=90,
        ),
    ),
    zur_familie={"Lesezugriff": lambda familie: Lesezugriff.objects.filter(familie=familie)},
    datenklassen={
        "Benutzer": {
            "technisch": ("id", "is_active", "last_login", "erstellt_am"),
            "beschaeftigte": ("email", "vorname", "nachname", "rollen", "password"),
        },
        "Absendung": {"technisch": ("id", "papier", "inhalt", "ziel", "wann")},
        "Lesezugriff": {
            "technisch": ("id", "wann", "familie"),
            "fall": ("seite", "rollen"),
            "beschaeftigte": ("wer",),
        },
    },
)
