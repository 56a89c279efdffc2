"""The public pages of the offers, and the calendars that programs subscribe to."""

import io
import json
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from icalendar import Calendar

from familienbuero import kalender
from familienbuero.konten.models import Benutzer
from netzwerk.angebote.dienste import angebot_kopieren, stand_aendern, termin_absagen, termin_verlegen
from netzwerk.angebote.enums import Angebotsstand, Rhythmus
from tests import fabriken
from tests.browser.brief import text as plakattext
from tests.conftest import HEUTE

pytestmark = pytest.mark.django_db


def seite(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200, adresse
    return " ".join(re.sub(r"<[^>]+>", " ", antwort.content.decode()).split())


def test_jeder_filter_steht_in_der_adresse_und_laesst_sich_wegnehmen(
    client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot(durch=netzwerk, alter_von=6, alter_bis=18)
    antwort = client.get("/angebote/?alter=7&frei=on&ort=Weidenau&umkreis=2&tag=2&tag=3&q=krabbel")
    assert antwort.context["anzahl"] == 1
    wege = dict(antwort.context["gewaehlt"])
    assert set(wege) == {"krabbel", "7 Monate", "Weidenau und 2 km", "Di", "Mi", "kostenlos"}
    assert "umkreis" not in wege["Weidenau und 2 km"]
    assert "tag=3" in wege["Di"]
    assert "tag=2" not in wege["Di"]


@pytest.mark.parametrize(
    "frage",
    [
        "alter=700",
        "alter=x",
        "ort=Nirgendwo",
        "am=2026-02-31",
        "tag=9",
        "sprache=xx",
        "q=" + "x" * 99,
        "q=%00",
    ],
)
def test_ein_filter_den_es_nicht_gibt_filtert_nicht_und_sagt_es(
    frage: str, client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot(durch=netzwerk)
    antwort = client.get(f"/angebote/?{frage}")
    assert (antwort.status_code, antwort.context["anzahl"]) == (200, 1)
    assert antwort.context["filter"].errors


def test_ein_alter_zwischen_zwei_stufen_zaehlt_auf_den_monat(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot("Bis zwei", durch=netzwerk, alter_bis=29)
    fabriken.angebot("Ab zweieinhalb", durch=netzwerk, alter_von=30)
    antwort = client.get("/angebote/?alter=30")
    assert [angebot.titel for angebot in antwort.context["blatt"].zeilen] == ["Ab zweieinhalb"]
    assert antwort.context["gewaehlt"] == [("30 Monate", "?")]
    assert '<option value="30" selected>30 Monate</option>' in antwort.content.decode()
    for falsch in ("145", "030", "9" * 5000):
        assert client.get("/angebote/", {"alter": falsch}).context["filter"].errors


def test_wer_nichts_findet_erfaehrt_was_hilft(client: Client) -> None:
    assert "Nehmen Sie einen Filter weg" in seite(client, "/angebote/?q=einhorn")


def test_die_seite_eines_angebots_beantwortet_was_man_wissen_will(client: Client, netzwerk: Benutzer) -> None:
    ort = fabriken.ort(stufenlos=True, haltestelle="Haltestelle Bismarckhalle")
    fabriken.angebot(durch=netzwerk, ort=ort, alter_von=6, sprachen=["de", "tr"])
    text = seite(client, "/angebote/krabbelgruppe/")
    for wort in (
        "Dienstag, 8. September", "9:30 bis 11:00 Uhr, dann jede Woche", "Einfach kommen.", "ab 6 Monaten",
        "Stufenlos.", "Haltestelle Bismarckhalle", "Deutsch, Türkisch", "geprüft am 7. September 2026",
    ):  # fmt: skip
        assert wort in text


def test_was_ausfaellt_oder_verlegt_ist_steht_gross_da(client: Client, netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    erster, zweiter = angebot.termine.order_by("beginn")[:2]
    termin_absagen(erster.pk, hinweis="wegen einer Fortbildung", durch=netzwerk)
    spaeter = zweiter.beginn + timedelta(hours=3)
    anderswo = fabriken.ort("Stadtteilbüro")
    termin_verlegen(
        zweiter.pk,
        beginn=spaeter,
        ende=spaeter + timedelta(hours=1),
        ort=anderswo,
        hinweis="",
        durch=netzwerk,
    )
    text = seite(client, "/angebote/krabbelgruppe/")
    assert "Fällt aus, wegen einer Fortbildung: Dienstag, 8. September, 9:30 Uhr" in text
    assert "Verlegt: Dienstag, 15. September, 12:30 Uhr, Stadtteilbüro" in text
    assert text.index("Fällt aus") < text.index("dann jede Woche")
    assert "Di 8. September, 9:30 Fällt aus, wegen einer Fortbildung" in text
    assert "Di 15. September, 12:30 Verlegt" in text


@pytest.mark.parametrize(
    ("stand", "status", "satz"),
    [
        (Angebotsstand.ABGESAGT, 200, "Das Angebot ist abgesagt."),
        (Angebotsstand.BEENDET, 200, "Dieses Angebot ist zu Ende."),
        (Angebotsstand.ENTWURF, 404, "gibt es nicht"),
    ],
)
def test_was_nicht_mehr_im_netz_ist_sagt_es(
    stand: Angebotsstand, status: int, satz: str, client: Client, netzwerk: Benutzer
) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    stand_aendern(angebot.pk, stand, durch=netzwerk)
    antwort = client.get("/angebote/krabbelgruppe/")
    assert antwort.status_code == status
    assert satz in antwort.content.decode()
    assert "Krabbelgruppe" not in seite(client, "/angebote/")


def test_ueber_den_schmalen_spalten_des_monats_steht_ein_buchstabe_wo_es_keine_kurzen_namen_gibt(
    client: Client,
) -> None:
    kopf = re.compile(r'<th scope="col" aria-label="(.+?)">(.+?)</th>')
    persisch = kopf.findall(client.get("/fa/angebote/monat/").content.decode())
    assert [eng for _, eng in persisch] == list("دسچپجشی")
    assert all(name.startswith(eng) for name, eng in persisch)
    assert kopf.findall(client.get("/angebote/monat/").content.decode())[0] == ("Montag", "Mo")


def test_woche_und_monat_zeigen_die_termine(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    assert "Di 8. September 9:30 Uhr Krabbelgruppe" in seite(client, "/angebote/woche/?woche=2026-W37")
    monat = client.get("/angebote/monat/?monat=2026-09").context["wochen"]
    tage = {zelle.tag.day: zelle.anzahl for woche in monat for zelle in woche if zelle.im_monat}
    assert [tag for tag, anzahl in tage.items() if anzahl] == [8, 15, 22, 29]
    assert "Krabbelgruppe" in seite(client, "/angebote/?am=2026-09-15")
    assert "Krabbelgruppe" not in seite(client, "/angebote/?am=2026-09-16")


def test_der_kalender_traegt_dieselbe_auswahl_und_liest_sich_mit_zwei_programmen(
    client: Client, netzwerk: Benutzer
) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    fabriken.angebot("Teuer", durch=netzwerk, kosten_cent=500)
    erster = angebot.termine.order_by("beginn")[0]
    termin_absagen(erster.pk, hinweis="", durch=netzwerk)
    datei = client.get("/angebote/kalender.ics?frei=on").content
    gelesen = Calendar.from_ical(datei)
    eintraege = list(gelesen.walk("VEVENT"))
    assert {str(eintrag["SUMMARY"]) for eintrag in eintraege} == {"Krabbelgruppe"}
    assert str(eintraege[0]["STATUS"]) == "CANCELLED"
    assert Calendar.from_ical(gelesen.to_ical()) == gelesen
    assert {b"REFRESH-INTERVAL;VALUE=DURATION:PT1H", b"X-PUBLISHED-TTL;VALUE=DURATION:PT1H"} <= set(
        datei.splitlines()
    )
    anderes = vobject.readOne(datei.decode())
    assert anderes.vevent_list[0].dtstart.value == erster.beginn
    assert "Bismarckstraße" in anderes.vevent_list[1].location.value


def test_der_kalender_eines_angebots_hat_nur_seine_termine(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    fabriken.angebot("Andere", durch=netzwerk)
    datei = Calendar.from_ical(client.get("/angebote/krabbelgruppe/termine.ics").content)
    assert {str(eintrag["SUMMARY"]) for eintrag in datei.walk("VEVENT")} == {"Krabbelgruppe"}


def test_neues_kommt_als_rss(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot("Spiel & Spaß <b>", durch=netzwerk)
    baum = ElementTree.fromstring(client.get("/angebote/neues.rss").content)
    assert baum.findtext("channel/item/title") == "Spiel & Spaß <b>"
    assert (baum.findtext("channel/item/link") or "").endswith("/angebote/spiel-spass-b/")


def test_neu_ist_was_zuletzt_veroeffentlicht_wurde_auch_eine_kopie(
    client: Client, netzwerk: Benutzer
) -> None:
    alt = fabriken.angebot("Alt", durch=netzwerk)
    entwurf = angebot_kopieren(alt.pk, erster_tag=HEUTE + timedelta(days=14), durch=netzwerk)
    assert entwurf.veroeffentlicht_am is None
    with kalender.stichtag(HEUTE + timedelta(days=7)):
        fabriken.angebot("Zwischendurch", durch=netzwerk)
    with kalender.stichtag(HEUTE + timedelta(days=10)):
        stand_aendern(entwurf.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
        baum = ElementTree.fromstring(client.get("/angebote/neues.rss").content)
    neues = {
        eintrag.findtext("link", "").split("/")[-2]: parsedate_to_datetime(eintrag.findtext("pubDate", ""))
        for eintrag in baum.iter("item")
    }
    assert list(neues) == ["alt-2", "zwischendurch", "alt"]
    assert [(localtime(wann).date() - HEUTE).days for wann in neues.values()] == [10, 7, 0]


def test_was_zurueckgezogen_war_ist_nicht_noch_einmal_neu(client: Client, netzwerk: Benutzer) -> None:
    angebot = fabriken.angebot(durch=netzwerk)
    with kalender.stichtag(HEUTE + timedelta(days=7)):
        stand_aendern(angebot.pk, Angebotsstand.ENTWURF, durch=netzwerk)
        wieder = stand_aendern(angebot.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    assert wieder.veroeffentlicht_am == angebot.veroeffentlicht_am is not None


def test_maschinen_lesen_den_naechsten_termin_und_niemand_bricht_aus(
    client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot("Böse </script><script>alert(1)</script>", durch=netzwerk)
    inhalt = client.get("/angebote/boese-scriptscriptalert1script/").content.decode()
    (daten,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', inhalt)
    gelesen = json.loads(daten)
    assert gelesen["name"] == "Böse </script><script>alert(1)</script>"
    assert gelesen["startDate"].startswith("2026-09-08T")
    assert "<script>alert" not in inhalt


def test_hinter_vielen_ausfaellen_steht_was_als_naechstes_stattfindet(
    client: Client, als: Any, netzwerk: Benutzer
) -> None:
    taeglich = {"rhythmus": Rhythmus.TAEGLICH, "wochentage": [], "von": HEUTE + timedelta(days=1)}
    angebot = fabriken.angebot(durch=netzwerk, reihe=taeglich)
    for termin in angebot.termine.order_by("beginn")[:16]:
        termin_absagen(termin.pk, hinweis="wegen Umbau", durch=netzwerk)
    antwort = client.get("/angebote/krabbelgruppe/")
    text = seite(client, "/angebote/krabbelgruppe/")
    assert "Zurzeit kein Termin" not in text
    assert "Mittwoch, 30. September" in text
    assert "In den Kalender" in text
    assert "EventScheduled" in antwort.content.decode()
    assert len([termin for termin in antwort.context["termine"] if termin.findet_statt]) == 8
    assert len(antwort.context["ausnahmen"]) == 16
    plakat = als(netzwerk).get(reverse("angebotspflege:plakat", args=[angebot.pk])).getvalue()
    assert "Mittwoch, 30. September" in plakattext(plakat)
    with pikepdf.open(io.BytesIO(plakat)) as blaetter:
        assert len(blaetter.pages) == 1


def test_heute_offen_steht_auf_der_startseite_sonst_was_als_naechstes_kommt(
    client: Client, netzwerk: Benutzer
) -> None:
    fabriken.angebot("Morgen", durch=netzwerk)
    assert "Als Nächstes" in seite(client, "/")
    fabriken.angebot(
        "Heute spät", durch=netzwerk, reihe={"wochentage": [1], "beginn": "00:00", "ende": "23:59"}
    )
    text = seite(client, "/")
    assert "Heute offen" in text
    assert "Heute spät" in text
    assert "Morgen" not in text


def test_aus_dem_kalender_wird_nichts_geholt(client: Client, netzwerk: Benutzer) -> None:
    assert client.post("/angebote/").status_code == 405
    assert HEUTE.weekday() == 0


def test_die_seite_sagt_dass_in_den_ferien_nichts_ist(client: Client, netzwerk: Benutzer) -> None:
    fabriken.angebot(durch=netzwerk)
    fabriken.angebot("Immer", durch=netzwerk, reihe={"in_ferien": True})
    morgen = HEUTE + timedelta(days=1)
    fabriken.angebot("Zirkus", durch=netzwerk, reihe={"rhythmus": "einmalig", "von": morgen})
    ruht = "In den Schulferien keine Termine."
    assert ruht in seite(client, "/angebote/krabbelgruppe/")
    assert ruht not in seite(client, "/angebote/immer/")
    assert ruht not in seite(client, "/angebote/zirkus/")
    assert "data-drucken hidden" in client.get("/angebote/immer/").content.decode()
