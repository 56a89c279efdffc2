"""What programs of others get: API, open data, a list to embed; and the plan of the holidays."""

import csv
import io
import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from familienbuero import kalender
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from netzwerk.angebote import api
from netzwerk.angebote.auskunft import ferienplan
from netzwerk.angebote.dienste import stand_aendern, termin_verlegen
from netzwerk.angebote.enums import Angebotsart, Angebotsstand, Rhythmus
from netzwerk.angebote.models import Angebot, Ort
from tests import fabriken
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db


def test_die_api_beschreibt_sich_selbst(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["info"]["title"] == "Familienbüro"
    assert set(schema["paths"]) == {"/api/v1/angebote", "/api/v1/angebote/{angebot_id}"}
    filter_ = {eines["name"] for eines in schema["paths"]["/api/v1/angebote"]["get"]["parameters"]}
    assert filter_ >= {"q", "alter", "ort", "umkreis", "tag", "sprache", "frei", "offen", "stufenlos", "nach"}


def test_die_api_kennt_dieselben_filter_wie_die_seite(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk, alter_von=6, alter_bis=18)
    fabriken.angebot("Teuer", durch=netzwerk, kosten_cent=500)
    antwort = client.get("/api/v1/angebote?alter=7&frei=true").json()
    (eines,) = antwort["angebote"]
    assert (antwort["anzahl"], antwort["weiter"]) == (1, None)
    assert (eines["titel"], eines["rhythmus"]) == ("Krabbelgruppe", ["dienstags, 9:30 bis 11:00 Uhr"])
    assert eines["ort"]["stadtteil"] == "Weidenau"
    assert eines["adresse"] == "http://testserver/angebote/krabbelgruppe/"


def test_ein_einzelnes_angebot_bringt_seine_termine(client: Client, netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    antwort = client.get(f"/api/v1/angebote/{angebot.pk}").json()
    assert len(antwort["termine"]) == 20
    assert antwort["termine"][0]["lage"] == "findet_statt"
    assert "kontakt_name" not in antwort
    stand_aendern(angebot.pk, Angebotsstand.ENTWURF, durch=netzwerk)
    assert client.get(f"/api/v1/angebote/{angebot.pk}").status_code == 404


@pytest.mark.parametrize("frage", ["alter=jung", "umkreis=99", "tag=x", "nach=1", "q=" + "x" * 61])
def test_die_api_sagt_was_an_einer_frage_falsch_ist(frage: str, client: Client) -> None:
    antwort = client.get(f"/api/v1/angebote?{frage}")
    assert antwort.status_code == 422
    assert frage.split("=")[0] in antwort.json()["detail"][0]["loc"]


FALSCHES = ["alter=200", "ort=Nirgendwo", "art=quatsch", "sprache=xx", "tag=9", "am=9999-12-31", "q=%00"]


@pytest.mark.parametrize("frage", FALSCHES)
def test_was_die_seite_als_filter_nicht_kennt_kennt_auch_die_api_nicht(frage: str, client: Client) -> None:
    antwort = client.get(f"/api/v1/angebote?{frage}")
    assert antwort.status_code == 422
    (fehler,) = antwort.json()["detail"]
    assert fehler["loc"] == ["query", frage.split("=")[0]]
    assert fehler["msg"].endswith(".")


@pytest.mark.parametrize("nein", ["0", "no", "false", "off"])
def test_die_api_nimmt_nein_als_nein(nein: str, client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot("Teuer", durch=netzwerk, kosten_cent=500)
    frage = f"frei={nein}&offen={nein}&stufenlos={nein}"
    assert client.get(f"/api/v1/angebote?{frage}").json()["anzahl"] == 1


@pytest.mark.parametrize("feed", ["kalender.ics", "neues.rss"])
@pytest.mark.parametrize("frage", FALSCHES)
def test_ein_falscher_filter_macht_aus_keinem_feed_den_der_ganzen_stadt(
    feed: str, frage: str, client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot(durch=netzwerk)
    antwort = client.get(f"/angebote/{feed}?{frage}")
    assert (antwort.status_code, antwort["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert ": " in antwort.content.decode()
    assert "Krabbelgruppe" not in antwort.content.decode()


def test_die_api_blaettert_weiter(
    client: Client, netzwerk: Benutzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "JE_SEITE", 1)
    for wochentag, titel in ((2, "Eins"), (3, "Zwei")):
        fabriken.angebot(titel, durch=netzwerk, reihe={"wochentage": [wochentag]})
    erste = client.get("/api/v1/angebote").json()
    zweite = client.get(f"/api/v1/angebote?nach={erste['weiter']}").json()
    assert [seite["angebote"][0]["titel"] for seite in (erste, zweite)] == ["Eins", "Zwei"]
    assert zweite["weiter"] is None


def test_die_tabelle_oeffnet_sich_ohne_formel(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot("=1+1", durch=netzwerk, kosten_cent=450)
    text = client.get("/angebote/daten/angebote.csv").content.decode("utf-8-sig")
    kopf, zeile = csv.reader(io.StringIO(text), delimiter=";")
    werte = dict(zip(kopf, zeile, strict=True))
    assert (werte["titel"], werte["kosten_euro"]) == ("'=1+1", "4,50")


def test_der_katalog_fuehrt_zu_allem_was_es_gibt(client: Client) -> None:
    katalog = client.get("/angebote/daten/katalog.jsonld").json()
    for verteilung in katalog["dcat:distribution"]:
        adresse = verteilung["dcat:accessURL"]["@id"].removeprefix("http://testserver")
        assert client.get(adresse).status_code == 200


def test_nur_die_liste_zum_einbetten_darf_in_fremde_seiten(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    antwort = client.get("/angebote/einbetten/?frei=on")
    assert "Krabbelgruppe" in antwort.content.decode()
    assert "frame-ancestors *" in antwort["Content-Security-Policy"]
    assert "X-Frame-Options" not in antwort
    assert not antwort.cookies
    assert "<form" not in antwort.content.decode()
    liste = client.get("/angebote/")
    assert "frame-ancestors 'none'" in liste["Content-Security-Policy"]
    assert liste["X-Frame-Options"] == "DENY"


@pytest.fixture
def herbst(db: None) -> Schulferien:
    return Schulferien.objects.get(name="Herbstferien 2026")


def ferienangebot(netzwerk: Benutzer, von: date, *, bis_uhr: int = 16, **felder: Any) -> None:
    reihe = {
        "rhythmus": Rhythmus.TAEGLICH, "wochentage": [], "von": von, "bis": von + timedelta(days=4),
        "beginn": time(8), "ende": time(bis_uhr), "in_ferien": True,
    }  # fmt: skip
    fabriken.angebot(durch=netzwerk, art=Angebotsart.FERIEN, reihe=reihe, **felder)


def test_der_ferienplan_zeigt_luecken(herbst: Schulferien, netzwerk: Benutzer) -> None:
    geisweid = fabriken.ort("Schule", stadtteil="Geisweid")
    ferienangebot(netzwerk, date(2026, 10, 19), titel="Ganztags", ort=geisweid)
    ferienangebot(netzwerk, date(2026, 10, 26), titel="Vormittags", ort=geisweid, bis_uhr=12)
    fabriken.ort("Leer", stadtteil="Weidenau")
    plan = ferienplan(herbst)
    assert plan.wochen == (date(2026, 10, 19), date(2026, 10, 26))
    gezeigt = {
        str(stadtteil): [
            [(eines.angebot.titel, eines.tage, eines.ganztags) for eines in zelle] for _, zelle in zellen
        ]
        for stadtteil, zellen in plan.zeilen
    }
    assert gezeigt == {
        "Geisweid": [[("Ganztags", 5, True)], [("Vormittags", 5, False)]],
        "Weidenau": [[], []],
    }
    assert plan.luecken == 3


def test_betreuung_ohne_stadtteil_gilt_der_ganzen_stadt(
    client: Client, herbst: Schulferien, netzwerk: Benutzer
) -> None:
    """No gap of a district is filled by it; a date that is moved to such a place does no harm."""
    schule, hof = (
        fabriken.ort("Schule", stadtteil="Geisweid"),
        Ort.objects.create(name="Waldhof", sortierschluessel="waldhof"),
    )
    ferienangebot(netzwerk, date(2026, 10, 19), titel="Waldspiele", ort=hof)
    ferienangebot(netzwerk, date(2026, 10, 26), titel="Ohne Ort", ort=None)
    ferienangebot(netzwerk, date(2026, 10, 26), titel="Schulspiele", ort=schule)
    termin = Angebot.objects.get(titel="Schulspiele").termine.order_by("beginn")[4]
    termin_verlegen(termin.pk, beginn=termin.beginn, ende=termin.ende, ort=hof, hinweis="", durch=netzwerk)
    plan = ferienplan(herbst)
    gezeigt = {
        str(stadtteil): [[(eines.angebot.titel, eines.tage) for eines in zelle] for _, zelle in zellen]
        for stadtteil, zellen in plan.zeilen
    }
    assert gezeigt == {
        "Geisweid": [[], [("Schulspiele", 4)]],
        "None": [[("Waldspiele", 5)], [("Ohne Ort", 5), ("Schulspiele", 1)]],
    }
    assert plan.luecken == 1
    seite = client.get("/angebote/ferien/").content.decode()
    assert "ganze Stadt" in seite
    assert "Mo–Do, 8:00–16:00" in seite
    assert "Fr, 8:00–16:00" in seite


def test_der_ferienplan_nennt_freie_plaetze(client: Client, herbst: Schulferien, netzwerk: Benutzer) -> None:
    montag = date(2026, 10, 19)
    ferienwoche = {"von": montag, "bis": montag, "wochentage": [1], "in_ferien": True}
    ort = fabriken.ort("Schule", stadtteil="Geisweid")
    angebot = fabriken.kurs(durch=netzwerk, art="ferien", ort=ort, reihe=ferienwoche, plaetze=2)
    fabriken.anmeldung(angebot)
    assert "noch 1 Platz" in client.get("/angebote/ferien/").content.decode()
    fabriken.anmeldung(angebot, "Ada")
    caches["seiten"].clear()
    assert "Warteliste" in client.get("/angebote/ferien/").content.decode()


def test_eine_angebrochene_woche_beginnt_mit_den_ferien(herbst: Schulferien, netzwerk: Benutzer) -> None:
    schule = fabriken.ort("Schule", stadtteil="Geisweid")
    weihnachten = Schulferien.objects.get(name="Weihnachtsferien 2026/27")  # from a Wednesday on
    fabriken.angebot(
        durch=netzwerk, art=Angebotsart.FERIEN, ort=schule,
        reihe={"von": date(2026, 12, 23), "wochentage": [3], "bis": date(2026, 12, 23), "in_ferien": True},
    )  # fmt: skip
    plan = ferienplan(weihnachten)
    assert plan.wochen == (date(2026, 12, 23), date(2026, 12, 28), date(2027, 1, 4))
    assert [len(zelle) for _, zellen in plan.zeilen for _, zelle in zellen] == [1, 0, 0]


def test_der_ferienplan_beginnt_mit_den_naechsten_ferien(client: Client, herbst: Schulferien) -> None:
    assert client.get("/angebote/ferien/").context["plan"].ferien == herbst
    ostern = Schulferien.objects.get(name="Osterferien 2027")
    assert client.get(f"/angebote/ferien/?ferien={ostern.pk}").context["plan"].ferien == ostern
    assert client.get("/angebote/ferien/?ferien=x").context["plan"].ferien == herbst
    Schulferien.objects.all().delete()
    assert "Noch keine Ferien eingetragen" in client.get("/angebote/ferien/").content.decode()


@pytest.mark.parametrize("adresse", ["/api/v1/angebote", "/angebote/kalender.ics", "/angebote/neues.rss"])
def test_der_tag_filtert_auch_was_programme_bekommen(
    adresse: str, client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot("Dienstags", durch=netzwerk)
    fabriken.angebot("Mittwochs", durch=netzwerk, reihe={"wochentage": [3]})
    inhalt = client.get(f"{adresse}?am=2026-09-08").content.decode()
    assert "Dienstags" in inhalt
    assert "Mittwochs" not in inhalt
    assert "20260915" not in inhalt


def test_neues_und_kalender_tragen_die_auswahl_weiter(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    fabriken.angebot("Teuer", durch=netzwerk, kosten_cent=500)
    seite = client.get("/angebote/?frei=on").content.decode()
    assert seite.count('href="/angebote/neues.rss?frei=on"') == 2
    assert "Teuer" not in client.get("/angebote/neues.rss?frei=on").content.decode()


@pytest.mark.parametrize(
    ("frage", "satz"),
    [
        ("am=2026-02-31", "An diesem Tag: Bitte ein gültiges Datum"),
        ("ort=Nirgendwo", "Stadtteil: Das ist keine gültige Auswahl. Bitte wählen Sie aus der Liste."),
        ("alter=x", "Alter Ihres Kindes: Das ist keine gültige Auswahl."),
    ],
)
def test_eingebettet_ist_ein_falscher_filter_ein_satz(
    frage: str, satz: str, client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot(durch=netzwerk)
    inhalt = client.get(f"/angebote/einbetten/?{frage}").content.decode()
    assert satz in re.sub(r"<[^>]+>", "", inhalt)
    assert "Krabbelgruppe" not in inhalt


def test_der_katalog_sagt_wann_sich_zuletzt_etwas_geaendert_hat(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    stand = client.get("/angebote/daten/katalog.jsonld").json()["dct:modified"]
    with kalender.stichtag(HEUTE + timedelta(days=30)):
        entwurf = fabriken.angebot("Entwurf", durch=netzwerk)
        stand_aendern(entwurf.pk, Angebotsstand.ENTWURF, durch=netzwerk)
        assert client.get("/angebote/daten/katalog.jsonld").json()["dct:modified"] == stand
        fabriken.angebot("Neu", durch=netzwerk)
        assert client.get("/angebote/daten/katalog.jsonld").json()["dct:modified"].startswith("2026-10-07")
