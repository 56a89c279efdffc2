"""Take-over of a table: what is stored, what is left alone, twice, at once, and half-way killed."""

import io
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone

from familienbuero.einlesen import dienste as einlesen
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.fehler import Ablehnung
from familienbuero.kalender.models import Schliesstag
from familienbuero.kalender.uhr import BERLIN
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.dienste import familie_loeschen
from familienbuero.stammdaten.enums import Merkart
from familienbuero.stammdaten.models import Familie, Kind, Merkposten
from familienbuero.termine.models import Abwesenheit, Termin
from statistik.kennzahlen.abfragen import Ausschnitt, zaehlen
from tests import fabriken
from tests.conftest import HEUTE
from tests.daten.bestandstabellen import KOPF, tabelle, zeile
from tests.daten.meldelisten import liste
from tests.daten.meldelisten import zeile as meldezeile
from tests.stoerung.rennen import inzwischen
from willkommensbesuche.altbestand import dienste
from willkommensbesuche.altbestand.dienste import anwenden
from willkommensbesuche.altbestand.models import Bestandstabelle
from willkommensbesuche.altbestand.raum import TABELLEN
from willkommensbesuche.altbestand.regeln.bericht import Summen
from willkommensbesuche.altbestand.regeln.vorgaenge import (
    ANDERE_ZEILE,
    DOPPELT,
    KEIN_KONTAKT,
    LAEUFT_SCHON,
    LEITUNG_ENTSCHEIDET,
    NUR_LEITUNG,
    STEHT_ANDERS,
)
from willkommensbesuche.besuche.dienste import besuch_absagen, besuche_planen, kein_kontakt
from willkommensbesuche.besuche.dienste.loeschen import nach_besuch_abgeschlossen
from willkommensbesuche.besuche.enums import BesuchStatus
from willkommensbesuche.besuche.models import Anrufnotiz, Besuch
from willkommensbesuche.meldungen.dienste import sofort_uebernehmen as meldungen_uebernehmen

pytestmark = pytest.mark.usefixtures("miriam")
KRAFT = {"Besuchskraft": "Miriam Sommer"}
TERMIN = KRAFT | {"Stand": "Termin vereinbart", "Termin": "15.09.2026 10:00"}
BESUCHT = KRAFT | {"Stand": "besucht", "besucht": "03.09.2026"}


def uebernommen(wer: Benutzer, *zeilen: dict[str, str]) -> Bestandstabelle:
    return dienste.sofort_uebernehmen(inhalt=tabelle(*zeilen), dateiname="besuche.csv", wer=wer)


def vom_worker_uebernommen(neue: Bestandstabelle, wer: Benutzer) -> Bestandstabelle:
    """The table after somebody has decided for it and a worker has been at it."""
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=wer)
    dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    return neue


def saetze(wer: Benutzer, *zeilen: dict[str, str]) -> list[str]:
    """Why rows are refused."""
    return [grund for *_, grund in dienste.bericht_erstellen(tabelle(*zeilen), wer=wer).gruende]


def weg(besuch: Besuch) -> list[str]:
    return list(besuch.verlauf.values_list("nach", flat=True))


def am(tag: date, stunde: int, minute: int = 0) -> datetime:
    return datetime.combine(tag, time(stunde, minute), BERLIN)


def test_an_open_row_becomes_a_case_that_waits_for_a_date(koordination: Benutzer):
    uebernommen(koordination, zeile(Telefon="0271 4711", Sprache="Türkisch"))
    besuch = Besuch.objects.get()
    familie = Familie.objects.get()
    assert (besuch.status, besuch.tag, weg(besuch)) == ("geprueft", None, ["gemeldet", "geprueft"])
    assert (besuch.anlass, besuch.ereignisdatum, besuch.anzahl_kinder) == ("geburt", date(2026, 8, 1), 1)
    assert (familie.name, familie.telefonziffern, familie.sprache) == ("Beispiel", "02714711", "tr")
    assert [str(kind.vornamen) for kind in besuch.kinder.all()] == ["Mika"]
    assert besuch.stadtteil == familie.stadtteil
    assert besuche_planen(von=HEUTE, bis=HEUTE + timedelta(days=40), durch=koordination).geplant == 1


