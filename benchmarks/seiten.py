"""List pages, search and "Heute" against an empty signed-in page with the same middleware."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.messen import Messung, paarweise
from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie, Stadtteil
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Besuch

ANMELDUNG = "allauth.account.auth_backends.AuthenticationBackend"
JE_SEITE = 50
Aufruf = Callable[[], object]


def _als(person: Benutzer) -> Client:
    client = Client()
    client.force_login(person, backend=ANMELDUNG)
    return client


def _konto(rolle: Rolle) -> Benutzer:
    anschrift = f"bench-{rolle}@bench.example"
    konto = Benutzer.objects.filter(email=anschrift).first()
    return konto or Benutzer.objects.create(
        email=anschrift, vorname="B", nachname="B", rollen=[rolle], password=make_password(None)
    )


def _seite(client: Client, name: str, anhang: str = "") -> Aufruf:
    def abrufen() -> None:
        assert client.get(reverse(name) + anhang).status_code == 200

    return abrufen


def _suche(client: Client, wort: str) -> Aufruf:
    def suchen() -> None:
        assert client.post(reverse("seiten:suche"), {"wort": wort}, follow=True).status_code == 200

    return suchen


def leere_seite() -> Aufruf:
    """The yardstick: "Heute" of somebody for whom nothing is due."""
    return _seite(_als(_konto(Rolle.PLANUNG)), "seiten:heute")


def leitung() -> Client:
    """Somebody who may open everything."""
    return _als(_konto(Rolle.LEITUNG))


def messen(*, runden: int = 20) -> Iterator[Messung]:
    """Each list with each filter against the empty page; deep pages against the first; search against SQL."""
    koordination, leitung = _als(_konto(Rolle.KOORDINATION)), _als(_konto(Rolle.LEITUNG))
    kraft = _als(Besuch.objects.anstehend().order_by("-tag")[0].besuchskraft)  # type: ignore[arg-type]
    leer = leere_seite()
    stadtteil = Stadtteil.objects.values_list("pk", flat=True)[0]
    for name, seite in {
        "Familienliste": _seite(koordination, "stammdaten:familien"),
        "Besuchsliste": _seite(koordination, "besuche:liste"),
        **{
            f"Besuchsliste, {BesuchStatus(stand).label}": _seite(
                koordination, "besuche:liste", f"?status={stand}"
            )
            for stand in ("abgeschlossen", "geprueft", "bestaetigt", "nicht_angetroffen", "gemeldet")
        },
        "Besuchsliste, Stadtteil": _seite(koordination, "besuche:liste", f"?stadtteil={stadtteil}"),
        "Besuchsliste, Stadtteil und Stand": _seite(
            koordination, "besuche:liste", f"?stadtteil={stadtteil}&status=geprueft"
        ),
        "Besuchsliste, ohne Protokoll": _seite(koordination, "besuche:liste", "?ohne_protokoll=1"),
        "Woche des Teams": _seite(koordination, "besuche:woche"),
        "Woche, eigene": _seite(kraft, "besuche:woche"),
        "Mein Tag": _seite(kraft, "besuche:mein_tag"),
        "Familien ohne Termin": _seite(koordination, "besuche:planen"),
        "Heute, Koordination": _seite(koordination, "seiten:heute"),
        "Heute, Leitung": _seite(leitung, "seiten:heute"),
        "Heute, Besuchskraft": _seite(kraft, "seiten:heute"),
        "Einladungen": _seite(koordination, "einladungen:uebersicht"),
        "Meldelisten": _seite(koordination, "meldungen:listen"),
        "Folgeaufträge": _seite(koordination, "vermittlung:liste"),
        "Folgeaufträge, erledigt": _seite(koordination, "vermittlung:liste", "?stand=erledigt"),
        "Suche nach Namen": _suche(koordination, "muler"),
        "Suche nach Name und Straße": _suche(koordination, "yildiz haubergsweg 77123"),
    }.items():
        yield paarweise(name, seite, leer, ziel=8, runden=runden)
    yield from _tiefe(koordination, runden)
    yield from _suchen(koordination, runden)


def _tiefe(client: Client, runden: int) -> Iterator[Messung]:
    """The 20,000th page, or the last one of a smaller stock, against the first."""
    for name, adresse, zeilen in (
        ("Familienliste", "stammdaten:familien", Familie.objects.order_by("sortierschluessel", "pk")),
        ("Besuchsliste", "besuche:liste", Besuch.objects.order_by("-ereignisdatum", "-pk")),
    ):
        stelle = min(20_000 * JE_SEITE, zeilen.count() - JE_SEITE)
        letzte = zeilen.values_list("pk", flat=True)[stelle - 1]
        yield paarweise(
            f"{name}, Seite {stelle // JE_SEITE}",
            _seite(client, adresse, f"?nach={letzte}"),
            _seite(client, adresse),
            ziel=1.2,
            runden=runden,
        )


def _suchen(client: Client, runden: int) -> Iterator[Messung]:
    """The page of the search against its SQL alone."""
    for wort in ("muler", "yildiz haubergsweg", "yildiz haubergsweg 77123", "kaya elif bergstrasse 4"):
        menge = Familie.objects.sichtbar_fuer(_konto(Rolle.KOORDINATION)).gesucht(wort)[:25]
        befehl, angaben = menge.query.sql_with_params()

        def sql(befehl: str = befehl, angaben: Any = angaben) -> None:
            with connection.cursor() as cursor:
                cursor.execute(befehl, angaben)
                cursor.fetchall()

        yield paarweise(f"Suche „{wort}“ zu ihrem SQL", _suche(client, wort), sql, ziel=3, runden=runden)
