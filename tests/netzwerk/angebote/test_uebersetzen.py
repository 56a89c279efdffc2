"""Where the office writes offers in other languages."""

from typing import Any

import pytest
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from netzwerk.angebote.dienste import angebot_schreiben
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Angebot, Uebersetzung
from tests import fabriken

pytestmark = pytest.mark.django_db


@pytest.fixture
def angebot(netzwerk: Benutzer) -> Angebot:
    """In Turkish it has been checked, in Arabic a machine has written it."""
    eines = fabriken.angebot(durch=netzwerk, text="Kommen Sie vorbei.")
    fabriken.uebersetzung(eines, text="Bize uğrayın.", stand=Uebersetzungsstand.GEPRUEFT, durch=netzwerk)
    fabriken.uebersetzung(eines, "ar", titel="مجموعة اللعب", durch=netzwerk)
    return eines


def formular(angebot: Angebot, sprache: str = "tr") -> str:
    return reverse("angebotspflege:uebersetzung", args=[angebot.pk, sprache])


def test_das_buero_sieht_alle_sprachen_mit_ihrem_stand(
    als: Any, angebot: Angebot, netzwerk: Benutzer
) -> None:
    antwort = als(netzwerk).get(reverse("angebotspflege:angebot", args=[angebot.pk]))
    staende = {zeile.sprache: zeile.marke for zeile in antwort.context["uebersetzungen"]}
    assert len(staende) == 12
    assert (staende["tr"], staende["ar"], staende["de-simple"]) == ("geprueft", "maschinell", "fehlt")
    angebot.titel = "Spielgruppe"
    angebot_schreiben(angebot, durch=netzwerk)
    antwort = als(netzwerk).get(reverse("angebotspflege:angebot", args=[angebot.pk]))
    assert {zeile.marke for zeile in antwort.context["uebersetzungen"]} == {"veraltet", "fehlt"}
    weg = reverse("angebotspflege:uebersetzungen_stimmen", args=[angebot.pk])
    assert f'action="{weg}"' in antwort.content.decode()
    for abdruck, satz in (
        ("von früher", "ist inzwischen ein anderer"),
        (angebot.abdruck, "wieder als aktuell"),
    ):
        antwort = als(netzwerk).post(weg, {"abdruck": abdruck}, follow=True)
        assert satz in antwort.content.decode()
    assert f'action="{weg}"' not in antwort.content.decode()


def test_geschrieben_wird_neben_dem_deutschen_in_der_richtung_der_sprache(
    als: Any, angebot: Angebot, netzwerk: Benutzer
) -> None:
    antwort = als(netzwerk).get(formular(angebot, "fa"))
    seite = antwort.content.decode()
    assert "<p>Kommen Sie vorbei.</p>" in seite
    assert 'lang="fa" dir="rtl"' in seite
    assert "Löschen" not in seite
    felder = set(antwort.context["form"].fields)
    assert "kostenhinweis" not in felder
    werte = {"titel": "گروه بازی", "kurz": "با هم بازی می‌کنیم.", "text": "بیایید.", "stand": "maschinell"}
    assert als(netzwerk).post(formular(angebot, "fa"), werte).status_code == 302
    assert Uebersetzung.objects.get(sprache="fa").text == "<p>بیایید.</p>"
    assert "Löschen" in als(netzwerk).get(formular(angebot, "fa")).content.decode()


def test_halb_uebersetzt_gilt_nicht(als: Any, angebot: Angebot, netzwerk: Benutzer) -> None:
    werte = {"titel": "Groupe", "kurz": "Jouer.", "text": "", "stand": "maschinell"}
    antwort = als(netzwerk).post(formular(angebot, "fr"), werte)
    assert list(antwort.context["form"].errors) == ["text"]


def test_wer_neben_altem_deutsch_schreibt_erfaehrt_es(als: Any, angebot: Angebot, netzwerk: Benutzer) -> None:
    client = als(netzwerk)
    form = client.get(formular(angebot, "fr")).context["form"]
    werte = {
        "titel": "Groupe",
        "kurz": "Jouer.",
        "text": "Venez.",
        "stand": "geprueft",
        "fassung": form.fassung,
    }
    angebot.kurz = "Jetzt mit Frühstück."
    angebot_schreiben(angebot, durch=netzwerk)
    antwort = client.post(formular(angebot, "fr"), werte)
    assert antwort.status_code == 409
    assert "Jetzt mit Frühstück." in antwort.content.decode()
    assert not Uebersetzung.objects.filter(sprache="fr").exists()


@pytest.mark.parametrize("sprache", ["de", "vi", "xx"])
def test_in_andere_sprachen_gibt_es_kein_formular(
    sprache: str, als: Any, angebot: Angebot, netzwerk: Benutzer
) -> None:
    assert als(netzwerk).get(formular(angebot, sprache)).status_code == 404


def test_geloescht_wird_nach_einer_frage(als: Any, angebot: Angebot, netzwerk: Benutzer) -> None:
    weg = reverse("angebotspflege:uebersetzung_loeschen", args=[angebot.pk, "tr"])
    assert "Übersetzung löschen: Türkisch?" in als(netzwerk).get(weg).content.decode()
    assert Uebersetzung.objects.count() == 2
    als(netzwerk).post(weg)
    assert [eine.sprache for eine in Uebersetzung.objects.all()] == ["ar"]
    assert als(netzwerk).get(weg).status_code == 404


def test_die_liste_zeigt_was_in_einer_sprache_fehlt(als: Any, angebot: Angebot, netzwerk: Benutzer) -> None:
    fabriken.angebot("Nur auf Deutsch", durch=netzwerk)
    antwort = als(netzwerk).get(reverse("angebotspflege:liste"), {"fehlt": "tr"})
    assert [eines.titel for eines in antwort.context["blatt"].zeilen] == ["Nur auf Deutsch"]
