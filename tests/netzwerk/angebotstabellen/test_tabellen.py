"""The office's own table of offers: checked row by row, taken over as drafts, once however often it comes."""

import io
from datetime import date, time
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from familienbuero.auftrag import Auftragsstand
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.models import Schulferien
from familienbuero.konten.models import Benutzer
from netzwerk.angebote.dienste import stand_aendern
from netzwerk.angebote.enums import Angebotsstand
from netzwerk.angebote.models import Angebot, Ort
from netzwerk.angebotstabellen import dienste
from netzwerk.angebotstabellen.models import Angebotstabelle
from netzwerk.angebotstabellen.regeln import leere_tabelle
from tests import fabriken
from tests.daten.angebotstabellen import FELDER, tabelle, zeile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stadt(settings: Any, tmp_path: Any, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path
    fabriken.organisation()
    fabriken.ort()


def uebernehmen(inhalt: bytes, wer: Benutzer) -> Angebotstabelle:
    neue = dienste.tabelle_pruefen(inhalt=inhalt, dateiname="angebote.csv", wer=wer)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=wer)
    for _ in range(2):  # a bell may ring twice
        dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    return neue


def test_aus_einer_zeile_wird_ein_entwurf_mit_terminen(netzwerk: Benutzer):
    ort = {"ort": "Familienzentrum Bismarckstraße"}
    eine = zeile(art="Kurs", ab="6", alter_bis="18", kosten="4,50 €", tage="Dienstag, Donnerstag", **ort)
    fertig = uebernehmen(tabelle(eine), netzwerk)
    assert (fertig.status, fertig.neu, fertig.eingang.vorhanden) == (Uebernahmestand.UEBERNOMMEN, 1, False)
    angebot = Angebot.objects.get()
    assert (angebot.status, angebot.art, angebot.kosten_cent, angebot.alter_von, str(angebot.ort)) == (
        Angebotsstand.ENTWURF, "kurs", 450, 6, "Familienzentrum Bismarckstraße",
    )  # fmt: skip
    reihe = angebot.reihen.get()
    assert (reihe.wochentage, reihe.von, reihe.beginn, reihe.ende) == (
        [2, 4], date(2026, 9, 8), time(9, 30), time(11),
    )  # fmt: skip
    assert angebot.termine.exists()


def test_dieselbe_tabelle_noch_einmal_bringt_nichts_doppelt(netzwerk: Benutzer):
    uebernehmen(tabelle(zeile(), zeile(titel="SPIELKREIS ")), netzwerk)
    noch_einmal = uebernehmen(tabelle(zeile(), zeile(titel="Neu")), netzwerk)
    assert (noch_einmal.neu, noch_einmal.bekannt) == (1, 1)
    assert set(Angebot.objects.values_list("titel", flat=True)) == {"Spielkreis", "Neu"}


def test_mehrere_zeilen_eines_angebots_sind_seine_reihen(netzwerk: Benutzer, als):
    """One draft, whatever way the rows come, and the same row a second time is nothing new."""
    freitags = zeile(titel="SPIELKREIS", tage="Freitag", von="15:00", bis="17:00")
    bericht, _ = dienste.abgleichen(tabelle(zeile(), freitags, zeile()))
    assert (bericht.neu, bericht.angebote, bericht.bekannt) == (2, 1, 1)
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile(), freitags), dateiname="a.csv", wer=netzwerk)
    seite = als(netzwerk).get(f"/netzwerk/angebote/tabellen/{neue.pk}/").content.decode()
    assert "1 Angebot übernehmen" in seite
    uebernehmen(tabelle(zeile(), freitags), netzwerk)
    angebot = Angebot.objects.get()
    assert list(angebot.reihen.order_by("beginn").values_list("wochentage", "beginn")) == [
        ([2], time(9, 30)), ([5], time(15)),
    ]  # fmt: skip
    assert (angebot.wochentage, angebot.nach_vereinbarung) == ([2, 5], False)


