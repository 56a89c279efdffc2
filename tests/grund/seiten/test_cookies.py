"""Which cookies families get, and what the pages say about them."""

import importlib
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.raum import raeume
from familienbuero.seiten.models import Seite
from familienbuero.termine.dienste import verweis_ableiten
from netzwerk.angebote.models import Anmeldung
from tests import fabriken

pytestmark = pytest.mark.django_db
erneuern = importlib.import_module("familienbuero.seiten.migrations.0005_texte_erneuern").erneuern


def cookies(adresse: str) -> set[str]:
    return set(Client().get(adresse, follow=True).client.cookies)


@pytest.fixture
def kurs(netzwerk: Benutzer) -> str:
    kurs = fabriken.kurs(durch=netzwerk)
    fabriken.anmeldung(kurs)
    return kurs.slug


def test_wer_nur_liest_bekommt_kein_cookie_und_wer_ein_formular_oeffnet_eines(kurs: str) -> None:
    alle = {
        reverse(name, kwargs=dict(angaben))
        for raum in raeume()
        if raum.oeffentliche_seiten
        for name, angaben in raum.oeffentliche_seiten()
    }
    formulare = {reverse("rat:anfragen"), reverse("besuchswunsch:wuenschen")}
    assert f"/angebote/{kurs}/" in alle
    assert {adresse: cookies(adresse) for adresse in alle - formulare if cookies(adresse)} == {}
    for adresse in (*formulare, reverse("angebote:anmelden", args=[kurs]), reverse("termine:anmelden")):
        assert cookies(adresse) == {"csrf"}, adresse


def test_wer_einen_link_aus_der_mail_oeffnet_bekommt_die_sitzung(kurs: str) -> None:
    token = verweis_ableiten(Anmeldung.objects.get().pk)
    assert cookies(reverse("angebote:anmeldung_verweis", args=[token])) == {"csrf", "sitzung"}


def test_das_verzeichnis_nennt_alle_cookies_und_keine_anderen(client: Client) -> None:
    text = client.get("/cookies/").content.decode()
    assert set(re.findall(r"<li><strong>(\w+)</strong>", text)) == {"csrf", "sitzung"}
    assert "Solange Sie nur lesen, legen wir keinen an." in text


def test_der_datenschutz_sagt_was_mit_anmeldungen_geschieht(client: Client) -> None:
    text = client.get("/datenschutz/").content.decode()
    assert "Wenn Sie sich für ein Angebot anmelden" in text
    assert "Sechs Monate nach dem letzten Termin" in text


def test_neue_texte_kommen_nur_an_die_stelle_der_mitgelieferten() -> None:
    Seite.objects.filter(slug="cookies").update(text="<p>Unser eigener Text.</p>")
    erneuern(apps, None)
    assert Seite.objects.get(slug="cookies").text == "<p>Unser eigener Text.</p>"