@pytest.mark.parametrize(
    ("wort", "status"), [("Termin vereinbart", "bestaetigt"), ("eingeladen", "eingeladen")]
)
def test_a_date_to_come_is_booked(wort: str, status: str, koordination: Benutzer, miriam: Benutzer):
    uebernommen(koordination, zeile(**TERMIN | {"Stand": wort}))
    besuch = Besuch.objects.get()
    assert (besuch.status, besuch.tag, besuch.besuchskraft) == (status, date(2026, 9, 15), miriam)
    assert weg(besuch) == ["gemeldet", "geprueft", "eingeplant", status]
    assert besuch.termin is not None
    assert (besuch.termin.beginn, besuch.termin.ende) == (am(besuch.tag, 10), am(besuch.tag, 11, 30))
    letzter = besuch.verlauf.last()
    assert letzter is not None
    assert (letzter.wer, letzter.warum, letzter.beginn) == (koordination, "altbestand", am(besuch.tag, 10))
    assert letzter.wann.astimezone(BERLIN).date() == HEUTE


def test_a_date_that_is_over_without_a_log_waits_for_one(koordination: Benutzer):
    uebernommen(koordination, zeile(**TERMIN | {"Termin": "02.09.2026 7:00"}))
    assert Besuch.objects.ohne_protokoll(HEUTE).count() == 1


def test_a_finished_visit_has_log_and_ledger_of_its_day(koordination: Benutzer, miriam: Benutzer):
    details = {"Themen": "Kita, Schlafen", "dauer": "50", "paket": "ja", "Bemerkung": "Fragt nach Kita."}
    uebernommen(koordination, zeile(**BESUCHT | details | {"besucht": "03.09.2026 9:00"}))
    besuch = Besuch.objects.get()
    assert weg(besuch) == [
        "gemeldet", "geprueft", "eingeplant", "durchgefuehrt", "protokolliert", "abgeschlossen",
    ]  # fmt: skip
    assert {eintrag.wann.astimezone(BERLIN).date() for eintrag in besuch.verlauf.all()} == {date(2026, 9, 3)}
    protokoll = besuch.protokoll
    assert (protokoll.themen, protokoll.dauer_minuten, protokoll.paket) == (["kita", "schlafen"], 50, True)
    assert (protokoll.geschrieben_von, protokoll.notiz) == (koordination, None)
    assert besuch.termin is not None
    assert besuch.termin.ende == am(date(2026, 9, 3), 9, 50)
    notiz = Anrufnotiz.objects.get()
    assert (notiz.text, notiz.wer, notiz.familie) == ("Fragt nach Kita.", koordination, besuch.familie)


def test_without_a_time_of_day_a_finished_visit_holds_no_window(koordination: Benutzer, miriam: Benutzer):
    uebernommen(koordination, zeile(**BESUCHT), zeile(**BESUCHT, nummer="8"), zeile(**BESUCHT, nummer="9"))
    assert Termin.objects.count() == 0
    assert [(b.tag, b.besuchskraft) for b in Besuch.objects.all()] == [(date(2026, 9, 3), miriam)] * 3


def test_a_visit_on_a_saturday_before_the_hours_of_service_were_known_is_a_fact(koordination: Benutzer):
    assert uebernommen(koordination, zeile(**BESUCHT | {"besucht": "05.09.2026 18:00"})).neu == 1


@pytest.mark.parametrize(
    ("anders", "ende"),
    [
        ({"Stand": "abgesagt"}, ["abgesagt"]),
        (TERMIN | {"Stand": "abgesagt"}, ["eingeplant", "abgesagt"]),
        (
            TERMIN | {"Stand": "nicht erreicht", "Termin": "02.09.2026"},
            ["eingeplant", "nicht_angetroffen", "nicht_erreicht"],
        ),
    ],
)
def test_what_ended_without_a_visit_holds_no_window(
    anders: dict[str, str], ende: list[str], koordination: Benutzer
):
    uebernommen(koordination, zeile(**anders))
    assert weg(Besuch.objects.get())[2:] == ende
    assert Termin.objects.count() == 0