def test_eine_berichtigte_zeile_ergaenzt_den_entwurf_aber_nichts_veroeffentlichtes(netzwerk: Benutzer):
    """What families read changes where somebody sees it, not by a table."""
    uebernehmen(tabelle(zeile(), zeile(tage="Freutag")), netzwerk)
    berichtigt = tabelle(zeile(tage="Freitag"))
    assert uebernehmen(berichtigt, netzwerk).neu == 1
    angebot = Angebot.objects.get()
    assert angebot.reihen.count() == 2
    stand_aendern(angebot.pk, Angebotsstand.VEROEFFENTLICHT, durch=netzwerk)
    assert uebernehmen(berichtigt, netzwerk).bekannt == 1
    [(_, spalte, grund)] = uebernehmen(tabelle(zeile(tage="Montag")), netzwerk).gruende
    assert (spalte, angebot.reihen.count()) == ("Erster Tag", 2)
    assert "Bitte tragen Sie diese Termine am Angebot ein" in grund


@pytest.mark.parametrize(
    ("erster", "tage", "woche", "spaeter"),
    [
        ("15.09.2026", "Dienstag", 3, date(2026, 11, 17)),
        ("29.09.2026", "", -1, date(2026, 11, 24)),
        ("15.09.2026", "Montag", 3, date(2026, 11, 16)),  # the first Monday from then on is the third
    ],
)
def test_einmal_im_monat_ist_in_der_woche_des_ersten_tages(
    erster: str, tage: str, woche: int, spaeter: date, netzwerk: Benutzer
):
    uebernehmen(tabelle(zeile(rhythmus="einmal im Monat", erster=erster, tage=tage)), netzwerk)
    angebot = Angebot.objects.get()
    assert angebot.reihen.get().monatswoche == woche
    assert spaeter in set(angebot.termine.values_list("tag", flat=True))


def test_eine_zeile_ganz_ohne_zeiten_ist_nach_vereinbarung(netzwerk: Benutzer):
    uebernehmen(tabelle(zeile(erster="", von="", bis="", tage="")), netzwerk)
    assert not Angebot.objects.get().reihen.exists()


@pytest.mark.parametrize("art", ["Offenes Angebot", "Ferienbetreuung"])
def test_ferienbetreuung_findet_in_den_ferien_statt(art: str, netzwerk: Benutzer):
    """Its place needs no district, and the series does not leave out the days that it is for."""
    Schulferien.objects.create(name="Herbstferien", von=date(2026, 10, 17), bis=date(2026, 10, 31))
    Ort.objects.create(name="Waldhof", sortierschluessel="waldhof")
    woche = {"erster": "19.10.2026", "letzter": "23.10.2026", "rhythmus": "jeden Werktag", "tage": ""}
    uebernehmen(tabelle(zeile(art=art, ort="Waldhof", **woche)), netzwerk)
    angebot = Angebot.objects.get()
    assert str(angebot.ort) == "Waldhof"
    assert angebot.termine.count() == (5 if art == "Ferienbetreuung" else 0)


@pytest.mark.parametrize(
    ("anders", "spalte", "grund"),
    [
        ({"titel": ""}, "Titel", "fehlt"),
        ({"titel": "Beispiel, bitte löschen"}, "Titel", "Beispielzeile"),
        ({"kurz": ""}, "In einem Satz", "fehlt"),
        ({"anbieter": "Wer?"}, "Anbieter", "gibt es noch nicht"),
        ({"ort": "Nirgends"}, "Ort", "gibt es noch nicht"),
        ({"art": "Zirkus"}, "Art", "Erwartet wird: Offenes Angebot"),
        ({"ab": "drei"}, "Alter ab (Monate)", "in Monaten"),
        ({"alter_bis": "145"}, "Alter bis (Monate)", "höchstens 144"),
        ({"ab": "9", "alter_bis": "3"}, "Alter bis (Monate)", "bevor es beginnt"),
        ({"kosten": "billig"}, "Kosten", "4,50"),
        ({"rhythmus": "manchmal"}, "Rhythmus", "Erwartet wird"),
        ({"tage": "Dienstag, Freutag"}, "Wochentage", "Montag, Mittwoch"),
        ({"erster": "31.02.2026"}, "Erster Tag", "gibt es nicht"),
        ({"erster": ""}, "Erster Tag", "Ohne den ersten Tag wissen wir nicht, ab wann."),
        ({"letzter": "01.01.2020"}, "Letzter Tag", "vor dem ersten"),
        ({"von": "25:00"}, "Von", "Uhrzeit"),
        ({"bis": "8:00"}, "Bis", "vor dem Anfang"),
        ({"email": "keine"}, "E-Mail", "keine E-Mail-Adresse"),
        ({"titel": "=1+1"}, "Titel", "Formel"),
    ],
)
def test_was_nicht_stimmt_bleibt_draussen_und_sagt_warum(anders: dict[str, str], spalte: str, grund: str):
    bericht, neue = dienste.abgleichen(tabelle(zeile(**anders), zeile(titel="Gut")))
    assert (len(neue), bericht.gelesen) == (1, 2)
    [(nummer, wo, warum)] = bericht.gruende
    assert (nummer, wo) == (2, spalte)
    assert grund in warum


