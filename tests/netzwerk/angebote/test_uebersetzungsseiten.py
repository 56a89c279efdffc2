"""Offers in other languages, as families read them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Kommune
from netzwerk.angebote.dienste import angebot_schreiben
from netzwerk.angebote.enums import Uebersetzungsstand
from netzwerk.angebote.models import Angebot
from tests import fabriken
from tests.conftest import HEUTE
from tests.texte import katalog

pytestmark = pytest.mark.django_db

SEITE = "angebote/krabbelgruppe/"
ARABISCH = {"titel": "مجموعة اللعب", "kurz": "نلعب ونغني معًا."}


@pytest.fixture
def angebot(netzwerk: Benutzer, kommune: Kommune) -> Angebot:
    """In Turkish it has been checked, in Arabic a machine has written it, in Ukrainian nobody has."""
    eines = fabriken.angebot(durch=netzwerk, text="Kommen Sie vorbei.")
    fabriken.uebersetzung(eines, text="Bize uğrayın.", stand=Uebersetzungsstand.GEPRUEFT, durch=netzwerk)
    fabriken.uebersetzung(eines, "ar", **ARABISCH, text="تفضلوا بزيارتنا.", durch=netzwerk)
    return eines


def lesen(client: Client, adresse: str) -> str:
    antwort = client.get(f"/{adresse}")
    assert antwort.status_code == 200, adresse
    return antwort.content.decode()


def test_geprueft_steht_sie_ohne_ein_wort_dazu_da(client: Client, angebot: Angebot) -> None:
    seite = lesen(client, f"tr/{SEITE}")
    assert "<title>Oyun grubu" in seite
    assert '<h1 class="kern-heading-large" lang="tr" dir="ltr">Oyun grubu</h1>' in seite
    assert '<div class="fb-fliesstext" lang="tr" dir="ltr"><p>Bize uğrayın.</p></div>' in seite
    assert "makine" not in seite
    assert "Krabbelgruppe" not in re.sub(r"<script.*?</script>", "", seite)


def test_maschinelles_steht_von_rechts_da_mit_hinweis_und_deutsch_dahinter(
    client: Client, angebot: Angebot
) -> None:
    seite = lesen(client, f"ar/{SEITE}")
    assert '<html lang="ar" dir="rtl">' in seite
    assert f'<h1 class="kern-heading-large" lang="ar" dir="rtl">{ARABISCH["titel"]}</h1>' in seite
    assert "هذه الترجمة من عمل آلة" in seite
    assert 'lang="de" dir="ltr"><p><strong>Krabbelgruppe</strong></p>' in seite


def test_was_fehlt_steht_auf_deutsch_da_und_die_seite_sagt_es(client: Client, angebot: Angebot) -> None:
    seite = lesen(client, f"fa/{SEITE}")
    assert '<h1 class="kern-heading-large" lang="de" dir="ltr">Krabbelgruppe</h1>' in seite
    assert '<div class="fb-fliesstext" lang="de" dir="ltr"><p>Kommen Sie vorbei.</p></div>' in seite
    assert (
        katalog("fa")["Diesen Text gibt es noch nicht in Ihrer Sprache. Er steht hier auf Deutsch."] in seite
    )
    assert "<details" not in seite


def test_eine_veraltete_bleibt_mit_hinweis_und_dem_neuen_deutschen(
    client: Client, angebot: Angebot, netzwerk: Benutzer
) -> None:
    angebot.kurz = "Jetzt mit Frühstück."
    angebot_schreiben(angebot, durch=netzwerk)
    seite = lesen(client, f"tr/{SEITE}")
    assert "Oyun grubu</h1>" in seite
    assert "Almanca metin daha yeni" in seite
    assert "<p>Jetzt mit Frühstück.</p>" in seite


def test_auf_deutsch_ist_von_uebersetzungen_nicht_die_rede(client: Client, angebot: Angebot) -> None:
    seite = lesen(client, SEITE)
    assert "Krabbelgruppe</h1>" in seite
    assert "Übersetzung" not in seite


@pytest.mark.parametrize(
    "weg", ["", "angebote/", "angebote/woche/?woche=2026-W37", "angebote/einbetten/", "angebote/ferien/"]
)
def test_auch_in_listen_steht_der_titel_in_der_sprache_der_seite(
    weg: str, client: Client, angebot: Angebot
) -> None:
    Schulferien.objects.create(name="Herbst", von=HEUTE, bis=HEUTE.replace(day=20))
    Angebot.objects.update(art="ferien")
    assert f'<bdi lang="ar" dir="rtl">{ARABISCH["titel"]}</bdi>' in lesen(client, f"ar/{weg}")
    assert '<bdi lang="de" dir="ltr">Krabbelgruppe</bdi>' in lesen(client, f"uk/{weg}")


@pytest.mark.parametrize("weg", ["kalender.ics", "neues.rss", "krabbelgruppe/termine.ics"])
def test_programme_bekommen_ihn_auch(weg: str, client: Client, angebot: Angebot) -> None:
    assert "Oyun grubu" in lesen(client, f"tr/angebote/{weg}")
    assert "Krabbelgruppe" in lesen(client, f"angebote/{weg}")


@pytest.mark.parametrize(
    "weg",
    [
        "",
        "angebote/",
        "angebote/woche/?woche=2026-W37",
        "angebote/einbetten/",
        "angebote/kalender.ics",
        "angebote/neues.rss",
    ],
)
def test_eine_liste_fragt_gleich_oft_bei_einem_und_bei_vielen(
    weg: str, client: Client, netzwerk: Benutzer, kommune: Kommune
) -> None:
    fragen = []
    for anzahl in (1, 8):
        while Angebot.objects.count() < anzahl:
            neues = fabriken.angebot(durch=netzwerk, kosten_cent=100)
            fabriken.uebersetzung(neues, durch=netzwerk)
        with CaptureQueriesContext(connection) as gefragt:
            lesen(client, f"tr/{weg}")
        fragen.append(len(gefragt))
    assert fragen[0] == fragen[1]


def test_eine_neue_uebersetzung_steht_sofort_da(
    seitenspeicher: None, angebot: Angebot, netzwerk: Benutzer
) -> None:
    assert "Oyun grubu" in lesen(Client(), "tr/angebote/")
    fabriken.uebersetzung(angebot, titel="Bebek grubu", durch=netzwerk)
    assert "Bebek grubu" in lesen(Client(), "tr/angebote/")