def test_the_figures_count_what_the_table_brings(koordination: Benutzer):
    uebernommen(
        koordination,
        zeile(**BESUCHT),
        zeile(**BESUCHT, kind="Ida"),
        zeile(**TERMIN, nummer="8"),
        zeile(**TERMIN | {"Stand": "abgesagt"}, nummer="9"),
        zeile(**TERMIN | {"Stand": "nicht erreicht", "Termin": "02.09.2026"}, nummer="10"),
    )
    gesamt = zaehlen(Ausschnitt(date(2026, 1, 1), date(2026, 12, 31))).gesamt
    assert {name: (wert.haushalte, wert.kinder) for name, wert in gesamt.items()} == {
        "geplant": (4, 5),
        "bestaetigt": (1, 1),
        "verschoben": (0, 0),
        "abgesagt": (1, 1),
        "durchgefuehrt": (1, 2),
        "nicht_angetroffen": (1, 1),
        "nicht_erreicht": (1, 1),
    }


def test_the_period_of_deletion_counts_from_the_day_of_the_visit(koordination: Benutzer):
    uebernommen(koordination, zeile(**BESUCHT | {"besucht": "03.01.2026", "geboren": "01.12.2025"}))
    assert nach_besuch_abgeschlossen(date(2026, 1, 2)).count() == 0
    assert nach_besuch_abgeschlossen(date(2026, 1, 3)).count() == 1


def test_twins_are_one_visit_and_a_later_child_another(koordination: Benutzer):
    ergebnis = uebernommen(
        koordination,
        zeile(**BESUCHT | {"besucht": "03.03.2024", "geboren": "01.02.2024", "kind": "Ada"}),
        zeile(),
        zeile(kind="Ida"),
    )
    assert ergebnis.summen == Summen(gelesen=3, neu=3, laufende=1, beendete=1, neue_familien=1)
    assert sorted(besuch.kinder.count() for besuch in Besuch.objects.all()) == [1, 2]
    assert (Familie.objects.count(), Kind.objects.count()) == (1, 3)


def test_the_same_file_again_brings_nothing_new(koordination: Benutzer):
    zeilen = [zeile(), zeile(**TERMIN, nummer="8"), zeile(**BESUCHT, nummer="9"), zeile(nummer="")]
    uebernommen(koordination, *zeilen)
    vorher = [*Besuch.objects.values_list("pk", "status"), *Anrufnotiz.objects.values_list("pk")]
    noch_einmal = uebernommen(koordination, *zeilen)
    assert (noch_einmal.neu, noch_einmal.bekannt, noch_einmal.zurueckgewiesen) == (0, 3, 1)
    assert [*Besuch.objects.values_list("pk", "status"), *Anrufnotiz.objects.values_list("pk")] == vorher


def test_an_older_table_does_not_turn_back_a_visit_that_went_on_and_says_so(koordination: Benutzer):
    uebernommen(koordination, zeile(**TERMIN))
    besuch_absagen(Besuch.objects.get().pk, durch=koordination)
    assert [satz.split(". ")[0] for satz in saetze(koordination, zeile(**TERMIN))] == [
        f"{STEHT_ANDERS}: abgesagt"
    ]
    noch_einmal = uebernommen(koordination, zeile())
    assert (noch_einmal.neu, noch_einmal.bekannt) == (0, 1)
    assert Besuch.objects.get().status == BesuchStatus.ABGESAGT


def test_a_date_in_the_table_of_a_family_that_waits_is_not_passed_over(koordination: Benutzer):
    uebernommen(koordination, zeile())
    ergebnis = uebernommen(koordination, zeile(**TERMIN), zeile(**BESUCHT, nummer="7"))
    assert (ergebnis.neu, ergebnis.bekannt, ergebnis.zurueckgewiesen) == (0, 0, 2)
    assert {satz.split(". ")[0] for *_, satz in ergebnis.gruende} == {f"{STEHT_ANDERS}: ohne Termin"}


@pytest.mark.parametrize(
    "anders",
    [
        {},
        {"strasse": "Rosenstr."},
        {"vorname": "Jonas", "name": "Muster", "kind": "Mika Jonas"},
        {"kind": "Niemand"},
    ],
)
def test_a_family_that_a_registry_list_has_brought_is_known_by_parent_or_child(
    anders: dict[str, str], koordination: Benutzer
):
    beide = meldezeile(vertreter2_familienname="Muster", vertreter2_vorname="Jonas", vertreter2_anrede="Herr")
    meldungen_uebernehmen(inhalt=liste(beide), dateiname="august.csv")
    ergebnis = uebernommen(koordination, zeile(**anders))
    assert (ergebnis.neu, ergebnis.bekannt, Besuch.objects.count()) == (0, 1, 1)


