"""Pages for everybody, and answers for machines."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.enums import Seitenname
from familienbuero.seiten.models import Seite
from familienbuero.stammdaten.models import Kommune


def test_die_startseite_sagt_wer_wir_sind_und_wie_man_uns_erreicht(client: Client, kommune: Kommune) -> None:
    seite = client.get("/").content.decode()
    for angabe in (kommune.ort, kommune.telefon, kommune.email, kommune.sprechzeiten, kommune.strasse):
        assert angabe in seite


@pytest.mark.parametrize("name", list(Seitenname))
def test_die_vorgeschriebenen_seiten_sind_von_anfang_an_da(
    client: Client, db: None, name: Seitenname
) -> None:
    seite = client.get(f"/{name.value}/")
    assert seite.status_code == 200
    assert f'<h1 class="kern-heading-large">{name.label}</h1>' in seite.content.decode()
    assert "Stadt Musterstadt" in seite.content.decode()
    assert "{" not in seite.content.decode()


def test_mitgelieferte_texte_sind_so_sauber_wie_geschriebene(db: None) -> None:
    from familienbuero.seiten.regeln import bereinigen

    texte = list(Seite.objects.values_list("text", flat=True))
    assert len(texte) == len(Seitenname)
    assert [bereinigen(text).replace(' rel="noopener noreferrer"', "") for text in texte] == texte


def test_die_farbe_kommt_aus_den_einstellungen_und_wird_behalten(client: Client, kommune: Kommune) -> None:
    erste = client.get(reverse("seiten:farbe"))
    assert erste.content.decode() == ":root { --fb-akzent-hell: #0b5963; --fb-akzent-dunkel: #8fd3db; }\n"
    assert erste.headers["Content-Type"] == "text/css; charset=utf-8"
    etag = erste.headers["ETag"]
    assert client.get(reverse("seiten:farbe"), headers={"If-None-Match": etag}).status_code == 304
    kommune.akzent_hell = "#7a1f5c"
    kommune.save()
    assert client.get(reverse("seiten:farbe"), headers={"If-None-Match": etag}).status_code == 200


def test_jede_seite_fragt_nach_der_farbe_die_gerade_gilt(client: Client, kommune: Kommune) -> None:
    assert '"/farbe.css?0b59638fd3db"' in client.get("/").content.decode()


def test_die_aufsicht_erfaehrt_ob_alles_antwortet(client: Client, wach: None) -> None:
    assert client.get("/livez").content == b"ok\n"
    assert client.get("/readyz").json() == {"datenbank": True}
    antwort = client.get("/healthz")
    alles = {"datenbank": True, "valkey": True, "wecker": True}
    assert (antwort.status_code, antwort.json()) == (200, alles)


def test_wenn_niemand_laeutet_wird_die_aufsicht_gerufen(client: Client, db: None) -> None:
    antwort = client.get("/healthz")
    assert (antwort.status_code, antwort.json()["wecker"]) == (503, False)
    assert client.get("/readyz").status_code == 200


def test_suchmaschinen_und_sicherheitsforschung_finden_ihre_dateien(client: Client, kommune: Kommune) -> None:
    assert "Disallow: /termin/" in client.get("/robots.txt").content.decode()
    assert (
        f"Contact: mailto:{kommune.email}\nExpires: "
        in client.get("/.well-known/security.txt").content.decode()
    )


def test_eine_unbekannte_seite_hilft_weiter(client: Client, db: None) -> None:
    antwort = client.get("/gibt-es-nicht/")
    assert antwort.status_code == 404
    assert "Diese Seite gibt es nicht" in antwort.content.decode()


def test_eine_fremde_rolle_bekommt_einen_satz(als: Any, koordination: Benutzer) -> None:
    antwort = als(koordination).get(reverse("seiten:einstellungen"))
    assert antwort.status_code == 403
    assert "Ihre Rolle hat diese Seite nicht" in antwort.content.decode()


def test_ein_abgelaufenes_formular_bekommt_einen_satz(db: None) -> None:
    antwort = Client(enforce_csrf_checks=True).post("/konto/anmelden/", {"login": "a@b.example"})
    assert antwort.status_code == 403
    assert "Das Formular ist abgelaufen" in antwort.content.decode()


def test_eine_unverstaendliche_anfrage_bekommt_einen_satz(client: Client, db: None) -> None:
    antwort = client.get("/", headers={"Host": "fremd.example"})
    assert antwort.status_code == 400
    assert "Diese Anfrage verstehen wir nicht" in antwort.content.decode()


def test_ein_absturz_zeigt_eine_seite_die_nichts_braucht(db: None) -> None:
    client = Client(raise_request_exception=False)
    with connection.cursor() as zeiger:
        zeiger.execute("ALTER TABLE seiten_seite RENAME TO verlegt")
    antwort = client.get("/impressum/")
    assert antwort.status_code == 500
    assert "Hier ist etwas schiefgegangen" in antwort.content.decode()


def test_nichts_auf_den_seiten_braucht_eine_ausnahme_der_csp(client: Client, db: None) -> None:
    for adresse in ("/", "/impressum/", "/konto/anmelden/"):
        seite = client.get(adresse)
        assert "unsafe" not in seite.headers["Content-Security-Policy"]
        assert "style=" not in seite.content.decode()
        assert "<script>" not in seite.content.decode()
