"""What the room of the partners announces."""

from collections.abc import Sequence

from django.urls import reverse

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Navigationseintrag, Raum, Treffer
from netzwerk.partner.abfragen import NETZWERKENDE, mit_wort, organisationen_fuer
from netzwerk.partner.models import Ansprechperson

# A search of the office shows at most so many of each.
HOECHSTENS = 15


def suche(benutzer: Benutzer, wort: str) -> Sequence[Treffer]:
    """Organisations by name, and people who speak for them."""
    if not wort.strip():
        return []
    organisationen = mit_wort(organisationen_fuer(benutzer), wort)[:HOECHSTENS]
    personen = Ansprechperson.objects.sichtbar_fuer(benutzer).mit_wort(wort).select_related("organisation")
    return [
        *(
            Treffer(
                gruppe="Organisationen",
                titel=eine.name,
                satz=_art(eine),
                adresse=reverse("partner:organisation", args=[eine.pk]),
            )
            for eine in organisationen
        ),
        *(
            Treffer(
                gruppe="Ansprechpersonen",
                titel=person.name,
                satz=", ".join(filter(None, [person.funktion, person.organisation.name])),
                adresse=reverse("partner:organisation", args=[person.organisation_id]),
            )
            for person in personen[:HOECHSTENS]
        ),
    ]


def _art(organisation: object) -> str:
    partner = getattr(organisation, "netzwerkpartner", None)
    return partner.get_art_display() if partner else "nicht im Netzwerk"


RAUM = Raum(
    name="partner",
    navigation=(
        Navigationseintrag(
            bereich="Netzwerk", text="Partner", adresse="partner:liste", rollen=NETZWERKENDE, platz=42
        ),
    ),
    suche=suche,
    datenklassen={
        "Netzwerkpartner": {
            Datenklasse.TECHNISCH: ("id", "organisation"),
            Datenklasse.EINSTELLUNG: ("art", "partnerstatus", "lebensphasen", "seit"),
        },
        "Ansprechperson": {
            Datenklasse.TECHNISCH: ("id", "organisation"),
            Datenklasse.BESCHAEFTIGTE: ("name", "funktion", "telefon", "email"),
        },
        "Pflegelink": {
            Datenklasse.TECHNISCH: (
                "id", "ansprechperson", "token", "ausgestellt_am", "gueltig_bis", "widerrufen_am",
            ),
        },
    },
)  # fmt: skip