def test_with_both_parents_a_later_registry_list_knows_the_family_again(koordination: Benutzer):
    uebernommen(
        koordination, zeile(**{"vorname2": "Jonas", "Familienname Elternteil 2": "Muster"}, **BESUCHT)
    )
    beide = meldezeile(vertreter2_familienname="Muster", vertreter2_vorname="Jonas", vertreter2_anrede="Herr")
    meldungen_uebernehmen(inhalt=liste(beide), dateiname="august.csv")
    assert (Familie.objects.count(), Besuch.objects.count()) == (1, 1)


def test_an_open_case_stays_as_it_is_and_the_row_is_reported(koordination: Benutzer):
    eltern = fabriken.familie(vorname="Rosina", hausnummer="7", strasse="Rosenstraße")
    besuch = fabriken.besuche_melden(
        [fabriken.NeuerFall(eltern, [], fabriken.Anlass.SCHWANGERSCHAFT, date(2026, 5, 1))], wer=None
    )[0]
    assert saetze(koordination, zeile(**TERMIN)) == [LAEUFT_SCHON]
    uebernommen(koordination, zeile(**TERMIN))
    assert list(Besuch.objects.values_list("pk", "status")) == [(besuch.pk, "geprueft")]


def test_a_further_visit_of_a_known_family_joins_it(koordination: Benutzer):
    eltern = fabriken.familie(
        vorname="Rosina", hausnummer="7", strasse="Rosenstraße", geburtsdatum=date(2024, 2, 1)
    )
    schluessel = eltern.suchschluessel
    uebernommen(koordination, zeile(kind="Ida"))
    eltern.refresh_from_db()
    assert Besuch.objects.get().familie == eltern
    assert "ida" in eltern.suchschluessel
    assert "ida" not in schluessel


def test_who_wants_no_contact_stays_alone(koordination: Benutzer, leitung: Benutzer):
    uebernommen(koordination, zeile(**BESUCHT))
    kein_kontakt(Familie.objects.get().pk, durch=leitung)
    assert saetze(leitung, zeile(kind="Ida", geboren="30.08.2026")) == [KEIN_KONTAKT]
    assert saetze(leitung, zeile(**BESUCHT)) == []


def test_a_household_of_which_only_a_hash_is_left_stays_alone(koordination: Benutzer):
    eltern = fabriken.familie(vorname="Rosina", hausnummer="7", strasse="Rosenstraße")
    kein_kontakt(eltern.pk, durch=koordination)
    familie_loeschen(eltern.pk)
    assert Merkposten.objects.get().art == Merkart.HAUSHALT
    ergebnis = uebernommen(koordination, zeile(), zeile(**BESUCHT, geboren="01.02.2024"))
    assert [grund for *_, grund in ergebnis.gruende] == [KEIN_KONTAKT] * 2
    assert (Familie.objects.count(), Merkposten.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("einst", "jetzt"),
    [
        ({"vorname2": "Jonas"}, {}),
        ({"vorname2": "Jonas"}, {"vorname": "Jonas"}),
        ({}, {"vorname": "Jonas", "vorname2": "Rosina"}),
    ],
)
def test_it_stays_alone_whichever_parent_a_later_table_names(
    koordination: Benutzer, einst: dict[str, str], jetzt: dict[str, str]
):
    uebernommen(koordination, zeile(**einst))
    familie = Familie.objects.get()
    kein_kontakt(familie.pk, durch=koordination)
    Besuch.objects.all().delete()
    Familie.objects.update(haushalt=None)  # as of two families that came to the same key
    familie_loeschen(familie.pk)
    assert saetze(koordination, zeile(**jetzt, kind="Ida")) == [KEIN_KONTAKT]


def test_a_child_whose_data_is_deleted_does_not_come_back(koordination: Benutzer):
    uebernommen(koordination, zeile(**BESUCHT))
    familie = Familie.objects.get()
    Besuch.objects.update(familie=None, besuchskraft=None, termin=None, grund="", geloescht_am=HEUTE)
    familie_loeschen(familie.pk)
    ergebnis = uebernommen(koordination, zeile(**BESUCHT))
    assert (ergebnis.neu, ergebnis.bekannt, Familie.objects.count()) == (0, 1, 0)


