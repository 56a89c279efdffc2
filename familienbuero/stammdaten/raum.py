"""What the room of the master data announces."""

from collections.abc import Sequence

from django.urls import reverse

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Navigationseintrag, Raum, Treffer
from familienbuero.stammdaten.models import Familie

# A search shows at most so many hits; who needs more types more.
HOECHSTENS = 25


def suche(benutzer: Benutzer, wort: str) -> Sequence[Treffer]:
    """Families by name, street or phone number."""
    gefunden = (
        Familie.objects.sichtbar_fuer(benutzer)
        .gesucht(wort)
        .select_related("stadtteil")
        .prefetch_related("kinder")
    )
    return [
        Treffer(
            titel=familie.anrede,
            satz=", ".join(filter(None, [familie.anschrift, str(familie.stadtteil or ""), _kinder(familie)])),
            adresse=reverse("stammdaten:familie", args=[familie.pk]),
            familie=familie.pk,
        )
        for familie in gefunden[:HOECHSTENS]
    ]


def _kinder(familie: Familie) -> str:
    return ", ".join(
        f"{kind.vornamen or 'Kind'} ({kind.geburtsdatum:%d.%m.%Y})" for kind in familie.kinder.all()
    )


RAUM = Raum(
    name="stammdaten",
    navigation=(
        Navigationseintrag(
            bereich="Willkommensbesuche",
            text="Familien",
            adresse="stammdaten:familien",
            rollen=(Rolle.LEITUNG, Rolle.KOORDINATION),
            platz=22,
        ),
    ),
    suche=suche,
    datenklassen={
        "Kommune": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: (
                "name", "amt", "strasse", "plz", "ort", "postleitzahlen", "telefon", "email", "webadresse",
                "sprechzeiten", "unterzeichnet_von", "akzent_hell", "akzent_dunkel", "datenschutzbeauftragte",
                "aufsichtsbehoerde",
            ),
        },
        "Stadtteil": {Datenklasse.TECHNISCH: ("id",), Datenklasse.EINSTELLUNG: ("name", "sortierschluessel")},
        "Familie": {
            Datenklasse.TECHNISCH: ("id", "erstellt_am", "liste_vom"),
            Datenklasse.PERSON: ("name", "sortierschluessel", "suchschluessel"),
            Datenklasse.ANSCHRIFT: ("strasse", "hausnummer", "zusatz", "plz", "ort", "stadtteil", "haushalt"),
            Datenklasse.KONTAKT: ("telefon", "telefonziffern", "email", "sprache"),
            Datenklasse.SPERRE: ("auskunftssperre", "bedingter_sperrvermerk", "weggezogen_am"),
        },
        "Kind": {
            Datenklasse.TECHNISCH: ("id", "familie"),
            Datenklasse.PERSON: (
                "ordnungsmerkmal", "schluessel", "familienname", "vornamen", "geburtsdatum", "geschlecht",
            ),
            Datenklasse.SPERRE: ("sterbedatum",),
        },
        "Sorgeberechtigte": {
            Datenklasse.TECHNISCH: ("id", "familie", "reihenfolge"),
            Datenklasse.PERSON: ("anrede", "familienname", "vorname", "ist_behoerde"),
        },
    },
)  # fmt: skip
