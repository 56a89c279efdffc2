"""What the room of the master data announces."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from familienbuero.datenschutz.enums import Datenklasse
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.raum import Loeschregel, Navigationseintrag, Raum, Treffer, raeume
from familienbuero.stammdaten.dienste import familie_loeschen
from familienbuero.stammdaten.models import Familie, Kind, Sorgeberechtigte

# A search shows at most so many hits; who needs more types more.
HOECHSTENS = 25


def suche(benutzer: Benutzer, wort: str) -> Sequence[Treffer]:
    """Families by name, street, phone number or a child's day of birth."""
    gefunden = (
        Familie.objects.sichtbar_fuer(benutzer)
        .gesucht(wort)
        .select_related("stadtteil")
        .prefetch_related("kinder")
    )
    return [
        Treffer(
            gruppe="Familien",
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


def familien_ohne_fall(bis: date) -> QuerySet[Familie]:
    """Families that no room needs: entered and left, or emptied by a move of their children."""
    danach = datetime.combine(bis + timedelta(days=1), time.min, BERLIN)
    familien = Familie.objects.filter(erstellt_am__lt=danach)
    for raum in raeume():
        if raum.braucht_familie:
            familien = familien.exclude(Exists(raum.braucht_familie().filter(familie=OuterRef("pk"))))
    return familien


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
        Navigationseintrag(
            bereich="Verwaltung",
            text="Stadtteile",
            adresse="stammdaten:stadtteile",
            rollen=(Rolle.VERWALTUNG, Rolle.LEITUNG),
            platz=93,
        ),
        Navigationseintrag(
            bereich="Verwaltung",
            text="Standorte",
            adresse="stammdaten:standorte",
            rollen=(Rolle.VERWALTUNG, Rolle.LEITUNG),
            platz=93,
        ),
    ),
    suche=suche,
    loeschregeln=(
        Loeschregel(
            kennung="stammdaten.ohne_fall",
            titel="Familie ohne Fall",
            beginn="Eintrag der Familie",
            monate=3,
            faellig=familien_ohne_fall,
            familie="pk",
        ),
    ),
    familie_sperren=lambda familie: Familie.objects.select_for_update().filter(pk=familie).exists(),
    familie_loeschen=familie_loeschen,
    zur_familie={
        "Familie": lambda familie: Familie.objects.filter(pk=familie),
        "Kind": lambda familie: Kind.objects.filter(familie=familie),
        "Sorgeberechtigte": lambda familie: Sorgeberechtigte.objects.filter(familie=familie),
    },
    datenklassen={
        "Kommune": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: (
                "name", "amt", "strasse", "plz", "ort", "postleitzahlen", "telefon", "email", "webadresse",
                "sprechzeiten", "unterzeichnet_von", "akzent_hell", "akzent_dunkel", "datenschutzbeauftragte",
                "aufsichtsbehoerde", "breite", "laenge",
            ),
        },
        "Standort": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: (
                "reihenfolge", "name", "strasse", "plz", "ort", "telefon", "email", "oeffnungszeiten",
                "zugang", "anfahrt", "breite", "laenge",
            ),
        },
        "Organisation": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: (
                "name", "traegerart", "strasse", "plz", "ort", "telefon", "email", "webadresse",
                "sortierschluessel",
            ),
        },
        "Stadtteil": {
            Datenklasse.TECHNISCH: ("id",),
            Datenklasse.EINSTELLUNG: ("name", "sortierschluessel", "breite", "laenge"),
        },
        "Familie": {
            Datenklasse.TECHNISCH: ("id", "erstellt_am", "liste_vom"),
            Datenklasse.PERSON: ("name", "sortierschluessel", "suchschluessel"),
            Datenklasse.ANSCHRIFT: ("strasse", "hausnummer", "zusatz", "plz", "ort", "stadtteil", "haushalt"),
            Datenklasse.KONTAKT: ("telefon", "telefonziffern", "email", "sprache"),
            Datenklasse.SPERRE: (
                "auskunftssperre", "bedingter_sperrvermerk", "weggezogen_am", "kein_kontakt_seit",
            ),
        },
        "Kind": {
            Datenklasse.TECHNISCH: ("id", "familie"),
            Datenklasse.PERSON: (
                "ordnungsmerkmal", "schluessel", "familienname", "vornamen", "geburtsdatum", "geschlecht",
            ),
            Datenklasse.SPERRE: ("sterbedatum",),
        },
        "Merkposten": {Datenklasse.TECHNISCH: ("id", "art", "abdruck", "bis")},
        "Sorgeberechtigte": {
            Datenklasse.TECHNISCH: ("id", "familie", "reihenfolge"),
            Datenklasse.PERSON: ("anrede", "familienname", "vorname", "ist_behoerde"),
        },
    },
)  # fmt: skip