def test_a_blocked_family_is_the_business_of_the_head(koordination: Benutzer, leitung: Benutzer):
    eltern = fabriken.familie(vorname="Rosina", hausnummer="7", strasse="Rosenstraße")
    Familie.objects.filter(pk=eltern.pk).update(auskunftssperre=True)
    assert saetze(koordination, zeile()) == [NUR_LEITUNG]
    assert saetze(leitung, zeile(**TERMIN)) == [LEITUNG_ENTSCHEIDET]
    uebernommen(leitung, zeile())
    besuch = Besuch.objects.get()
    assert (besuch.status, besuch.grund) == (BesuchStatus.MANUELLE_PRUEFUNG, "auskunftssperre")


def test_dates_to_come_outside_of_the_service_are_refused(koordination: Benutzer, miriam: Benutzer):
    Abwesenheit.objects.create(person=miriam, von=date(2026, 9, 21), bis=date(2026, 9, 25))
    Schliesstag.objects.create(von=date(2026, 9, 29), bis=date(2026, 9, 29), grund="Ausflug")
    kein_tag = "An diesem Tag besucht das Büro nicht (Wochenende, Feiertag oder Schließtag)."
    termine = ["15.09.2026 7:30", "19.09.2026 10:00", "22.09.2026 10:00", "29.09.2026 10:00"]
    zeilen = [zeile(**TERMIN | {"Termin": t}, nummer=str(n)) for n, t in enumerate(termine)]
    assert saetze(koordination, *zeilen) == [
        "Der Termin liegt außerhalb der Dienstzeit der Besuchskraft.",
        kein_tag,
        "An diesem Tag ist die Besuchskraft nicht da.",
        kein_tag,
    ]


def test_nobody_is_booked_twice(koordination: Benutzer, miriam: Benutzer):
    fabriken.geplanter_besuch(miriam, date(2026, 9, 16), "Andere", stunde=10)
    zeilen = [
        zeile(**TERMIN),
        zeile(**TERMIN | {"Termin": "15.09.2026 11:00"}, nummer="8"),
        zeile(**TERMIN | {"Termin": "16.09.2026 11:00"}, nummer="9"),
        zeile(**TERMIN | {"Termin": "16.09.2026 12:00"}, nummer="10"),
    ]
    ergebnis = uebernommen(koordination, *zeilen)
    assert [(nummer, grund) for nummer, _, grund in ergebnis.gruende] == [(3, DOPPELT), (4, DOPPELT)]
    assert ergebnis.neu == 2


def test_two_rows_that_contradict_each_other(koordination: Benutzer):
    ergebnis = uebernommen(koordination, zeile(), zeile(**TERMIN), zeile())
    assert (ergebnis.neu, ergebnis.bekannt, ergebnis.zurueckgewiesen) == (0, 0, 3)
    assert ergebnis.gruende == [[nummer, "Stand", ANDERE_ZEILE] for nummer in (2, 3, 4)]


def test_an_excel_table_with_real_days_and_times_is_read(koordination: Benutzer):
    mappe = openpyxl.Workbook()
    blatt = mappe.active
    assert blatt is not None
    blatt.append(KOPF)
    angaben: dict[str, Any] = zeile(**TERMIN) | {
        "Kind geboren am": date(2026, 8, 1),
        "Termin": datetime(2026, 9, 15, 10, 0),  # noqa: DTZ001 - as Excel has it
        "Hausnummer": 7,
        "PLZ": 57076,
    }
    blatt.append([angaben.get(spalte) for spalte in KOPF])
    strom = io.BytesIO()
    mappe.save(strom)
    dienste.sofort_uebernehmen(inhalt=strom.getvalue(), dateiname="besuche.xlsx", wer=koordination)
    termin = Besuch.objects.get().termin
    assert termin is not None
    assert termin.beginn == am(date(2026, 9, 15), 10)


def test_a_table_of_german_excel_in_windows_letters_is_read(koordination: Benutzer):
    inhalt = tabelle(zeile(name="Öztürk")).decode("utf-8-sig").encode("cp1252")
    dienste.sofort_uebernehmen(inhalt=inhalt, dateiname="besuche.csv", wer=koordination)
    assert Familie.objects.get().name == "Öztürk"