def test_eine_mappe_aus_excel_geht_auch_mit_echten_uhrzeiten(netzwerk: Benutzer):
    mappe = openpyxl.Workbook()
    kopf = [spalte for spalte, feld in dienste.profile()[0].spalten.items() if feld]
    werte: dict[str, Any] = {FELDER[feld]: wert for feld, wert in zeile().items()}
    werte |= {"Erster Tag": date(2026, 9, 8), "Von": time(9, 30), "Bis": time(11)}
    mappe.active.append(kopf)
    mappe.active.append([werte.get(spalte) for spalte in kopf])
    puffer = io.BytesIO()
    mappe.save(puffer)
    assert uebernehmen(puffer.getvalue(), netzwerk).neu == 1
    assert Angebot.objects.get().reihen.get().beginn == time(9, 30)


def test_die_leere_tabelle_wird_verstanden_und_ihr_beispiel_zurueckgewiesen():
    bericht, neue = dienste.abgleichen(leere_tabelle(dienste.profile()[0]))
    assert neue == []
    assert any("Beispielzeile" in grund for _, _, grund in bericht.gruende)


def test_wer_die_rolle_verliert_uebernimmt_nichts_mehr(netzwerk: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="a.csv", wer=netzwerk)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=netzwerk)
    Benutzer.objects.update(rollen=[])
    dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.stand) == (Uebernahmestand.GEPRUEFT, Auftragsstand.GESCHEITERT)
    assert "Rolle" in neue.fehler
    assert not Angebot.objects.exists()


def test_verworfen_ist_verworfen(netzwerk: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="a.csv", wer=netzwerk)
    dienste.tabelle_verwerfen(neue.pk, wer=netzwerk)
    with pytest.raises(Ablehnung):
        dienste.tabelle_uebernehmen_lassen(neue.pk, wer=netzwerk)


def test_der_weg_ueber_die_seiten(netzwerk: Benutzer, als):
    client = als(netzwerk)
    datei = SimpleUploadedFile("angebote.csv", tabelle(zeile(), zeile(titel="Ohne", anbieter="Wer?")))
    weg = client.post("/netzwerk/angebote/tabellen/neu/", {"datei": datei})["Location"]
    seite = client.get(weg).content.decode()
    assert "1 Angebot übernehmen" in seite
    assert "gibt es noch nicht" in seite
    fehler = client.get(f"{weg}zurueckgewiesen.csv").content.decode("utf-8-sig")
    assert "Was nicht stimmt" in fehler
    berichtigt = fehler.replace("Wer?", "Familienzentrum").encode()
    client.post(f"{weg}uebernehmen/")
    dienste.uebernehmen(Angebotstabelle.objects.get().pk)
    assert "Zu den Entwürfen" in client.get(weg).content.decode()
    assert uebernehmen(berichtigt, netzwerk).neu == 1
    assert Angebot.objects.count() == 2


@pytest.mark.parametrize("inhalt", [b"", b"%PDF", b"Name;Ort\nA;B"])
def test_eine_falsche_datei_wird_mit_einem_satz_abgelehnt(inhalt: bytes, netzwerk: Benutzer, als):
    datei = SimpleUploadedFile("x.csv", inhalt or b" ")
    antwort = als(netzwerk).post("/netzwerk/angebote/tabellen/neu/", {"datei": datei})
    assert antwort.status_code == 200
    assert not Angebotstabelle.objects.exists()
