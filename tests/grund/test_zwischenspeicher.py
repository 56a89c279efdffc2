"""Pages from the cache: the same for everybody without a cookie, and never older than the last change."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.seiten.dienste import neuigkeit_schreiben, seite_schreiben
from familienbuero.seiten.models import Neuigkeit
from familienbuero.stammdaten.models import Kommune, Standort
from netzwerk.angebote.dienste import termin_absagen
from netzwerk.angebote.models import Angebot
from tests import fabriken
from tests.conftest import HEUTE


@pytest.fixture
def angebot(seitenspeicher: None, netzwerk: Benutzer, kommune: Kommune) -> Angebot:
    return fabriken.angebot(durch=netzwerk)


def fragen(client: Client, adresse: str) -> int:
    with CaptureQueriesContext(connection) as gefragt:
        assert client.get(adresse).status_code == 200
    return len(gefragt)


@pytest.mark.parametrize("adresse", ["/angebote/", "/angebote/woche/", "/angebote/krabbelgruppe/"])
def test_beim_zweiten_mal_kostet_eine_seite_eine_einzige_frage(adresse: str, angebot: Angebot) -> None:
    assert fragen(Client(), adresse) > 3
    assert fragen(Client(), adresse) == 1
    antwort = Client().get(adresse)
    assert "Krabbelgruppe" in antwort.content.decode()
    assert antwort["Cache-Control"] == "public, max-age=60"
    assert "default-src 'none'" in antwort["Content-Security-Policy"]


def test_was_sich_aendert_steht_sofort_da(angebot: Angebot, netzwerk: Benutzer) -> None:
    Client().get("/angebote/krabbelgruppe/")
    termin_absagen(angebot.termine.order_by("beginn")[0].pk, hinweis="Krankheit", durch=netzwerk)
    assert "Fällt aus, Krankheit" in Client().get("/angebote/krabbelgruppe/").content.decode()


@pytest.mark.parametrize("adresse", ["/", "/aktuelles/", "/impressum/"])
def test_auch_start_und_texte_kommen_beim_zweiten_mal_aus_dem_speicher(
    adresse: str, seitenspeicher: None, kommune: Kommune, verwaltung: Benutzer
) -> None:
    text = {"titel": "Impressum", "text": "Kurz.", "durch": verwaltung}
    seite_schreiben(slug="impressum", **text)  # a test before us may have emptied the table
    assert fragen(Client(), adresse) > 1
    assert fragen(Client(), adresse) == 1
    assert Client().get(adresse)["Cache-Control"] == "public, max-age=60"


def test_was_die_verwaltung_aendert_steht_sofort_auf_den_seiten(
    seitenspeicher: None, als: Any, verwaltung: Benutzer, kommune: Kommune
) -> None:
    def steht(adresse: str, *worte: str) -> list[bool]:
        seite = Client().get(adresse).content.decode()
        return [wort in seite for wort in worte]

    person = als(verwaltung)
    ort = {"name": "Haus Nord", "strasse": "Weg 1", "plz": "57072", "ort": "Siegen", "reihenfolge": "3"}
    ort["oeffnungszeiten"] = "Mo"
    assert steht("/", "Haus Nord", "0271 99") == [False, False]
    person.post(reverse("stammdaten:standort_anlegen"), ort)
    assert steht("/", "Haus Nord") == [True]
    felder = person.get(reverse("seiten:einstellungen")).context["form"].initial
    werte = {name: "" if wert is None else wert for name, wert in felder.items()}
    person.post(reverse("seiten:einstellungen"), werte | {"telefon": "0271 99", "postleitzahlen": "57072"})
    assert steht("/", "0271 99") == [True]
    person.post(reverse("stammdaten:standort_loeschen", args=[Standort.objects.get().pk]))
    assert steht("/", "Haus Nord") == [False]
    assert steht("/aktuelles/", "Neues vom Rat") == [False]
    neu = neuigkeit_schreiben(Neuigkeit(datum=HEUTE, titel="Neues vom Rat", text="Beschlossen."))
    assert steht("/aktuelles/", "Neues vom Rat") == [True]
    person.post(reverse("seiten:neuigkeit_loeschen", args=[neu.pk]))
    assert steht("/aktuelles/", "Neues vom Rat") == [False]


def test_wer_angemeldet_ist_bekommt_eine_eigene_seite(angebot: Angebot, als: Any, netzwerk: Benutzer) -> None:
    Client().get("/angebote/")
    antwort = als(netzwerk).get("/angebote/")
    assert fragen(als(netzwerk), "/angebote/") > 3
    assert "no-store" in antwort["Cache-Control"]


def test_jede_adresse_hat_ihre_eigene_seite(angebot: Angebot) -> None:
    assert "Krabbelgruppe" in Client().get("/angebote/?alter=7").content.decode()
    Angebot.objects.update(alter_von=12)
    assert "Krabbelgruppe" not in Client().get("/angebote/?alter=8").content.decode()


def test_lange_fragen_fuellen_den_speicher_nicht(angebot: Angebot) -> None:
    lang = "/angebote/?" + "&".join(f"x{nummer}=1" for nummer in range(60))
    fragen(Client(), lang)
    assert fragen(Client(), lang) > 3