def test_more_than_five_thousand_rows_are_refused(koordination: Benutzer):
    inhalt = tabelle(*[zeile(nummer=str(n)) for n in range(5_001)])
    with pytest.raises(Ablehnung, match=r"Die Liste hat mehr als 5\.000 Zeilen\."):
        dienste.bericht_erstellen(inhalt, wer=koordination)


def test_an_empty_table_is_refused(koordination: Benutzer):
    with pytest.raises(Ablehnung, match="keine einzige Zeile"):
        dienste.bericht_erstellen(tabelle(), wer=koordination)


def test_the_check_writes_nothing_and_after_the_take_over_the_file_is_gone(koordination: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="besuche.csv", wer=koordination)
    assert (Familie.objects.count(), Besuch.objects.count()) == (0, 0)
    assert Eingangsdatei.objects.vorhanden().count() == 1
    vom_worker_uebernommen(neue, koordination)
    assert Eingangsdatei.objects.vorhanden().count() == 0
    with pytest.raises(Ablehnung, match="übernommen"):
        dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    assert Besuch.objects.count() == 1


def test_what_is_discarded_or_too_old_cannot_be_taken_over(koordination: Benutzer):
    erste, zweite = (
        dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="besuche.csv", wer=koordination)
        for _ in range(2)
    )
    dienste.tabelle_verwerfen(erste.pk, wer=koordination)
    Eingangsdatei.objects.filter(pk=zweite.eingang_id).update(
        eingegangen_am=timezone.now() - timedelta(days=2), verfaellt_am=timezone.now() - timedelta(hours=1)
    )
    for eine, satz in ((erste, "verworfen"), (zweite, "nach 24 Stunden vernichtet")):
        with pytest.raises(Ablehnung, match=satz):
            dienste.tabelle_uebernehmen_lassen(eine.pk, wer=koordination)
    assert Besuch.objects.count() == 0


def test_what_came_in_between_is_found_under_the_lock(koordination: Benutzer, miriam: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile(**TERMIN)), dateiname="t.csv", wer=koordination)
    assert neue.neu == 1
    fabriken.geplanter_besuch(miriam, date(2026, 9, 15), "Schneller", stunde=10)
    fertige = vom_worker_uebernommen(neue, koordination)
    assert (fertige.neu, fertige.zurueckgewiesen) == (0, 1)


def test_a_take_over_that_fails_half_way_leaves_nothing(koordination: Benutzer, monkeypatch: Any):
    """Killed after families and children are written: the sweep rings again when the lease is over."""
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)

    def sterben(*_: Any, **__: Any) -> None:
        assert Familie.objects.count() == 1
        raise KeyboardInterrupt

    monkeypatch.setattr(anwenden, "besuche_nachtragen", sterben)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    with pytest.raises(KeyboardInterrupt):
        dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.stand, Familie.objects.count()) == ("uebernahme", "in_arbeit", 0)
    monkeypatch.undo()
    assert dienste.uebernahmen_nachholen() == []  # for all one knows, the worker is at it
    Bestandstabelle.objects.update(pacht_bis=timezone.now() - timedelta(seconds=1))
    assert dienste.uebernahmen_nachholen() == [neue.pk]
    dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.stand, neue.neu) == ("uebernommen", "erledigt", 1)


def test_a_take_over_that_fails_again_and_again_goes_back_to_the_people(koordination: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    Bestandstabelle.objects.update(
        versuche=3, stand="in_arbeit", pacht_bis=timezone.now() - timedelta(days=1)
    )
    assert dienste.uebernahmen_nachholen() == []
    neue.refresh_from_db()
    assert (neue.status, neue.stand, neue.wartet) == ("geprueft", "gescheitert", True)
    assert neue.fehler.startswith("Die Übernahme ist nicht gelungen")
    assert vom_worker_uebernommen(neue, koordination).neu == 1


def test_a_damaged_file_is_said_and_nothing_is_stored(koordination: Benutzer, ablage: Path):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)
    for pfad in [pfad for pfad in ablage.rglob("*") if pfad.is_file()]:
        pfad.write_bytes(pfad.read_bytes()[:-1])
    assert vom_worker_uebernommen(neue, koordination).fehler.startswith("Die Datei ist beschädigt.")
    assert (neue.status, Familie.objects.count()) == ("geprueft", 0)


