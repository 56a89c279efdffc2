"""Sign-in as people meet it: allauth's views, axes with a real database."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from tests.fabriken import PASSWORT, BenutzerFabrik

FALSCH = "E-Mail-Adresse oder Passwort stimmen nicht."


def anmelden(client: Client, email: str, passwort: str = PASSWORT, **kopf: Any) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": passwort}, **kopf)


def scheitern(client: Client, email: str, mal: int) -> list[int]:
    return [anmelden(client, email, "falsch").status_code for _ in range(mal)]


def minuten_vergehen(minuten: int) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minuten))


def test_wer_sein_passwort_kennt_kommt_zu_heute(client: Client, koordination: Benutzer) -> None:
    antwort = anmelden(client, koordination.email)
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("seiten:heute"))


def test_gross_und_kleinschreibung_der_adresse_ist_gleich(client: Client, koordination: Benutzer) -> None:
    assert anmelden(client, koordination.email.upper()).status_code == 302


def test_falsches_passwort_und_unbekannte_adresse_bekommen_dieselbe_antwort(
    client: Client, koordination: Benutzer
) -> None:
    bekannt = anmelden(client, koordination.email, "falsch").content.decode()
    fremd = anmelden(client, "niemand@buero.example", "falsch").content.decode()
    assert FALSCH in bekannt
    assert ohne_wechselndes(fremd).replace("niemand@buero.example", koordination.email) == ohne_wechselndes(
        bekannt
    )


def ohne_wechselndes(seite: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", seite)


def test_beim_achten_falschen_passwort_ist_das_konto_gesperrt(client: Client, koordination: Benutzer) -> None:
    assert scheitern(client, koordination.email, 8) == [200] * 7 + [429]
    richtig = anmelden(client, koordination.email)
    assert richtig.status_code == 429
    assert "für 15 Minuten gesperrt" in richtig.content.decode()


def test_andere_schreibweisen_der_adresse_zaehlen_mit(client: Client, koordination: Benutzer) -> None:
    scheitern(client, koordination.email, 4)
    assert scheitern(client, f" {koordination.email.upper()}", 4)[-1] == 429


def test_die_sperre_gilt_auch_von_einer_anderen_netzadresse(client: Client, koordination: Benutzer) -> None:
    scheitern(client, koordination.email, 8)
    assert anmelden(client, koordination.email, REMOTE_ADDR="192.0.2.7").status_code == 429


def test_wer_daneben_sitzt_kann_sich_weiter_anmelden(
    client: Client, koordination: Benutzer, leitung: Benutzer
) -> None:
    scheitern(client, koordination.email, 8)
    assert anmelden(client, leitung.email).status_code == 302


def test_auch_ein_konto_das_es_nicht_gibt_wird_gesperrt(client: Client, db: None) -> None:
    assert scheitern(client, "niemand@buero.example", 8)[-1] == 429


def test_nach_einer_viertelstunde_geht_es_wieder(client: Client, koordination: Benutzer) -> None:
    scheitern(client, koordination.email, 8)
    minuten_vergehen(14)
    assert anmelden(client, koordination.email).status_code == 429
    minuten_vergehen(2)
    assert anmelden(client, koordination.email).status_code == 302


def test_versuche_waehrend_der_sperre_verlaengern_sie_nicht(client: Client, koordination: Benutzer) -> None:
    scheitern(client, koordination.email, 8)
    minuten_vergehen(14)
    scheitern(client, koordination.email, 3)
    minuten_vergehen(2)
    assert anmelden(client, koordination.email).status_code == 302


def test_wer_sich_anmeldet_faengt_wieder_bei_null_an(client: Client, koordination: Benutzer) -> None:
    scheitern(client, koordination.email, 7)
    anmelden(client, koordination.email)
    client.logout()
    assert scheitern(client, koordination.email, 7) == [200] * 7


def test_eine_netzadresse_die_viele_konten_probiert_ist_gesperrt(
    client: Client, koordination: Benutzer, settings: Any
) -> None:
    settings.SPERRE_ADRESSE = 16
    antworten = [anmelden(client, f"person{i}@buero.example", "falsch").status_code for i in range(16)]
    assert antworten == [200] * 15 + [429]
    assert anmelden(client, koordination.email).status_code == 429
    assert anmelden(client, koordination.email, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_das_serverprotokoll_nennt_keine_adressen(
    client: Client, koordination: Benutzer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    scheitern(client, koordination.email, 9)
    assert caplog.text != ""
    assert koordination.email not in caplog.text
    assert koordination.email not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))


def test_ein_gesperrtes_konto_kommt_nicht_herein(client: Client, db: None) -> None:
    konto = BenutzerFabrik.create(is_active=False)
    anmelden(client, konto.email)
    assert client.get(reverse("seiten:heute")).status_code == 302


def test_niemand_registriert_sich_selbst(client: Client, db: None) -> None:
    adresse = reverse("account_signup")
    daten = {"email": "neu@buero.example", "password1": PASSWORT}
    assert "Konten vergibt Ihre Verwaltung" in client.post(adresse, daten).content.decode()
    assert not Benutzer.objects.filter(email="neu@buero.example").exists()


def verweis_aus_der_mail() -> str:
    fund = re.search(r"http\S+", mail.outbox[-1].body)
    assert fund
    return fund[0]


def test_passwort_vergessen_fuehrt_ueber_die_mail_zu_einem_neuen(
    client: Client, koordination: Benutzer, settings: Any
) -> None:
    settings.OEFFENTLICHE_ADRESSE = "https://familien.example"
    client.post(reverse("account_reset_password"), {"email": koordination.email}, HTTP_HOST="localhost")
    verweis = verweis_aus_der_mail()
    assert mail.outbox[0].to == [koordination.email]
    assert verweis.startswith("https://familien.example/konto/passwort/neu/")
    formular = client.get(verweis.removeprefix("https://familien.example"), follow=True)
    ziel = formular.redirect_chain[-1][0]
    neu = "drei ganz neue Wörter"
    assert client.post(ziel, {"password1": neu, "password2": neu}).status_code == 302
    assert anmelden(client, koordination.email, neu).status_code == 302


def test_der_link_aus_der_mail_gilt_nur_einmal(client: Client, koordination: Benutzer, settings: Any) -> None:
    client.post(reverse("account_reset_password"), {"email": koordination.email})
    pfad = verweis_aus_der_mail().removeprefix(settings.OEFFENTLICHE_ADRESSE)
    koordination.set_password("inzwischen geändert worden")
    koordination.save()
    assert "gilt nicht mehr" in client.get(pfad, follow=True).content.decode()


def test_die_antwort_verraet_nicht_ob_es_das_konto_gibt(client: Client, koordination: Benutzer) -> None:
    adresse = reverse("account_reset_password")
    bekannt = client.post(adresse, {"email": koordination.email}, follow=True)
    fremd = client.post(adresse, {"email": "niemand@buero.example"}, follow=True)
    assert ohne_wechselndes(fremd.content.decode()) == ohne_wechselndes(bekannt.content.decode())


def test_ein_kurzes_passwort_wird_abgelehnt(als: Any, koordination: Benutzer) -> None:
    daten = {"oldpassword": PASSWORT, "password1": "kurz", "password2": "kurz"}
    antwort = als(koordination).post(reverse("account_change_password"), daten)
    assert antwort.status_code == 200
    koordination.refresh_from_db()
    assert koordination.check_password(PASSWORT)


def test_ein_geaendertes_passwort_meldet_alle_geraete_ab(client: Client, koordination: Benutzer) -> None:
    anderes = Client()
    anmelden(anderes, koordination.email)
    anmelden(client, koordination.email)
    neu = "drei ganz neue Wörter"
    daten = {"oldpassword": PASSWORT, "password1": neu, "password2": neu}
    client.post(reverse("account_change_password"), daten)
    assert anderes.get(reverse("seiten:heute")).status_code == 302


def test_abmelden_geht_mit_einem_knopf(als: Any, koordination: Benutzer) -> None:
    client = als(koordination)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.post(reverse("account_logout")).headers["Location"] == reverse("account_login")
    assert client.get(reverse("seiten:heute")).status_code == 302


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_seiten_vor_der_anmeldung_sprechen_deutsch(client: Client, db: None, name: str) -> None:
    antwort = client.get(reverse(name))
    assert antwort.status_code == 200
    assert 'lang="de"' in antwort.content.decode()


def test_wer_den_zweiten_faktor_einrichtet_bestaetigt_zuerst_dass_er_es_ist(
    client: Client, koordination: Benutzer
) -> None:
    anmelden(client, koordination.email)
    assert "App auf dem Telefon" in client.get(reverse("mfa_index")).content.decode()
    antwort = client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "Schlüssel zum Abtippen" in antwort or "Bitte bestätigen Sie, dass Sie es sind" in antwort
