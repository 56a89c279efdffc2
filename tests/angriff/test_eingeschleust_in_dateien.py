"""A9: markup in names and texts is text in letters, sheets, calendars, tables and mails too."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import vobject
from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.template import engines
from django.urls import reverse
from icalendar import Calendar

from familienbuero.einlesen.regeln import csv_ausgeben
from familienbuero.kalender.icalendar import Eintrag, kalenderfeed, termindatei
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.dienste import einladung_schicken
from familienbuero.konten.enums import Rolle
from familienbuero.schreiben.dienste import wartende_senden
from familienbuero.seiten.views import auskunft
from familienbuero.stammdaten.dienste import kommune
from netzwerk.angebote.dienste import link_verschicken, vorschlag_ablehnen
from netzwerk.angebote.dienste.mitteilen import allen_mitteilen
from netzwerk.angebote.dokumente import anmeldung as anmeldepapier
from netzwerk.angebote.dokumente import papier as angebotspapier
from netzwerk.angebote.enums import Mailart
from netzwerk.angebote.models import Aenderungsvorschlag, Angebot, Anmeldung
from netzwerk.partner.models import Ansprechperson
from tests.angriff.test_eingeschleust import LASTEN, MARKE, Gehorsam, verseuchen
from tests.bestand import Bestand
from tests.stoerung.conftest import stadt
from tests.stoerung.formulare import angemeldet
from tests.stoerung.groesse import groesse
from tests.test_zugriff import ERLAUBT, MUSTER, adresse
from willkommensbesuche.besuche import dokumente as papier
from willkommensbesuche.besuche.dienste import abo
from willkommensbesuche.einladungen import dokumente as briefe

__all__ = ["stadt"]
pytestmark = pytest.mark.django_db
RUNDEN = range(groesse(2, 30))
# Addresses that set a document, with the style sheet that belongs to it.
DOKUMENTE = {
    "einladungen:muster": ("brief", Rolle.LEITUNG),
    "einladungen:etiketten": ("etiketten", Rolle.LEITUNG),
    "einladungen:umschlaege": ("umschlaege", Rolle.LEITUNG),
    "besuche:mein_blatt": ("tagesblatt", Rolle.BESUCHSDIENST),
    "seiten:auskunft_pdf": ("bericht", Rolle.LEITUNG),
    "angebotspflege:heft": ("heft", Rolle.NETZWERK),
    "angebotspflege:plakat": ("plakat", Rolle.NETZWERK),
}
# What browsers show as text, hand to another program or keep, but never run.
NUR_DATEN = (
    "text/plain", "text/calendar", "application/json", "application/ld+json", "application/manifest+json",
    "application/rss+xml",
)  # fmt: skip
EIGENER_STIL = re.compile(r"<style>\.kopf strong, \.termin strong { color: #[0-9a-fA-F]{6} }</style>")
# What would begin a line of its own in a calendar, if anybody let it.
ZEILEN = [
    "\r\nATTACH:http://boese.example/666",
    "\nBEGIN:VALARM\nACTION:AUDIO\nEND:VALARM",
    "\\nURL:javascript:666",
]


@pytest.fixture
def gesetzt(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """The HTML of every document on its way to the printer, with its style sheet."""
    alle: list[tuple[str, str]] = []
    eigentlich = briefe.setzen

    def setzen(html: str, *, stil: str, **mehr: Any) -> bytes:
        alle.append((stil, EIGENER_STIL.sub("", html)))
        return eigentlich(html, stil=stil, **mehr)

    for ort in (briefe, papier, auskunft, angebotspapier, anmeldepapier):
        monkeypatch.setattr(ort, "setzen", setzen)
    return alle


def aller_dokumente(stadt: Bestand) -> list[HttpResponse]:
    antworten = []
    for name, (_, rolle) in DOKUMENTE.items():
        weg = adresse(stadt, name, stadt.eigene)
        if name == "besuche:mein_blatt":
            weg += "?tag=2026-09-08"
        antwort = angemeldet(stadt.personen[rolle]).get(weg)
        assert (name, antwort.status_code) == (name, 200)
        antworten.append(antwort)
    return antworten


def tut_etwas(datei: bytes) -> list[str]:
    """What a reader of PDF would run or open by itself, and links that lead to a script."""
    with pikepdf.open(io.BytesIO(datei)) as dokument:
        taten = [obj for obj in dokument.objects if isinstance(obj, pikepdf.Dictionary) and "/S" in obj]
        wege = [str(tat.get("/URI", tat.S)) for tat in taten if tat.S in ("/URI", "/JavaScript", "/Launch")]
        selbst = [name for name in ("/OpenAction", "/AA") if name in dokument.Root]
    return [*selbst, *(weg for weg in wege if not weg.startswith(settings.OEFFENTLICHE_ADRESSE))]


def test_es_gibt_kein_dokument_das_hier_fehlt() -> None:
    stile = {datei.stem for datei in Path(settings.BASE_DIR, "static", "css", "pdf").glob("*.css")}
    assert {stil for stil, _ in DOKUMENTE.values()} == stile - {"schriften"}


@pytest.mark.parametrize("runde", RUNDEN)
def test_kein_dokument_gehorcht_eingeschleustem(
    runde: int, stadt: Bestand, gesetzt: list[tuple[str, str]]
) -> None:
    assert verseuchen(runde) >= 20
    dateien = aller_dokumente(stadt)
    assert [stil for stil, _ in gesetzt] == [stil for stil, _ in DOKUMENTE.values()]
    gelesen = {stil: Gehorsam(html) for stil, html in gesetzt}
    assert {stil: seite.schlecht for stil, seite in gelesen.items() if seite.schlecht} == {}
    assert [stil for stil, seite in gelesen.items() if not seite.zeigt] == []
    assert [tut_etwas(antwort.content) for antwort in dateien] == [[]] * len(DOKUMENTE)


def test_gegenprobe_ohne_maskieren_gehorcht_jedes_dokument(
    stadt: Bestand, gesetzt: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    verseuchen(0)
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    aller_dokumente(stadt)
    assert [stil for stil, html in gesetzt if not Gehorsam(html).schlecht] == []


def eintraege() -> list[Eintrag]:
    beginn, ende = (datetime(2026, 9, 8, stunde, tzinfo=BERLIN) for stunde in (9, 10))
    return [
        Eintrag(kennung=f"{nummer}@57072", titel=last, beschreibung=last, beginn=beginn, ende=ende)
        for nummer, last in enumerate([*LASTEN, *ZEILEN])
    ]


EIGENSCHAFTEN = {"UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DTSTAMP", "STATUS"}


def test_in_einem_kalender_ist_eingeschleustes_ein_text() -> None:
    feed = kalenderfeed(eintraege(), name=LASTEN[0])
    for datei in (feed, *map(termindatei, eintraege())):
        kalender = Calendar.from_ical(datei)
        assert {teil.name for teil in kalender.walk()} == {"VCALENDAR", "VEVENT"}
        assert {name for termin in kalender.walk("VEVENT") for name in termin} == EIGENSCHAFTEN
    titel = [str(termin["SUMMARY"]) for termin in Calendar.from_ical(feed).walk("VEVENT")]
    assert titel == [eintrag.titel.replace("\r\n", "\n") for eintrag in eintraege()]
    # Another reader sees no more than that.
    termine = vobject.readOne(feed.decode()).vevent_list
    assert {kind.name for termin in termine for kind in termin.getChildren()} == EIGENSCHAFTEN


def test_gegenprobe_wer_zeilen_nicht_maskiert_bekommt_fremde_eigenschaften() -> None:
    roh = termindatei(eintraege()[0]).decode()
    vergiftet = re.sub(r"SUMMARY:.*(\r\n .*)*", lambda _: f"SUMMARY:x{ZEILEN[0]}", roh)
    (termin,) = Calendar.from_ical(vergiftet).walk("VEVENT")
    assert "ATTACH" in termin


def test_der_abonnierte_kalender_zeigt_nichts_eingeschleustes(stadt: Bestand, client: Any) -> None:
    token = abo.abo_erneuern(fuer=stadt.personen[Rolle.BESUCHSDIENST])
    for runde in RUNDEN:
        verseuchen(runde)
        antwort = client.get(reverse("besuche:kalenderfeed", args=[token]))
        assert antwort.status_code == 200
        assert MARKE not in antwort.content.decode()
        termine = Calendar.from_ical(antwort.content).walk("VEVENT")
        assert len(termine) >= 1
        assert {name for termin in termine for name in termin} <= EIGENSCHAFTEN | {"URL"}


def test_in_einer_tabelle_bleibt_jede_last_in_ihrer_zelle() -> None:
    alle = [*LASTEN, *ZEILEN, 'a";b\r\nc', "d;e"]
    datei = csv_ausgeben(["Vorn", "Last", "Hinten"], [["1", last, "2"] for last in alle])
    gelesen = list(csv.reader(io.StringIO(datei.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [(vorn, hinten) for vorn, _, hinten in gelesen[1:]] == [("1", "2")] * len(alle)
    assert all(zelle.endswith(last) for (_, zelle, _), last in zip(gelesen[1:], alle, strict=True))


def test_was_keine_seite_ist_liest_kein_browser_als_seite(stadt: Bestand) -> None:
    """Nobody may guess another type; what people filled in is plain text, data or a download."""
    verseuchen(0)
    gesehen, mit_last = 0, 0
    for rolle in (Rolle.LEITUNG, Rolle.VERWALTUNG, Rolle.BESUCHSDIENST):
        client = angemeldet(stadt.personen[rolle])
        for name in MUSTER:
            if ERLAUBT["GET", name][rolle] != 200:
                continue
            antwort = client.get(adresse(stadt, name, stadt.eigene))
            if antwort.headers.get("Content-Type", "").startswith("text/html"):
                continue
            gesehen += 1
            assert antwort.headers["X-Content-Type-Options"] == "nosniff", name
            inhalt = b"".join(antwort) if antwort.streaming else antwort.content
            if MARKE in inhalt.decode(errors="ignore"):
                mit_last += 1
                art, wohin = (antwort.headers.get(n, "") for n in ("Content-Type", "Content-Disposition"))
                daten = art.startswith(NUR_DATEN)
                assert daten or wohin.startswith("attachment"), name
            if antwort.headers["Content-Type"].startswith("application/json"):
                json.loads(inhalt)
    assert gesehen >= 30
    assert mit_last >= 2


def einladen(stadt: Bestand, last: str) -> None:
    stadt.kollegin.vorname = stadt.kollegin.nachname = last
    einladung_schicken(konto=stadt.kollegin)


def familien_schreiben(stadt: Bestand, last: str) -> None:
    """Every mail that somebody who has signed up can get."""
    anmeldung = Anmeldung.objects.get(pk=stadt.anmeldung.pk)
    anmeldung.name = anmeldung.angebot.titel = last
    termin = stadt.kurs.termine.order_by("beginn")[0]
    termin.hinweis = last
    for art in Mailart:
        allen_mitteilen([anmeldung], art, termin=termin if art.startswith("termin_") else None)


def partnern_schreiben(stadt: Bestand, last: str) -> None:
    """The link, the question twice a year and its reminder, and what has become of a proposal."""
    Ansprechperson.objects.filter(pk=stadt.ansprechperson.pk).update(name=last)
    Angebot.objects.filter(pk=stadt.angebot.pk).update(titel=last)
    for anlass in ("link", "frage", "erinnerung"):
        link_verschicken(stadt.ansprechperson.pk, anlass=anlass)
    Aenderungsvorschlag.objects.filter(pk=stadt.vorschlag.pk).update(status="offen")
    vorschlag_ablehnen(stadt.vorschlag.pk, antwort=last, durch=stadt.kollegin)


MAILS = {einladen: 1, familien_schreiben: len(Mailart), partnern_schreiben: 4}


@pytest.mark.parametrize("schreiben", MAILS)
def test_eine_mail_ist_ein_text_mit_einem_betreff_aus_einer_zeile(
    schreiben: Callable[[Bestand, str], None], stadt: Bestand
) -> None:
    gemeinde, lasten = kommune(), [*LASTEN[:: groesse(5, 1)], *ZEILEN]
    for last in lasten:
        gemeinde.name = gemeinde.amt = last[:60]
        gemeinde.save()
        schreiben(stadt, last)
        while wartende_senden():
            pass
    assert len(mail.outbox) == len(lasten) * MAILS[schreiben]
    assert sum(MARKE in f"{brief.subject} {brief.body}" for brief in mail.outbox) >= len(lasten) - 1
    for brief in mail.outbox:
        nachricht = brief.message()
        assert nachricht.get_content_type() == "text/plain"
        assert set(nachricht.keys()) - {"Auto-Submitted"} == {
            "Content-Type", "MIME-Version", "Content-Transfer-Encoding",
            "Subject", "From", "To", "Date", "Message-ID",
        }  # fmt: skip
        assert not {"\r", "\n"} & set(brief.subject)