def test_the_file_is_kept_until_the_worker_has_come(koordination: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)
    fast = timezone.now() + timedelta(minutes=1)
    Eingangsdatei.objects.update(eingegangen_am=fast - timedelta(days=1), verfaellt_am=fast)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    assert Eingangsdatei.objects.get().verfaellt_am > fast + timedelta(hours=23)


def test_who_decides_may_visit_families_as_well(koordination: Benutzer):
    koordination.rollen = ["besuchsdienst", "koordination"]
    koordination.save()
    assert uebernommen(koordination, zeile()).neu == 1


def test_who_has_lost_the_role_takes_nothing_over(koordination: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    Benutzer.objects.filter(pk=koordination.pk).update(rollen=["besuchsdienst"])
    dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, Familie.objects.count()) == ("geprueft", 0)
    assert neue.fehler.startswith("Wer die Übernahme wollte")


def test_who_tries_it_once_more_does_not_lend_other_eyes(koordination: Benutzer, verwaltung: Benutzer):
    """`verwaltung` sees no family; the table is taken over as those who decided see them."""
    uebernommen(koordination, zeile())
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    einlesen.uebernahme_zurueckgeben(Bestandstabelle, neue.pk, einlesen.UNERWARTET)
    assert [eine.pk for eine in TABELLEN.geparkt()] == [neue.pk]
    TABELLEN.noch_einmal(neue.pk, verwaltung)
    dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.bekannt, neue.zurueckgewiesen) == ("uebernommen", 1, 0)


def gleichzeitig(*taten: Callable[[], object]) -> list[object]:
    """What came of deeds that several connections begin at once; a refusal is its sentence."""
    start, ergebnisse = threading.Barrier(len(taten)), []

    def eine(tat: Callable[[], object]) -> None:
        start.wait()
        try:
            ergebnisse.append(tat())
        except Ablehnung as ablehnung:
            ergebnisse.append(ablehnung.satz)
        finally:
            connection.close()

    faeden = [threading.Thread(target=eine, args=(tat,)) for tat in taten]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    return ergebnisse


@pytest.mark.django_db(transaction=True)
def test_of_two_take_overs_at_once_one_writes(koordination: Benutzer):
    neue = dienste.tabelle_pruefen(inhalt=tabelle(zeile()), dateiname="t.csv", wer=koordination)
    ergebnisse = gleichzeitig(*[lambda: dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)] * 4)
    assert sum(isinstance(ergebnis, Bestandstabelle) for ergebnis in ergebnisse) == 1
    gleichzeitig(*[lambda: dienste.uebernehmen(neue.pk)] * 4)
    assert (Besuch.objects.count(), Familie.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_who_is_just_saying_no_to_any_contact_is_waited_for(koordination: Benutzer):
    uebernommen(koordination, zeile(**BESUCHT))
    weiterer = zeile(Anlass="eigener Wunsch", Ereignisdatum="05.09.2026")
    neue = dienste.tabelle_pruefen(inhalt=tabelle(weiterer), dateiname="t.csv", wer=koordination)
    assert neue.zurueckgewiesen == 0
    dienste.tabelle_uebernehmen_lassen(neue.pk, wer=koordination)
    familie = Familie.objects.get()
    inzwischen(lambda: kein_kontakt(familie.pk, durch=koordination), lambda: dienste.uebernehmen(neue.pk))
    neue.refresh_from_db()
    assert (neue.status, neue.zurueckgewiesen, Besuch.objects.count()) == ("uebernommen", 1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_table_from_two_desks_at_once_is_stored_once(koordination: Benutzer):
    inhalt = tabelle(zeile(), zeile(**BESUCHT, nummer="8"), zeile(**TERMIN, nummer="9"))
    gepruefte = [
        dienste.tabelle_pruefen(inhalt=inhalt, dateiname="t.csv", wer=koordination).pk for _ in range(3)
    ]
    for pk in gepruefte:
        dienste.tabelle_uebernehmen_lassen(pk, wer=koordination)
    gleichzeitig(*[lambda pk=pk: dienste.uebernehmen(pk) for pk in gepruefte])
    assert sorted(Bestandstabelle.objects.values_list("neu", "bekannt")) == [(0, 3), (0, 3), (3, 0)]
    assert (Besuch.objects.count(), Termin.objects.count()) == (3, 1)
