"""The pages behind the link of a partner, and those on which the office decides."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import wartende_senden
from netzwerk.angebote.dienste import vorschlag_uebernehmen
from netzwerk.angebote.enums import Vorschlagsstand
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot
from netzwerk.partner.dienste import ausgeschieden, link_ausstellen, link_widerrufen
from netzwerk.partner.models import Ansprechperson
from tests import fabriken
from tests.stoerung.formulare import formular

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(db: None) -> Ansprechperson:
    return Ansprechperson.objects.create(
        organisation=fabriken.organisation(), name="Petra", email="petra@treff.example"
    )


@pytest.fixture
def angebot(netzwerk: Benutzer, petra: Ansprechperson) -> Angebot:
    return fabriken.angebot(durch=netzwerk)


@pytest.fixture
def partner(petra: Ansprechperson) -> Client:
    """A browser in which the link of a mail was opened."""
    client = Client()
    antwort = client.get(reverse("pflegen:verweis", args=[link_ausstellen(petra.pk)]))
    assert antwort["Location"] == "/angebote/pflegen/"
    return client


def test_der_link_aus_der_mail_oeffnet_die_eigenen_angebote(
    angebot: Angebot, petra: Ansprechperson, netzwerk: Benutzer, als
):
    als(netzwerk).post(reverse("angebotspflege:link_schicken", args=[petra.pk]))
    wartende_senden()
    verweis = re.search(r"http://[^/]+(/angebote/pflegen/\S{22}/)", mail.outbox[0].body)
    assert verweis
    antwort = Client().get(verweis[1], follow=True)
    assert "Krabbelgruppe" in antwort.content.decode()
    token = verweis[1].split("/")[-2]
    assert token not in antwort.content.decode() + str(antwort.headers) + antwort.request["PATH_INFO"]
    assert "no-store" in antwort.headers["Cache-Control"]


@pytest.mark.parametrize("ende", ["ersetzt", "widerrufen", "ausgeschieden"])
def test_ein_link_der_endet_schliesst_auch_offene_seiten(
    ende: str, partner: Client, angebot: Angebot, petra: Ansprechperson
):
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    assert partner.get(weg).status_code == 200
    {"ersetzt": link_ausstellen, "widerrufen": link_widerrufen, "ausgeschieden": ausgeschieden}[ende](
        petra.pk
    )
    antwort = partner.post(reverse("pflegen:stimmt", args=[angebot.pk]), follow=True)
    assert "Ihr Link gilt nicht mehr" in antwort.content.decode()
    assert partner.get(weg).status_code == 404


@pytest.mark.parametrize("token", ["unbekannt_unbekannt_xx", "abgeschnitten"])
def test_ein_link_den_es_nicht_gibt_oeffnet_nichts(token: str, client: Client, angebot: Angebot):
    antwort = client.get(f"/angebote/pflegen/{token}/", follow=True)
    assert "Krabbelgruppe" not in antwort.content.decode()
    assert "Ihr Link gilt nicht mehr" in antwort.content.decode()


def test_fremde_angebote_gibt_es_fuer_partner_nicht(partner: Client, angebot: Angebot, netzwerk: Benutzer):
    fremd = fabriken.angebot("Fremd", durch=netzwerk, organisation=fabriken.organisation("Andere"))
    fremd.kooperation.add(angebot.organisation)
    vorher = list(Angebot.objects.values())
    for weg in (
        reverse("pflegen:angebot", args=[fremd.pk]),
        reverse("pflegen:stimmt", args=[fremd.pk]),
        reverse("pflegen:absagen", args=[fremd.termine.order_by("beginn")[0].pk]),
    ):
        assert partner.post(weg, {"titel": "Gekapert", "hinweis": "x"}).status_code == 404
    assert list(Angebot.objects.values()) == vorher
    assert "Fremd" not in partner.get("/angebote/pflegen/").content.decode()


def test_vorschlagen_uebernehmen_und_nichts_sonst(partner: Client, angebot: Angebot, netzwerk: Benutzer, als):
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    untergeschoben = {"status": "archiviert", "slug": "x", "mittel": "eigenmittel", "organisation": "y"}
    daten = formular(partner, weg) | {"titel": "Spielgruppe", "kosten": "4,50"} | untergeschoben
    assert partner.post(weg, daten)["Location"] == "/angebote/pflegen/"
    vorschlag = Aenderungsvorschlag.objects.get()
    assert set(vorschlag.aenderungen) == {"titel", "kosten_cent"}
    assert "Ein Vorschlag von Ihnen ist noch beim Büro" in partner.get(weg).content.decode()
    assert formular(partner, weg)["titel"] == "Spielgruppe"
    buero = als(netzwerk)
    seite = buero.get(reverse("angebotspflege:vorschlag", args=[vorschlag.pk])).content.decode()
    assert '<del class="fb-vorher">Krabbelgruppe</del>' in seite
    assert '<ins class="fb-nachher">Spielgruppe</ins>' in seite
    buero.post(reverse("angebotspflege:vorschlag_uebernehmen", args=[vorschlag.pk]))
    neu = Angebot.objects.get()
    assert (neu.titel, neu.kosten_cent, neu.status, neu.mittel) == (
        "Spielgruppe", 450, angebot.status, angebot.mittel,
    )  # fmt: skip
    assert "übernommen" in partner.get("/angebote/pflegen/").content.decode()


@pytest.mark.parametrize("verb", ["vorschlag_uebernehmen", "vorschlag_ablehnen"])
def test_entschieden_wird_nur_was_jemand_gelesen_hat(
    verb: str, partner: Client, angebot: Angebot, netzwerk: Benutzer, als
):
    """The partner changes its proposal while somebody in the office reads the former one."""
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    partner.post(weg, formular(partner, weg) | {"titel": "Spielgruppe"})
    vorschlag = Aenderungsvorschlag.objects.get()
    buero, entscheiden = als(netzwerk), reverse(f"angebotspflege:{verb}", args=[vorschlag.pk])
    seite = reverse("angebotspflege:vorschlag", args=[vorschlag.pk])
    gelesen = formular(buero, entscheiden if verb == "vorschlag_ablehnen" else seite)
    partner.post(weg, formular(partner, weg) | {"titel": "Spielkreis"})
    antwort = buero.post(entscheiden, gelesen | {"antwort": "Nein."}, follow=True)
    assert "Der Anbieter hat seinen Vorschlag eben noch geändert" in antwort.content.decode()
    assert Aenderungsvorschlag.objects.get().status == "offen"
    buero.post(entscheiden, {"gesehen": Aenderungsvorschlag.objects.get().fassung, "antwort": "Nein."})
    assert Aenderungsvorschlag.objects.get().status != "offen"


def neues(partner: Client, **werte: str) -> dict[str, object]:
    """The form of a new offer, filled in but for its dates."""
    anfang = {"titel": "Elterncafé", "kurz": "Kommen Sie.", "kosten": "0", "sprachen": ["de"]}
    return formular(partner, "/angebote/pflegen/neu/") | anfang | werte


def test_ein_neues_angebot_bringt_seine_termine_mit(partner: Client, netzwerk: Benutzer, als):
    zeiten = {
        "reihe-wochentage": ["1"],
        "reihe-von": "2026-09-14",
        "reihe-beginn": "9:30",
        "reihe-ende": "11:00",
    }
    partner.post("/angebote/pflegen/neu/", neues(partner, **zeiten))
    vorschlag = Aenderungsvorschlag.objects.get()
    buero = als(netzwerk)
    seite = buero.get(reverse("angebotspflege:vorschlag", args=[vorschlag.pk])).content.decode()
    assert seite.index("Elterncafé</ins>") < seite.index("Kommen Sie.</ins>") < seite.index("montags")
    for gewohntes in ("Offenes Angebot</ins>", "kostenlos</ins>", "Einfach kommen</ins>"):
        assert gewohntes in seite
    assert "montags, 9:30 bis 11:00 Uhr, ab 14.09.2026, nicht in den Schulferien" in seite
    buero.post(reverse("angebotspflege:vorschlag_uebernehmen", args=[vorschlag.pk]))
    angebot = Angebot.objects.get()
    reihe = angebot.reihen.get()
    assert (reihe.rhythmus, reihe.wochentage, reihe.von, reihe.bis) == (
        "woechentlich", [1], date(2026, 9, 14), None,
    )  # fmt: skip
    assert angebot.wochentage == [1]


@pytest.mark.parametrize(
    ("zeiten", "satz"),
    [
        ({}, ""),
        (
            {"reihe-von": "2026-09-14", "reihe-beginn": "11:00", "reihe-ende": "9:30"},
            "Ende liegt vor dem Anfang",
        ),
        ({"reihe-von": "2026-09-14"}, "Bitte füllen Sie dieses Feld aus."),
    ],
    ids=["ohne", "verkehrt", "halb"],
)
def test_ohne_termine_geht_es_auch_aber_nicht_mit_halben(zeiten: dict[str, str], satz: str, partner: Client):
    seite = partner.post("/angebote/pflegen/neu/", neues(partner, **zeiten), follow=True).content.decode()
    assert Aenderungsvorschlag.objects.exists() == (not satz)
    assert satz in seite
    assert ("unten bei den Terminen" in seite) == bool(satz)
    if not satz:
        assert "reihe" not in Aenderungsvorschlag.objects.get().aenderungen


def test_der_partner_liest_warum_nicht(partner: Client, angebot: Angebot, netzwerk: Benutzer, als):
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    partner.post(weg, formular(partner, weg) | {"titel": "Spielgruppe"})
    ablehnen = reverse("angebotspflege:vorschlag_ablehnen", args=[Aenderungsvorschlag.objects.get().pk])
    buero = als(netzwerk)
    assert buero.post(ablehnen, {"antwort": ""}).status_code == 200
    buero.post(ablehnen, {"antwort": "So heißt schon ein anderes."})
    assert "So heißt schon ein anderes." in partner.get("/angebote/pflegen/").content.decode()


def test_was_getippt_ist_bleibt_bei_einem_fehler_stehen(partner: Client, angebot: Angebot):
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    daten = formular(partner, weg) | {"kurz": "Neu gefasst.", "alter_von": "20", "alter_bis": "3"}
    seite = partner.post(weg, daten).content.decode()
    assert "Bitte tauschen Sie die Zahlen" in seite
    assert "Neu gefasst." in seite
    unveraendert = partner.post(weg, formular(partner, weg)).content.decode()
    assert "Sie haben nichts geändert" in unveraendert


@pytest.mark.parametrize("wie", ["zurückgetippt", "gedrückt"])
def test_ein_vorschlag_der_wartet_laesst_sich_zuruecknehmen(wie: str, partner: Client, angebot: Angebot):
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    partner.post(weg, formular(partner, weg) | {"titel": "Falsch"})
    vorschlag = Aenderungsvorschlag.objects.get()
    if wie == "gedrückt":
        weg, daten = reverse("pflegen:zurueckziehen", args=[vorschlag.pk]), {}
    else:
        daten = formular(partner, weg) | {"titel": angebot.titel}
    assert "Ihr Vorschlag ist zurückgezogen" in partner.post(weg, daten, follow=True).content.decode()
    vorschlag.refresh_from_db()
    assert vorschlag.status == Vorschlagsstand.ZURUECKGEZOGEN
    assert [zeile.rolle for zeile in vorschlag.verlauf.all()] == ["partner"] * 2


def test_was_entschieden_ist_oder_anderen_gehoert_nimmt_niemand_zurueck(
    partner: Client, angebot: Angebot, netzwerk: Benutzer, petra: Ansprechperson
):
    weg = reverse("pflegen:angebot", args=[angebot.pk])
    partner.post(weg, formular(partner, weg) | {"titel": "Spielgruppe"})
    vorschlag = Aenderungsvorschlag.objects.get()
    vorschlag_uebernehmen(vorschlag.pk, durch=netzwerk)
    zurueck = reverse("pflegen:zurueckziehen", args=[vorschlag.pk])
    assert partner.post(zurueck, follow=True).status_code == 200
    vorschlag.refresh_from_db()
    assert vorschlag.status == Vorschlagsstand.UEBERNOMMEN
    Aenderungsvorschlag.objects.update(organisation=fabriken.organisation("Andere"))
    assert partner.post(zurueck).status_code == 404


def test_ein_text_mit_absaetzen_gilt_unveraendert_nicht_als_aenderung(
    partner: Client, angebot: Angebot, netzwerk: Benutzer
):
    fabriken.angebot("Mit Text", durch=netzwerk, text="Eins.\n\nZwei <script>alert(1)</script>.")
    eines = Angebot.objects.get(titel="Mit Text")
    weg = reverse("pflegen:angebot", args=[eines.pk])
    assert "Sie haben nichts geändert" in partner.post(weg, formular(partner, weg)).content.decode()
    boese = formular(partner, weg) | {"text": 'Drei <img src=x onerror="alert(1)">'}
    partner.post(weg, boese)
    assert Aenderungsvorschlag.objects.get().aenderungen["text"]["nachher"] == "<p>Drei</p>"


def test_wer_geht_ist_fort(partner: Client, angebot: Angebot):
    partner.post("/angebote/pflegen/ende/")
    assert partner.get(reverse("pflegen:angebot", args=[angebot.pk])).status_code == 404
    assert "persönlichen Link" in partner.get("/angebote/pflegen/").content.decode()
