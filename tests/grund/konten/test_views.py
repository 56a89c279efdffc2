"""Pages of the accounts."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from familienbuero.konten.enums import Rolle
from familienbuero.konten.models import Benutzer
from tests.fabriken import PASSWORT, BenutzerFabrik

ANGABEN = {"vorname": "Nele", "nachname": "Neu", "email": "neu@buero.example", "rollen": ["netzwerk"]}


def adressen(konto: Benutzer) -> list[str]:
    einzeln = ["aendern", "sperren", "entsperren", "einladen"]
    return [
        reverse("konten:liste"),
        reverse("konten:anlegen"),
        *(reverse(f"konten:{name}", args=[konto.pk]) for name in einzeln),
    ]


def test_wer_nicht_angemeldet_ist_kommt_zur_anmeldung(client: Client, koordination: Benutzer) -> None:
    ziele = [client.get(adresse).headers["Location"] for adresse in adressen(koordination)]
    assert ziele == [f"{reverse('account_login')}?next={adresse}" for adresse in adressen(koordination)]


def test_was_nach_dem_ende_der_sitzung_gesendet_wird_steht_noch_da(
    client: Client, koordination: Benutzer
) -> None:
    """Given back to the browser that sent it; nothing is kept, and scripts get the sign-in as before."""
    [adresse, *_] = adressen(koordination)
    daten = {"text": "ruft <b>morgen</b> zurück", "art": "anruf", "csrfmiddlewaretoken": "x"}
    antwort = client.post(adresse, daten)
    assert antwort.status_code == 403
    assert antwort.headers["Cache-Control"] == "no-store"
    assert "ruft &lt;b&gt;morgen&lt;/b&gt; zurück</textarea>" in antwort.content.decode()
    assert antwort.context["worte"] == ["ruft <b>morgen</b> zurück"]
    assert client.post(adresse, {"art": "anruf"}).status_code == 302
    assert client.post(adresse, daten, headers={"accept": "application/json"}).status_code == 302


@pytest.mark.parametrize("rolle", [rolle for rolle in Rolle if rolle != Rolle.VERWALTUNG])
def test_andere_rollen_haben_diese_seiten_nicht(als: Any, koordination: Benutzer, rolle: Rolle) -> None:
    client = als(BenutzerFabrik.create(rollen=[rolle]))
    assert [client.post(adresse).status_code for adresse in adressen(koordination)] == [403] * 6


def test_die_liste_sortiert_wie_ein_telefonbuch(als: Any, verwaltung: Benutzer) -> None:
    for nachname in ("Zander", "Öztürk", "ohm", "Otto"):
        BenutzerFabrik.create(vorname="A", nachname=nachname)
    konten = als(verwaltung).get(reverse("konten:liste")).context["blatt"].zeilen
    assert [konto.nachname for konto in konten] == ["ohm", "Otto", "Öztürk", "Wald", "Zander"]


def test_gesucht_wird_mit_teilen_von_name_und_adresse(als: Any, verwaltung: Benutzer) -> None:
    BenutzerFabrik.create(vorname="Jana", nachname="Krämer", email="jk@buero.example")
    client = als(verwaltung)

    def finden(wort: str) -> list[str]:
        return [
            k.nachname for k in client.post(reverse("konten:liste"), {"wort": wort}).context["blatt"].zeilen
        ]

    assert finden("jana krä") == ["Krämer"]
    assert finden("jk@") == ["Krämer"]
    assert finden("jana wald") == []


def test_die_leere_suche_sagt_was_hilft(als: Any, verwaltung: Benutzer) -> None:
    antwort = als(verwaltung).post(reverse("konten:liste"), {"wort": "xyz"})
    assert "Kein Konto gefunden" in antwort.content.decode()


@pytest.mark.parametrize("anzahl", [1, 3, 50])
def test_die_liste_braucht_immer_gleich_viele_abfragen(
    als: Any, verwaltung: Benutzer, anzahl: int, django_assert_num_queries: Any
) -> None:
    BenutzerFabrik.create_batch(anzahl)
    client = als(verwaltung)
    client.get(reverse("konten:liste"))
    with django_assert_num_queries(4):  # session, person, municipality, list
        client.get(reverse("konten:liste"))


def test_ein_neues_konto_bekommt_eine_mail_und_die_seite_kein_geheimnis(
    als: Any, verwaltung: Benutzer
) -> None:
    antwort = als(verwaltung).post(reverse("konten:anlegen"), ANGABEN, follow=True)
    assert Benutzer.objects.get(email="neu@buero.example").rollen == ["netzwerk"]
    assert mail.outbox[0].to == ["neu@buero.example"]
    seite = antwort.content.decode()
    assert "Nele Neu bekommt eine E-Mail" in seite
    assert "/konto/passwort/neu/" not in seite


def test_eine_vergebene_adresse_wird_am_feld_abgelehnt(als: Any, verwaltung: Benutzer) -> None:
    antwort = als(verwaltung).post(reverse("konten:anlegen"), ANGABEN | {"email": verwaltung.email.upper()})
    assert antwort.context["form"].errors["email"] == ["Mit dieser E-Mail-Adresse gibt es schon ein Konto."]
    assert mail.outbox == []


def test_ein_stummer_mailserver_laesst_das_konto_bestehen(
    als: Any, verwaltung: Benutzer, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    antwort = als(verwaltung).post(reverse("konten:anlegen"), ANGABEN, follow=True)
    assert "die E-Mail ging nicht hinaus" in antwort.content.decode()
    assert Benutzer.objects.filter(email="neu@buero.example").exists()


def test_rollen_werden_geaendert(als: Any, verwaltung: Benutzer, koordination: Benutzer) -> None:
    daten = {"vorname": "Jana", "nachname": "Krämer", "rollen": ["koordination", "leitung"]}
    antwort = als(verwaltung).post(reverse("konten:aendern", args=[koordination.pk]), daten)
    koordination.refresh_from_db()
    assert (antwort.status_code, koordination.rollen) == (302, ["koordination", "leitung"])


def test_die_eigene_verwaltung_abgeben_wird_am_feld_abgelehnt(als: Any, verwaltung: Benutzer) -> None:
    daten = {"vorname": "Vera", "nachname": "Wald", "rollen": ["leitung"]}
    antwort = als(verwaltung).post(reverse("konten:aendern", args=[verwaltung.pk]), daten)
    assert "nur jemand anderes" in antwort.context["form"].errors["rollen"][0]


def test_sperren_fragt_erst_und_meldet_dann_ueberall_ab(
    als: Any, verwaltung: Benutzer, koordination: Benutzer
) -> None:
    fremd = Client()
    fremd.post(reverse("account_login"), {"login": koordination.email, "password": PASSWORT})
    assert fremd.get(reverse("seiten:heute")).status_code == 200
    client, adresse = als(verwaltung), reverse("konten:sperren", args=[koordination.pk])
    assert "Konto von Jana Krämer sperren?" in client.get(adresse).content.decode()
    assert fremd.get(reverse("seiten:heute")).status_code == 200
    client.post(adresse)
    assert fremd.get(reverse("seiten:heute")).status_code == 302


def test_nach_dem_entsperren_gilt_keine_alte_sitzung(
    als: Any, verwaltung: Benutzer, koordination: Benutzer
) -> None:
    fremd = Client()
    fremd.post(reverse("account_login"), {"login": koordination.email, "password": PASSWORT})
    client = als(verwaltung)
    client.post(reverse("konten:sperren", args=[koordination.pk]))
    client.post(reverse("konten:entsperren", args=[koordination.pk]))
    assert fremd.get(reverse("seiten:heute")).status_code == 302
    assert mail.outbox[0].to == [koordination.email]


def test_das_eigene_konto_sperren_wird_mit_einem_satz_abgelehnt(als: Any, verwaltung: Benutzer) -> None:
    antwort = als(verwaltung).post(reverse("konten:sperren", args=[verwaltung.pk]), follow=True)
    assert "Das eigene Konto kann man nicht sperren." in antwort.content.decode()


def test_sperren_und_entsperren_passen_zum_stand(als: Any, verwaltung: Benutzer) -> None:
    zu, offen = BenutzerFabrik.create(is_active=False), BenutzerFabrik.create()
    client = als(verwaltung)
    assert client.get(reverse("konten:sperren", args=[zu.pk])).status_code == 404
    assert client.post(reverse("konten:entsperren", args=[offen.pk])).status_code == 404
    assert client.get(reverse("konten:einladen", args=[offen.pk])).status_code == 405
