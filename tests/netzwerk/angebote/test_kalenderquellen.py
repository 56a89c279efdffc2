"""Calendars of partners: fetched from a server of ours, repeated, broken, changed."""

import re
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail
from django.utils import timezone

from familienbuero.einlesen.abholen import ABRUF, Abruf
from familienbuero.konten.models import Benutzer
from familienbuero.schreiben.dienste import wartende_senden
from netzwerk.angebote import dienste
from netzwerk.angebote.enums import Angebotsstand, Terminlage, Vorschlagsart
from netzwerk.angebote.models import (
    Aenderungsvorschlag,
    Angebot,
    Angebotstermin,
    AngebotVerlauf,
    Kalendereintrag,
    Kalenderquelle,
    Kalenderrechner,
    Terminreihe,
)
from tests import fabriken
from tests.grund.einlesen.test_kalenderdatei import EINMAL, REIHE, kalender

pytestmark = pytest.mark.django_db
# The server of the tests is on this machine, which is refused otherwise.
HIER = Abruf(nur_oeffentlich=False, sekunden=5)
KURS = f"{REIHE}\nRRULE:FREQ=WEEKLY;COUNT=3\nDESCRIPTION:Für Eltern.\\nMit <b>Kaffee</b>."


class Feed:
    """What the server of the partner answers with."""

    def __init__(self) -> None:
        self.inhalt: bytes | None = b""
        self.quelle: Kalenderquelle

    def holen(self, *ereignisse: str) -> Kalenderquelle:
        self.inhalt = kalender(*ereignisse)
        return self.noch_einmal()

    def noch_einmal(self) -> Kalenderquelle:
        dienste.kalender_holen(self.quelle.pk, abruf=HIER)
        self.quelle.refresh_from_db()
        return self.quelle


@pytest.fixture
def feed(db: None) -> Iterator[Feed]:
    feed = Feed()

    class Antwort(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if feed.inhalt is None:
                return self.send_error(500)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(feed.inhalt)
            return None

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Antwort)
    faden = threading.Thread(target=server.serve_forever, daemon=True)
    faden.start()
    Kalenderrechner.objects.create(name="127.0.0.1")
    feed.quelle = Kalenderquelle.objects.create(
        organisation=fabriken.organisation(),
        adresse=f"http://127.0.0.1:{server.server_address[1]}/feed.ics",
        ort=fabriken.ort(),
    )
    yield feed
    server.shutdown()
    server.server_close()
    faden.join()


def alles() -> list[object]:
    """All that a calendar can touch, with its keys."""
    return [
        sorted(map(repr, modell.objects.values()))
        for modell in (Angebot, Angebotstermin, AngebotVerlauf, Terminreihe, Kalendereintrag)
    ]


def tage(titel: str) -> list[date]:
    return list(Angebot.objects.get(titel=titel).termine.order_by("tag").values_list("tag", flat=True))


def test_aus_eintraegen_werden_entwuerfe_mit_terminen(feed: Feed):
    quelle = feed.holen(EINMAL, KURS)
    assert (quelle.fehler, quelle.termine) == ("", 4)
    kurs = Angebot.objects.get(titel="Kurs")
    assert (kurs.status, kurs.organisation, kurs.ort) == (
        Angebotsstand.ENTWURF, quelle.organisation, quelle.ort,
    )  # fmt: skip
    assert (kurs.kurz, kurs.text) == ("Für Eltern.", "<p>Für Eltern.\nMit Kaffee.</p>")
    assert tage("Kurs") == [date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26)]
    assert tage("Treff") == [date(2026, 9, 10)]
    assert kurs.verlauf.filter(rolle="system", warum="kalender").exists()


def test_noch_einmal_geholt_aendert_nichts(feed: Feed):
    feed.holen(EINMAL, KURS)
    vorher = alles()
    feed.noch_einmal()
    assert alles() == vorher


