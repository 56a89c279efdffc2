"""Translations of the texts that come with the house."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.dienste import seite_schreiben
from familienbuero.seiten.mitgeliefert import HIER, text_des_hauses
from familienbuero.seiten.models import Seite
from familienbuero.seiten.regeln import PLATZHALTER, bereinigen

pytestmark = pytest.mark.django_db
FASSUNGEN = sorted((datei.parent.name, datei.stem) for datei in (HIER / "texte").glob("*/*.html"))


def test_jede_sprache_hat_dieselben_seiten() -> None:
    sprachen = {sprache for sprache, _ in FASSUNGEN}
    assert sprachen == {"de-simple", "en", "tr", "ar", "uk", "ru"} <= dict(settings.LANGUAGES).keys()
    seiten = {slug for sprache, slug in FASSUNGEN if sprache == "en"}
    assert {"ueber-uns", "datenschutz", "barrierefreiheit", "cookies", "gebaerdensprache"} < seiten
    assert {(sprache, slug) for sprache in sprachen for slug in seiten} == set(FASSUNGEN)


@pytest.mark.parametrize(("sprache", "slug"), FASSUNGEN)
def test_eine_uebersetzung_ist_sauber_und_nennt_was_der_deutsche_text_nennt(sprache: str, slug: str) -> None:
    text, deutsch = text_des_hauses(slug, sprache), text_des_hauses(slug)
    assert bereinigen(text).replace(' rel="noopener noreferrer"', "") == text
    assert set(PLATZHALTER.findall(text)) == set(PLATZHALTER.findall(deutsch))
    assert re.findall(r'href="([^"]+)"', text) == re.findall(r'href="([^"]+)"', deutsch)


def test_sie_steht_da_bis_das_buero_selbst_schreibt(client: Client, verwaltung: Benutzer) -> None:
    seite = client.get("/tr/ueber-uns/").content.decode()
    assert '<div lang="tr" dir="ltr">' in seite
    assert "Hakkımızda" in seite
    assert "Bu çeviriyi bir makine yaptı." in seite
    assert "ailelerin başvurabileceği" in seite
    assert '<div lang="ar" dir="rtl">' in client.get("/ar/datenschutz/").content.decode()
    seite_schreiben(slug="ueber-uns", titel="Über uns", text="Anders.", durch=verwaltung)
    seite = client.get("/tr/ueber-uns/").content.decode()
    assert "Anders." in seite
    assert "ailelerin başvurabileceği" not in seite


def test_wer_sie_aendern_will_findet_sie_im_formular(als: Any, verwaltung: Benutzer) -> None:
    weg = reverse("seiten:seite_uebersetzen", args=["ueber-uns", "tr"])
    assert "ailelerin başvurabileceği" in als(verwaltung).get(weg).content.decode()
    assert not Seite.objects.filter(sprache="tr").exists()
