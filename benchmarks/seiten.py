"""List pages against an empty signed-in page with the same middleware."""

from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from benchmarks.messen import Messung, paarweise
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer

ANMELDUNG = "allauth.account.auth_backends.AuthenticationBackend"


def _angemeldet(rolle: Rolle) -> Client:
    person = Benutzer.objects.create(
        email=f"bench-{rolle}@bench.example",
        vorname="B",
        nachname="B",
        rollen=[rolle],
        password=make_password(None),
    )
    client = Client()
    client.force_login(person, backend=ANMELDUNG)
    return client


def messen(*, runden: int = 30) -> list[Messung]:
    """Family list and visit list with 50 rows each, and search, against `Heute` of a role without duties."""
    koordination, leer = _angemeldet(Rolle.KOORDINATION), _angemeldet(Rolle.NETZWERK)

    def leere_seite() -> None:
        assert leer.get(reverse("seiten:heute")).status_code == 200

    def seite(name: str) -> Callable[[], None]:
        def abrufen() -> None:
            assert koordination.get(reverse(name)).status_code == 200

        return abrufen

    def suche() -> None:
        assert koordination.post(reverse("seiten:suche"), {"wort": "muler"}).status_code == 200

    return [
        paarweise("Familienliste", seite("stammdaten:familien"), leere_seite, ziel="≤ 8 ×", runden=runden),
        paarweise("Besuchsliste", seite("besuche:liste"), leere_seite, ziel="≤ 8 ×", runden=runden),
        paarweise("Suche nach Namen", suche, leere_seite, ziel="≤ 8 ×", runden=runden),
    ]