@pytest.mark.parametrize(
    "inhalt", [None, b"", b"kaputt", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n\xff", kalender()]
)
def test_ein_kaputter_kalender_laesst_alles_wie_es_war_und_sagt_es(inhalt: bytes | None, feed: Feed):
    gelungen = feed.holen(EINMAL, KURS).gelungen_am
    vorher = alles()
    feed.inhalt = inhalt
    quelle = feed.noch_einmal()
    assert quelle.fehler
    assert (alles(), quelle.gelungen_am, quelle.termine) == (vorher, gelungen, 4)
    assert feed.holen(EINMAL, KURS).fehler == ""


def test_was_umzieht_zieht_um_und_was_fort_ist_ist_fort(feed: Feed):
    feed.holen(EINMAL, KURS)
    feed.holen(EINMAL.replace("20260910", "20260911"), KURS.replace("COUNT=3", "COUNT=2"))
    assert tage("Treff") == [date(2026, 9, 11)]
    assert tage("Kurs") == [date(2026, 10, 12), date(2026, 10, 19)]
    assert Angebot.objects.count() == 2


def test_die_worte_gehoeren_dem_buero_die_termine_dem_kalender(feed: Feed, netzwerk: Benutzer):
    feed.holen(EINMAL)
    angebot = Angebot.objects.get()
    angebot.titel = "Elterntreff"
    dienste.angebot_schreiben(angebot, durch=netzwerk)
    dienste.stand_aendern(angebot.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    feed.holen(EINMAL.replace("SUMMARY:Treff", "SUMMARY:TREFF!!").replace("T093000", "T100000"))
    angebot.refresh_from_db()
    assert (angebot.titel, angebot.status) == ("Elterntreff", Angebotsstand.VEROEFFENTLICHT)
    assert Terminreihe.objects.get().beginn.hour == 10


def test_was_der_kalender_absagt_faellt_aus_und_findet_doch_statt(feed: Feed):
    feed.holen(EINMAL)
    termin = Angebot.objects.get().termine.get()
    for zusatz, lage in (("\nSTATUS:CANCELLED", Terminlage.FAELLT_AUS), ("", Terminlage.FINDET_STATT)):
        feed.holen(EINMAL + zusatz)
        termin.refresh_from_db()
        assert termin.lage == lage
    feed.holen(EINMAL, "UID:9\nSTATUS:CANCELLED\n" + EINMAL.split("\n", 1)[1])
    assert Angebot.objects.count() == 1


def test_was_das_buero_abgesagt_hat_bleibt_abgesagt(feed: Feed, netzwerk: Benutzer):
    feed.holen(EINMAL)
    termin = Angebot.objects.get().termine.get()
    dienste.termin_absagen(termin.pk, hinweis="Umbau", durch=netzwerk)
    feed.noch_einmal()
    termin.refresh_from_db()
    assert (termin.lage, termin.hinweis) == (Terminlage.FAELLT_AUS, "Umbau")


@pytest.fixture
def kurs(feed: Feed, netzwerk: Benutzer) -> Angebot:
    """A course of three dates out of the calendar for which two families have signed up, one without mail."""
    feed.holen(KURS)
    Angebot.objects.update(anmeldeweg="online", plaetze=5)
    kurs = Angebot.objects.get()
    dienste.stand_aendern(kurs.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    fabriken.anmeldung(kurs, "Ada")
    angaben = dienste.Anmeldeangaben(name="Bea", telefon="0271 1", alter_monate=4)
    dienste.anmelden(kurs.pk, angaben)
    wartende_senden()
    mail.outbox.clear()
    return kurs


@pytest.mark.parametrize(
    ("danach", "betreff", "satz"),
    [
        (KURS.replace("COUNT=3", "COUNT=2"), "fällt aus", "26. Oktober 2026, 9:30 Uhr fällt aus."),
        (f"{KURS}\nSTATUS:CANCELLED", "fällt aus", "12. Oktober 2026, 9:30 Uhr fällt aus."),
        (KURS.replace("T093000", "T100000"), "ist verlegt", "jetzt am Montag, 12. Oktober 2026, 10:00 Uhr."),
    ],
    ids=["fort", "abgesagt", "verlegt"],
)
def test_aendert_der_kalender_termine_erfahren_es_angemeldete_und_das_buero(
    danach: str, betreff: str, satz: str, feed: Feed, kurs: Angebot
):
    """Once, however often the calendar is fetched."""
    anzahl = 1 if "COUNT=2" in danach else 3
    feed.holen(EINMAL, danach)
    feed.noch_einmal()
    wartende_senden()
    assert [brief.to for brief in mail.outbox] == [["ada@familie.example"]] * anzahl
    assert all(betreff in brief.subject for brief in mail.outbox)
    bescheid = Aenderungsvorschlag.objects.get()
    assert (bescheid.angebot, bescheid.art, bescheid.ansprechperson) == (kurs, Vorschlagsart.ABSAGE, None)
    assert satz in bescheid.bemerkung
    assert "Anmeldungen: 2." in bescheid.bemerkung
    assert "Ohne Adresse: 1, bitte anrufen." in bescheid.bemerkung
    assert len(tage("Kurs")) == 3


def test_ist_alles_abgesagt_sagt_der_kalender_nichts_mehr(feed: Feed, kurs: Angebot, netzwerk: Benutzer):
    dienste.stand_aendern(kurs.pk, Angebotsstand.ABGESAGT, durch=netzwerk)
    wartende_senden()
    mail.outbox.clear()
    for danach in (KURS.replace("T093000", "T100000"), f"{KURS}\nSTATUS:CANCELLED", EINMAL):
        assert feed.holen(danach).fehler == ""
    wartende_senden()
    assert (mail.outbox, Aenderungsvorschlag.objects.count()) == ([], 0)


def test_kommt_zurueck_was_fort_war_findet_es_doch_statt(feed: Feed, kurs: Angebot):
    feed.holen(KURS.replace("COUNT=3", "COUNT=2"))
    feed.holen(KURS)
    assert set(kurs.termine.values_list("lage", flat=True)) == {Terminlage.FINDET_STATT}
    assert "findet doch statt" in Aenderungsvorschlag.objects.first().bemerkung


def test_ist_alles_abgesagt_holt_der_kalender_seine_absage_nach(feed: Feed, netzwerk: Benutzer):
    feed.holen(EINMAL)
    termin = Angebot.objects.get().termine.get()
    faellt_aus = EINMAL + "\nSTATUS:CANCELLED"
    for stand, lage in (
        (Angebotsstand.VEROEFFENTLICHT, Terminlage.FINDET_STATT),
        (Angebotsstand.ABGESAGT, Terminlage.FINDET_STATT),
        (Angebotsstand.VEROEFFENTLICHT, Terminlage.FAELLT_AUS),
    ):
        dienste.stand_aendern(termin.angebot_id, stand, durch=netzwerk)
        feed.holen(faellt_aus if stand == Angebotsstand.ABGESAGT or lage == Terminlage.FAELLT_AUS else EINMAL)
        feed.quelle.refresh_from_db()
        termin.refresh_from_db()
        assert (feed.quelle.fehler, termin.lage) == ("", lage)


def test_ohne_erlaubnis_und_ohne_offene_tuer_wird_niemand_gefragt(feed: Feed):
    feed.inhalt = kalender(EINMAL)
    dienste.kalender_holen(feed.quelle.pk)
    feed.quelle.refresh_from_db()
    assert "https://" in feed.quelle.fehler
    dienste.rechner_erlauben(["kalender.example.org"])
    assert "nicht auf der Liste" in feed.noch_einmal().fehler
    assert not Angebot.objects.exists()


@pytest.mark.parametrize(
    "inhalt",
    [
        b"<html>Bitte anmelden</html>",
        b"BEGIN:VCALENDAR\r\n" + b"\xff\xfe\x00" * 100,
        kalender(f"{REIHE}\nRRULE:FREQ=SECONDLY"),
        kalender(*[f"UID:{n}\n{EINMAL.split(chr(10), 1)[1]}" for n in range(2_100)]),
        b"BEGIN:VCALENDAR\r\n" + b"X" * ABRUF.bytes_,
        None,
    ],
    ids=["Webseite", "kaputt", "jede Sekunde", "zu viele", "zu groß", "Fehler"],
)
def test_was_nicht_gelesen_wird_sagt_was_hilft(inhalt: bytes | None, feed: Feed):
    feed.inhalt = inhalt
    quelle = feed.noch_einmal()
    assert re.search(r"Bitte (fragen|sagen) Sie|Wir versuchen es später", quelle.fehler)
    assert not Angebot.objects.exists()


def test_wer_lange_nicht_gelesen_wird_steht_unter_heute(feed: Feed, netzwerk: Benutzer, als):
    """Not after a single night, and not any more once nobody wants it fetched."""
    client, satz = als(netzwerk), "Kalender von Partnern nicht zu lesen"
    feed.holen(EINMAL)
    feed.inhalt = None
    feed.noch_einmal()
    assert satz not in client.get("/heute/").content.decode()
    Kalenderquelle.objects.update(gelungen_am=timezone.now() - timedelta(days=2))
    assert satz in client.get("/heute/").content.decode()
    Kalenderquelle.objects.update(aktiv=False)
    assert satz not in client.get("/heute/").content.decode()


def test_auch_ein_sehr_langer_name_laesst_den_fehler_stehen(feed: Feed):
    """A computer that was allowed once, and is not any more."""
    name = ".".join(["a" * 60] * 4)
    Kalenderquelle.objects.update(adresse=f"https://{name}.example/a.ics")
    assert feed.noch_einmal().fehler.startswith(f"Der Rechner „{name}")


def test_geholt_wird_was_lange_niemand_geholt_hat(feed: Feed):
    assert [dienste.faellige_kalender_holen() for _ in range(2)] == [1, 0]
    dienste.kalender_vormerken(feed.quelle.pk)
    assert dienste.faellige_kalender_holen() == 1
    Kalenderquelle.objects.update(aktiv=False, geholt_am=None)
    assert dienste.faellige_kalender_holen() == 0


@pytest.mark.parametrize(
    ("adresse", "satz"),
    [
        ("https://kalender.example.org/a.ics", ""),
        ("https://anderswo.example/a.ics", "nicht auf der Liste"),
        ("http://kalender.example.org/a.ics", "https://"),
        ("https://kalender.example.org:8080/a.ics", "https://"),
    ],
)
def test_eingetragen_wird_nur_ein_kalender_eines_erlaubten_rechners(
    adresse: str, satz: str, netzwerk: Benutzer, als
):
    dienste.rechner_erlauben(["kalender.example.org"])
    daten = {"organisation": str(fabriken.organisation().pk), "adresse": adresse, "aktiv": "on"}
    seite = als(netzwerk).post("/netzwerk/angebote/kalender/neu/", daten)
    assert Kalenderquelle.objects.count() == (not satz)
    assert satz in seite.content.decode()


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "https://a.example", "a.example/weg", "2130706433", "a b"]
)
def test_erlaubt_wird_nur_ein_name(name: str, verwaltung: Benutzer, als):
    antwort = als(verwaltung).post(
        "/netzwerk/angebote/kalender/rechner/", {"rechner": f"Gut.example\n{name}"}
    )
    assert antwort.status_code == 200
    assert not Kalenderrechner.objects.exists()
    als(verwaltung).post("/netzwerk/angebote/kalender/rechner/", {"rechner": "Gut.example\n\ngut.example"})
    assert [zeile.name for zeile in Kalenderrechner.objects.all()] == ["gut.example"]
