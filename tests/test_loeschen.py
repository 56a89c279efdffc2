"""The end of a period: two steps, figures that stay, and nothing left that leads to the family."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.test import Client

from familienbuero import kalender
from familienbuero.datenschutz import dienste
from familienbuero.datenschutz.enums import Haltegrund
from familienbuero.datenschutz.felder import VerschluesselterText
from familienbuero.datenschutz.models import Loeschfrist, Loeschhalt, Loeschung
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.raum import raeume
from familienbuero.schreiben.models import Schreiben, Stapel
from familienbuero.stammdaten.models import Familie, Merkposten
from familienbuero.termine.models import Termin, Zugang
from familienbuero.vermittlung.dienste import folgeauftrag_abschliessen
from familienbuero.vermittlung.enums import Folgeart, Folgestatus
from familienbuero.vermittlung.models import Folgeauftrag
from statistik.kennzahlen.abfragen import Ausschnitt, Zaehlung, zaehlen
from tests import fabriken
from tests.conftest import HEUTE
from tests.daten.meldelisten import liste, zeile
from willkommensbesuche.besuche.dienste import (
    Protokollangaben,
    anruf_notieren,
    besuch_absagen,
    besuch_eintragen,
    besuch_protokollieren,
    besuch_wieder_aufnehmen,
    kein_kontakt,
)
from willkommensbesuche.besuche.dienste.loeschen import LIEGEN_GEBLIEBEN
from willkommensbesuche.besuche.enums import Anlass, BesuchStatus, Ergebnis
from willkommensbesuche.besuche.models import Besuch, Protokoll
from willkommensbesuche.einladungen.dienste import stapel_anlegen, stapel_bearbeiten, stapel_versenden
from willkommensbesuche.meldungen.dienste import sofort_uebernehmen
from willkommensbesuche.meldungen.models import Meldung

pytestmark = pytest.mark.django_db
REGELN = {
    "besuche.ohne_besuch": 3, "besuche.abgeschlossen": 6, "besuche.wunsch": 3, "stammdaten.ohne_fall": 3,
    "vermittlung.rat": 3, "angebote.anmeldungen": 6, "angebote.gefoerderte": 6,
}  # fmt: skip
# One striking word for each field in which a family is told.
KANARIEN = (
    "Kanarowski", "Zitronella", "Dottergasse", "77 qz", "Hinterhauskanari", "Rosamundia", "0271 4711815",
    "02714711815", "kanari@nest.example", "singt im Treppenhaus", "ruft leise an", "570760000815",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _fristen(leitung: Benutzer) -> None:
    dienste.fristen_setzen(REGELN, durch=leitung)


def am(tag: date) -> dienste.Loeschlauf:
    """The nightly run of a day."""
    with kalender.stichtag(tag):
        return dienste.loeschlauf(tag)


def vernichtet(tag: date) -> tuple[int, int]:
    """Mark on `tag`, destroy 14 days later; how many each."""
    return am(tag).vorgemerkt, am(tag + timedelta(days=14)).vernichtet


def alles() -> str:
    """Every row of every table as text, with what is sealed opened; the read log outlives the data."""
    teile = []
    with connection.cursor() as cursor:
        for tabelle in sorted(set(connection.introspection.table_names()) - {"konten_lesezugriff"}):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{tabelle}" t')
            teile += [zeile for (zeile,) in cursor.fetchall()]
    for modell in apps.get_models():
        versiegelt = [feld.name for feld in modell._meta.fields if isinstance(feld, VerschluesselterText)]
        teile += [str(getattr(reihe, name)) for name in versiegelt for reihe in modell._default_manager.all()]
    return "\n".join(teile)


def dateien(ordner: Path) -> list[Path]:
    return [pfad for pfad in ordner.rglob("*") if pfad.is_file()]


@pytest.fixture
def kanari(besuchsdienst: Benutzer, koordination: Benutzer, kommune: Any) -> Besuch:
    """A family that went the whole way: planned, invited, called, visited, with a follow-up that is done."""
    besuch = fabriken.geplanter_besuch(
        besuchsdienst, HEUTE + timedelta(days=9), "Kanarowski", strasse="Dottergasse", hausnummer="77 qz",
        zusatz="Hinterhauskanari", telefon="0271 4711815", email="kanari@nest.example", vorname="Rosamundia",
    )  # fmt: skip
    kind = besuch.kinder.get()
    kind.vornamen, kind.ordnungsmerkmal = "Zitronella", "570760000815"
    kind.save()
    familie = besuch.familie
    assert familie
    familie.telefonziffern = "02714711815"
    familie.save()
    anruf_notieren(familie=familie, text="ruft leise an", durch=koordination)
    stapel = stapel_anlegen(von=HEUTE, bis=HEUTE + timedelta(days=30), durch=koordination)
    while stapel_bearbeiten(stapel.pk):
        pass
    stapel_versenden(stapel.pk, am=HEUTE, durch=koordination)
    with kalender.stichtag(HEUTE + timedelta(days=9)):
        besuch_protokollieren(
            besuch.pk,
            ergebnis=Ergebnis.DURCHGEFUEHRT,
            angaben=Protokollangaben(notiz="singt im Treppenhaus", folgen=[Folgeart.FRUEHE_HILFEN]),
            durch=besuchsdienst,
        )
        folgeauftrag_abschliessen(
            Folgeauftrag.objects.get().pk, status=Folgestatus.ERLEDIGT, durch=besuchsdienst
        )
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.ABGESCHLOSSEN
    # In Greenwich it was August still.
    in_der_nacht = datetime(2026, 9, 1, 0, 30, tzinfo=BERLIN)
    Besuch.objects.update(erstellt_am=in_der_nacht)
    Protokoll.objects.update(geschrieben_am=in_der_nacht)
    return besuch


FAELLIG = date(2027, 3, 16)  # six months after the last follow-up of 16 September 2026


def zahlen() -> Zaehlung:
    """All figures of whole months."""
    return zaehlen(Ausschnitt(date(2026, 1, 1), date(2026, 12, 31)))


# --- Two steps ---------------------------------------------------------------------------------------------


def test_einen_tag_vor_der_frist_geschieht_nichts(kanari: Besuch) -> None:
    assert am(FAELLIG - timedelta(days=1)) == dienste.Loeschlauf(0, 0)


def test_am_tag_der_frist_wird_vorgemerkt_und_nach_vierzehn_tagen_vernichtet(kanari: Besuch) -> None:
    assert am(FAELLIG) == dienste.Loeschlauf(1, 0)
    assert am(FAELLIG) == dienste.Loeschlauf(0, 0)
    assert am(FAELLIG + timedelta(days=13)) == dienste.Loeschlauf(0, 0)
    assert Familie.objects.count() == 1
    assert am(FAELLIG + timedelta(days=14)) == dienste.Loeschlauf(0, 1)
    assert am(FAELLIG + timedelta(days=15)) == dienste.Loeschlauf(0, 0)
    assert Familie.objects.count() == 0


def test_ohne_festgelegte_frist_wird_nichts_geloescht(kanari: Besuch) -> None:
    Loeschfrist.objects.all().delete()
    assert vernichtet(FAELLIG) == (0, 0)


def test_die_probe_sagt_was_geschaehe_und_aendert_nichts(kanari: Besuch) -> None:
    with kalender.stichtag(FAELLIG):
        assert dienste.probelauf(FAELLIG)["besuche.abgeschlossen"] == dienste.Loeschlauf(1, 0)
    assert Loeschung.objects.count() == 0


# --- What stays and what goes ------------------------------------------------------------------------------


def test_zahlen_vorher_sind_zahlen_nachher(kanari: Besuch) -> None:
    vorher = zahlen()
    assert vorher.gesamt["durchgefuehrt"].haushalte == 1
    assert vernichtet(FAELLIG) == (1, 1)
    assert zahlen() == vorher


def test_von_einem_geloeschten_fall_bleiben_monat_stadtteil_anlass_ergebnis_und_themen(
    kanari: Besuch,
) -> None:
    vernichtet(FAELLIG)
    besuch, protokoll, auftrag = Besuch.objects.get(), Protokoll.objects.get(), Folgeauftrag.objects.get()
    assert (besuch.tag, besuch.ereignisdatum) == (date(2026, 9, 1), date(2026, 7, 1))
    assert (besuch.tage_bis_besuch, besuch.anzahl_kinder, besuch.stadtteil) == (49, 1, kanari.stadtteil)
    assert (besuch.familie, besuch.besuchskraft, besuch.termin, besuch.kinder.count()) == (None,) * 3 + (0,)
    assert {(zeile.wer, zeile.beginn, zeile.wann.day) for zeile in besuch.verlauf.all()} == {(None, None, 1)}
    assert (protokoll.notiz, protokoll.sprache, protokoll.geschrieben_von) == (None, "", None)
    assert (auftrag.familie, auftrag.zustaendig, auftrag.status) == (None, None, "erledigt")
    erster = datetime(2026, 9, 1, tzinfo=BERLIN)
    assert (besuch.erstellt_am, protokoll.geschrieben_am) == (erster, erster)


def test_nichts_fuehrt_mehr_zu_der_familie(kanari: Besuch, tmp_path: Path) -> None:
    ids = [str(kanari.familie_id), str(kanari.kinder.get().pk)]
    vorher = alles()
    assert [wort for wort in (*KANARIEN, *ids) if wort not in vorher] == []
    assert len(dateien(tmp_path)) == 2  # the letter and the print file
    assert vernichtet(FAELLIG) == (1, 1)
    nachher = alles()
    assert [wort for wort in (*KANARIEN, *ids) if wort in nachher] == []
    assert dateien(tmp_path) == []
    uebrig = (Schreiben, Stapel, Termin, Zugang)
    assert [modell.objects.count() for modell in uebrig] == [0] * len(uebrig)


def test_der_nachweis_sagt_wie_viel_ging_und_von_wem_nichts(kanari: Besuch) -> None:
    vernichtet(FAELLIG)
    nachweis = Loeschung.objects.get()
    assert (nachweis.fall, nachweis.familie, len(nachweis.abdruck)) == (None, None, 64)
    assert nachweis.zeilen["Schreiben"] == 1
    assert nachweis.zeilen["stammdaten.Kind"] == 1


def test_wer_zweimal_zaehlt_geht_erst_mit_dem_letzten_fall(kanari: Besuch, koordination: Benutzer) -> None:
    familie = Familie.objects.get()
    besuch_eintragen(
        familie=familie, kinder=[], anlass=Anlass.EIGENER_WUNSCH, ereignisdatum=FAELLIG, durch=koordination
    )
    assert vernichtet(FAELLIG) == (1, 1)
    assert Familie.objects.get() == familie
    assert Besuch.objects.filter(familie=familie).count() == 1


# --- Without a visit ---------------------------------------------------------------------------------------


@pytest.fixture
def abgesagt(besuchsdienst: Benutzer, koordination: Benutzer) -> Besuch:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=9))
    besuch_absagen(besuch.pk, durch=koordination)
    return besuch


DREI_MONATE = date(2026, 12, 7)


def test_nach_einer_absage_drei_monate(abgesagt: Besuch) -> None:
    assert am(DREI_MONATE - timedelta(days=1)).vorgemerkt == 0
    vorher = zahlen()
    assert vernichtet(DREI_MONATE) == (1, 1)
    assert zahlen() == vorher
    assert Familie.objects.count() == 0


def test_wer_es_sich_anders_ueberlegt_wird_nicht_geloescht(abgesagt: Besuch, koordination: Benutzer) -> None:
    am(DREI_MONATE)
    with kalender.stichtag(DREI_MONATE + timedelta(days=3)):
        besuch_wieder_aufnehmen(abgesagt.pk, durch=koordination)
    assert am(DREI_MONATE + timedelta(days=14)) == dienste.Loeschlauf(0, 0)
    assert (Familie.objects.count(), Loeschung.objects.count()) == (1, 0)


def test_ein_nie_eingeladener_fall_endet_drei_monate_nach_seinem_zielfenster() -> None:
    besuch = fabriken.besuch(geburtsdatum=date(2026, 8, 1))
    ende = date(2026, 8, 1) + timedelta(days=90)
    faellig = date(2027, 1, 30)
    assert ende == date(2026, 10, 30)
    assert am(faellig - timedelta(days=1)).vorgemerkt == 0
    assert vernichtet(faellig) == (1, 1)
    besuch.refresh_from_db()
    assert (besuch.status, besuch.grund) == (BesuchStatus.AUSGESCHLOSSEN, "")


@pytest.mark.parametrize("stand", sorted(LIEGEN_GEBLIEBEN))
def test_was_niemand_beendet_endet_drei_monate_nach_seinem_letzten_termin(
    besuchsdienst: Benutzer, stand: BesuchStatus
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=9))
    Besuch.objects.filter(pk=besuch.pk).update(status=stand)
    faellig = date(2026, 12, 16)
    assert am(faellig - timedelta(days=1)).vorgemerkt == 0
    assert vernichtet(faellig) == (1, 1)
    besuch.refresh_from_db()
    assert (besuch.status, Familie.objects.count(), Termin.objects.count()) == ("ausgeschlossen", 0, 0)


def test_eine_familie_ohne_fall_geht_auch(settings: Any) -> None:
    fabriken.familie("Ohnefall")
    Familie.objects.update(erstellt_am=kalender.jetzt())
    assert vernichtet(DREI_MONATE) == (1, 1)
    assert Familie.objects.count() == 0


def test_ein_fall_der_sich_nicht_loeschen_laesst_haelt_die_anderen_nicht_auf(
    abgesagt: Besuch, besuchsdienst: Benutzer, koordination: Benutzer, tmp_path: Path, monkeypatch: Any
) -> None:
    zweiter = fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=10))
    besuch_absagen(zweiter.pk, durch=koordination)
    am(DREI_MONATE)

    def kaputt(fall: UUID) -> dict[str, int]:
        if fall == abgesagt.pk:
            raise PermissionError
        return {}

    raum = next(raum for raum in raeume() if raum.name == "termine")
    mit_kaputtem = replace(raum, fall_loeschen=kaputt)
    alle = tuple(mit_kaputtem if einer is raum else einer for einer in raeume())
    monkeypatch.setattr(dienste, "raeume", lambda: alle)
    with pytest.raises(RuntimeError, match="1 Löschungen sind gescheitert, 1 gelungen"):
        am(DREI_MONATE + timedelta(days=14))
    assert list(Familie.objects.all()) == [abgesagt.familie]


@pytest.mark.django_db(transaction=True)
def test_waehrend_geloescht_wird_macht_niemand_der_familie_einen_neuen_fall(
    abgesagt: Besuch, monkeypatch: Any
) -> None:
    am(DREI_MONATE)
    gewartet = []

    def neuer_fall(fall: UUID) -> dict[str, int]:
        with ThreadPoolExecutor(1) as andere:
            gewartet.append(andere.submit(_fall_anlegen, abgesagt.familie_id).result())
        return {}

    raum = next(raum for raum in raeume() if raum.name == "einladungen")
    alle = tuple(replace(raum, fall_loeschen=neuer_fall) if einer is raum else einer for einer in raeume())
    monkeypatch.setattr(dienste, "raeume", lambda: alle)
    assert am(DREI_MONATE + timedelta(days=14)).vernichtet == 1
    assert gewartet == [True]


def _fall_anlegen(familie: UUID | None) -> bool:
    """Whether a case of the family that is made on another connection has to wait."""
    try:
        with connection.cursor() as zeiger:
            zeiger.execute("SET lock_timeout = '200ms'")
            # What the foreign key of a new row asks for.
            zeiger.execute("SELECT 1 FROM stammdaten_familie WHERE id = %s FOR KEY SHARE", [familie])
    except OperationalError:
        return True
    finally:
        connection.close()
    return False


# --- Waiting -----------------------------------------------------------------------------------------------


def test_wer_angehalten_ist_bleibt_bis_zum_tag(abgesagt: Besuch, leitung: Benutzer) -> None:
    familie = Familie.objects.get()
    am(DREI_MONATE)
    bis = DREI_MONATE + timedelta(days=60)
    dienste.loeschen_anhalten(familie=familie.pk, grund=Haltegrund.AUSKUNFT, bis=bis, durch=leitung)
    assert am(bis).vernichtet == 0
    assert am(bis + timedelta(days=1)).vernichtet == 1
    assert (Familie.objects.count(), Loeschhalt.objects.count()) == (0, 0)


# --- Known again -------------------------------------------------------------------------------------------


def neue_familien(inhalt: bytes) -> tuple[int, int]:
    summen = sofort_uebernehmen(inhalt=inhalt, dateiname="liste.csv").summen
    return summen.neu, summen.unveraendert


def test_ein_geloeschtes_kind_wird_von_der_naechsten_liste_nicht_wieder_eingeladen(
    kommune: Any, koordination: Benutzer
) -> None:
    assert neue_familien(liste(zeile())) == (1, 0)
    besuch_absagen(Besuch.objects.get().pk, durch=koordination)
    assert vernichtet(DREI_MONATE) == (1, 1)
    assert Meldung.objects.get().abdruck == ""
    with kalender.stichtag(DREI_MONATE + timedelta(days=20)):
        assert neue_familien(liste(zeile())) == (0, 1)
        ohne_merkmal = zeile(merkmal="")
        assert neue_familien(liste(ohne_merkmal)) == (0, 1)
        assert neue_familien(liste(zeile(merkmal="7", Vornamen="Ida"))) == (1, 0)
    assert Familie.objects.count() == 1


def test_kein_kontakt_mehr_gilt_ueber_die_loeschung_hinaus(kommune: Any, koordination: Benutzer) -> None:
    neue_familien(liste(zeile()))
    kein_kontakt(Familie.objects.get().pk, durch=koordination)
    besuch = Besuch.objects.get()
    assert (besuch.status, besuch.grund) == (BesuchStatus.AUSGESCHLOSSEN, "widerspruch")
    assert vernichtet(DREI_MONATE) == (1, 1)
    posten = Merkposten.objects.values_list("art", flat=True)
    assert sorted(posten) == ["haushalt", "kind", "kind"]
    with kalender.stichtag(DREI_MONATE + timedelta(days=20)):
        geschwister = zeile(
            merkmal="8", Vornamen="Ida", Geburtsdatum="01.12.2026", Ereignisdatum="01.12.2026"
        )
        neue_familien(liste(geschwister))
    neuer = Besuch.objects.exclude(familie=None).get()
    assert (neuer.status, neuer.grund) == (BesuchStatus.AUSGESCHLOSSEN, "widerspruch")


# --- Pages -------------------------------------------------------------------------------------------------


def test_das_buero_legt_die_fristen_fest(als: Any, verwaltung: Benutzer) -> None:
    client: Client = als(verwaltung)
    antwort = client.post("/datenschutz/loeschfristen/", dict.fromkeys(REGELN, 12), follow=True)
    assert "12 Monate, festgelegt am 07.09.2026 von Vera Wald" in antwort.content.decode()
    antwort = client.post("/datenschutz/loeschfristen/", dict.fromkeys(REGELN, 0))
    assert "Eine Frist dauert mindestens einen Monat." in antwort.content.decode()


def test_die_seite_der_familie_sagt_wann_geloescht_wird(
    als: Any, abgesagt: Besuch, leitung: Benutzer
) -> None:
    am(DREI_MONATE)
    seite = f"/familien/{abgesagt.familie_id}/"
    assert "Am 21.12.2026 wird gelöscht." in als(leitung).get(seite).content.decode()
    daten = {"grund": "wunsch", "bis": "2027-06-01"}
    text = als(leitung).post(f"{seite}aufbewahren/", daten, follow=True).content.decode()
    assert "bleiben bis zum 01.06.2027 erhalten: Die Familie bittet darum" in text
    als(leitung).post(f"{seite}freigeben/")
    assert Loeschhalt.objects.count() == 0


def test_kein_kontakt_mehr_laesst_sich_zuruecknehmen(
    als: Any, besuchsdienst: Benutzer, koordination: Benutzer
) -> None:
    besuch = fabriken.geplanter_besuch(besuchsdienst, HEUTE + timedelta(days=9))
    seite = f"/willkommensbesuche/familien/{besuch.familie_id}/"
    for _ in range(2):  # two tabs that ask the same do the same
        text = als(koordination).post(f"{seite}kein-kontakt/", follow=True).content.decode()
    assert "Die Familie möchte keinen Kontakt mehr. Es geht kein Schreiben hinaus." in text
    besuch.refresh_from_db()
    assert (besuch.status, besuch.termin) == (BesuchStatus.AUSGESCHLOSSEN, None)
    als(koordination).post(f"{seite}kontakt-erlauben/")
    besuch.refresh_from_db()
    assert besuch.status == BesuchStatus.GEPRUEFT


def regeln_der_raeume() -> Iterator[str]:
    for raum in raeume():
        yield from (regel.kennung for regel in raum.loeschregeln)


def test_der_vorschlag_ist_der_des_fachs() -> None:
    assert {kennung: dienste.loeschregeln()[kennung].monate for kennung in regeln_der_raeume()} == REGELN
