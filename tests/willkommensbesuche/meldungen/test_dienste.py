"""Lists are checked, compared and taken over."""

import io
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.db import transaction
from django.utils import timezone

from familienbuero import kalender
from familienbuero.auftrag import HOECHSTVERSUCHE, Auftragsstand
from familienbuero.einlesen.enums import Uebernahmestand
from familienbuero.einlesen.models import Eingangsdatei
from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie, Kind, Kommune, Sorgeberechtigte, Stadtteil
from tests.daten.meldelisten import KOPF_2018, liste, liste_2018, liste_2019, zeile
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.meldungen import dienste
from willkommensbesuche.meldungen.models import Meldeliste, Meldung

pytestmark = pytest.mark.usefixtures("siegen")


def uebernommen(inhalt: bytes) -> tuple[int, int, int, int]:
    """Take a list over; returns new, changed, unchanged, refused."""
    summen = dienste.sofort_uebernehmen(inhalt=inhalt, dateiname="liste.csv").summen
    return summen.neu, summen.geaendert, summen.unveraendert, summen.zurueckgewiesen


def geprueft(inhalt: bytes) -> tuple[int, int, int, int]:
    """Only check a list; returns the same."""
    summen = dienste.bericht_erstellen(inhalt)[-1].summen
    return summen.neu, summen.geaendert, summen.unveraendert, summen.zurueckgewiesen


def wartende(inhalt: bytes, wer: Benutzer) -> Meldeliste:
    return dienste.liste_pruefen(inhalt=inhalt, dateiname="liste.csv", wer=wer)


# --- The whole lists ---------------------------------------------------------------------------------------


def test_the_lists_of_2018_and_2019_come_to_the_figures_of_the_registry():
    with kalender.stichtag(date(2018, 12, 31)):
        assert geprueft(liste_2018()) == (1310, 0, 3, 5)
        assert Familie.objects.count() == 0
        bericht = dienste.sofort_uebernehmen(inhalt=liste_2018(), dateiname="2018.csv")
        assert (bericht.summen.kinder, bericht.summen.familien, bericht.summen.mehrlinge) == (1310, 1284, 23)
        assert (Kind.objects.count(), Familie.objects.count(), Besuch.objects.count()) == (1310, 1284, 1284)
        assert uebernommen(liste_2018()) == (0, 0, 1313, 5)
    with kalender.stichtag(date(2019, 3, 31)):
        assert geprueft(liste_2019()) == (47, 28, 200, 0)
        assert uebernommen(liste_2019()) == (47, 28, 200, 0)
        assert uebernommen(liste_2019()) == (0, 0, 275, 0)
    gruende = Besuch.objects.exclude(grund="").values_list("grund", flat=True)
    assert {grund: list(gruende).count(grund) for grund in set(gruende)} == {
        "alter": 87, "verstorben": 2, "wegzug": 5, "auskunftssperre": 5, "sperrvermerk": 2, "vormund": 1,
    }  # fmt: skip
    assert Familie.objects.filter(kinder=None).count() == 0
    assert Familie.objects.filter(haushalt=None).count() == 0


def test_with_an_earlier_clock_rows_of_the_future_are_refused():
    with kalender.stichtag(date(2018, 6, 30)):
        neu, _, _, zurueckgewiesen = geprueft(liste_2018())
    assert (neu < 1310, zurueckgewiesen > 5) == (True, True)


# --- New children ------------------------------------------------------------------------------------------


def test_a_newborn_is_stored_with_family_representative_district_and_case():
    assert uebernommen(liste(zeile(Ortsteil="Neuland"))) == (1, 0, 0, 0)
    familie = Familie.objects.get()
    kind, mutter, besuch = Kind.objects.get(), Sorgeberechtigte.objects.get(), Besuch.objects.get()
    assert (familie.name, familie.anschrift, familie.suchschluessel) == (
        "Beispiel", "Rosenstraße 7", "beispiel mika rosina beispiel rosenstrasse 7",
    )  # fmt: skip
    assert familie.stadtteil == Stadtteil.objects.get(name="Neuland")
    assert (kind.vornamen, kind.geburtsdatum, kind.familie) == ("Mika", date(2026, 8, 1), familie)
    assert (mutter.name, mutter.ist_behoerde) == ("Rosina Beispiel", False)
    assert (besuch.familie, besuch.anlass, besuch.status) == (familie, "geburt", "geprueft")


def test_citizenship_is_read_over():
    uebernommen(liste(zeile()))
    felder = [
        vars(reihe) for reihe in (Familie.objects.get(), Kind.objects.get(), Sorgeberechtigte.objects.get())
    ]
    assert "deutsch" not in str(felder)


def test_twins_are_two_children_of_one_family_with_one_visit():
    assert uebernommen(liste(zeile(), zeile(merkmal="2", Vornamen="Ida"))) == (2, 0, 0, 0)
    assert (Familie.objects.count(), Besuch.objects.get().anzahl_kinder) == (1, 2)


def test_a_further_child_joins_its_family():
    uebernommen(liste(zeile()))
    assert uebernommen(liste(zeile(merkmal="2", Vornamen="Ida", Geburtsdatum="01.09.2026"))) == (1, 0, 0, 0)
    familie = Familie.objects.get()
    assert familie.kinder.count() == 2
    assert "ida" in familie.suchschluessel


@pytest.mark.parametrize(
    ("anders", "grund"),
    [
        ({"Anlass": "Wegzug", "plz": "57223", "Ort": "Kreuztal"}, "wegzug"),
        ({"Anlass": "Sterbefall"}, "verstorben"),
        ({"Auskunftssperre": "J"}, "auskunftssperre"),
        ({"sperrvermerk": "J"}, "sperrvermerk"),
        ({"vertreter1_anrede": "", "vertreter1_vorname": ""}, "vormund"),
    ],
)
def test_a_child_that_must_get_no_letter_is_stored_and_its_case_stopped(anders: dict[str, str], grund: str):
    assert uebernommen(liste(zeile(**anders))) == (1, 0, 0, 0)
    assert Besuch.objects.get().grund == grund


def test_a_workbook_with_real_dates_is_the_same_list():
    eintrag = {**zeile(), "Ereignisdatum": date(2026, 8, 1), "Geburtsdatum": date(2026, 8, 1), "PLZ": 57076}
    buch = openpyxl.Workbook()
    buch.active.append(KOPF_2018)
    buch.active.append([eintrag.get(spalte) for spalte in KOPF_2018])
    ziel = io.BytesIO()
    buch.save(ziel)
    assert uebernommen(ziel.getvalue()) == (1, 0, 0, 0)
    assert uebernommen(liste(zeile())) == (0, 0, 1, 0)


def test_a_list_without_ordnungsmerkmal_knows_its_children_again():
    ohne = [spalte for spalte in KOPF_2018 if spalte != "Ordnungsmerkmal"]
    inhalt = liste(zeile(), zeile(Vornamen="Ida"), kopf=ohne)
    assert uebernommen(inhalt) == (2, 0, 0, 0)
    assert uebernommen(inhalt) == (0, 0, 2, 0)
    assert uebernommen(liste(zeile())) == (0, 1, 0, 0)  # brings the Ordnungsmerkmal
    assert uebernommen(liste(zeile())) == (0, 0, 1, 0)


# --- Changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "feld", "wert"),
    [
        ({"Anlass": "Umzug", "strasse": "Am Hang"}, "familie__strasse", "Am Hang"),
        ({"Adresszusatz": "2. OG"}, "familie__zusatz", "2. OG"),
        ({"Ortsteil": "Geisweid"}, "familie__stadtteil__name", "Geisweid"),
        ({"Anlass": "Namensänderung", "Familienname": "Ḥaddād"}, "familie__name", "Ḥaddād / Beispiel"),
        ({"Vornamen": "Ida"}, "vornamen", "Ida"),
        ({"Geschlecht": "w"}, "geschlecht", "w"),
        ({"Auskunftssperre": "J"}, "familie__auskunftssperre", True),
        ({"sperrvermerk": "J"}, "familie__bedingter_sperrvermerk", True),
        ({"Anlass": "Sterbefall", "Sterbedatum": "02.09.2026"}, "sterbedatum", date(2026, 9, 2)),
        (
            {"Anlass": "Wegzug", "Ereignisdatum": "02.09.2026", "plz": "57223"},
            "familie__weggezogen_am",
            date(2026, 9, 2),
        ),
        (
            {"vertreter1_anrede": "", "vertreter1_familienname": "Jugendamt", "vertreter1_vorname": ""},
            "familie__sorgeberechtigte__ist_behoerde",
            True,
        ),
    ],
)
def test_a_change_is_taken_over_once_and_the_family_keeps_its_id(
    anders: dict[str, str], feld: str, wert: Any
):
    uebernommen(liste(zeile()))
    familie = Familie.objects.get().pk
    geaendert = liste(zeile(**anders))
    assert geprueft(geaendert) == (0, 1, 0, 0)
    assert uebernommen(geaendert) == (0, 1, 0, 0)
    assert uebernommen(geaendert) == (0, 0, 1, 0)
    assert list(Kind.objects.values_list(feld, "familie")) == [(wert, familie)]


def test_a_move_of_twins_counts_twice_and_is_one_family():
    uebernommen(liste(zeile(), zeile(merkmal="2", Vornamen="Ida")))
    um = {"Anlass": "Umzug", "strasse": "Am Hang"}
    assert uebernommen(liste(zeile(**um), zeile(merkmal="2", Vornamen="Ida", **um))) == (0, 2, 0, 0)
    assert Familie.objects.get().strasse == "Am Hang"


def test_a_child_that_leaves_its_sibling_gets_a_household_of_its_own():
    uebernommen(liste(zeile(), zeile(merkmal="2", Vornamen="Ida")))
    assert uebernommen(liste(zeile(Anlass="Umzug", strasse="Am Hang"))) == (0, 1, 0, 0)
    zuhause = {kind.vornamen: kind.familie.strasse for kind in Kind.objects.select_related("familie")}
    assert zuhause == {"Mika": "Am Hang", "Ida": "Rosenstraße"}
    assert "mika" not in Familie.objects.get(strasse="Rosenstraße").suchschluessel


def test_a_block_is_lifted_only_by_a_list_with_all_children():
    uebernommen(liste(zeile(Auskunftssperre="J"), zeile(merkmal="2", Vornamen="Ida")))
    assert uebernommen(liste(zeile())) == (0, 0, 1, 0)
    assert Familie.objects.get().auskunftssperre is True
    assert uebernommen(liste(zeile(), zeile(merkmal="2", Vornamen="Ida"))) == (0, 2, 0, 0)
    assert Familie.objects.get().auskunftssperre is False


def test_a_death_is_never_overwritten_by_an_empty_cell():
    uebernommen(liste(zeile(Anlass="Sterbefall")))
    assert uebernommen(liste(zeile(Anlass="Fortschreibung"))) == (0, 0, 1, 0)
    assert Kind.objects.get().sterbedatum == date(2026, 8, 1)


def test_a_child_without_first_name_gets_it_from_a_later_list_and_keeps_it():
    uebernommen(liste(zeile(Vornamen="N.N.")))
    assert uebernommen(liste(zeile())) == (0, 1, 0, 0)
    assert uebernommen(liste(zeile(Vornamen="N.N."))) == (0, 0, 1, 0)
    assert Kind.objects.get().vornamen == "Mika"


# --- Proof, file, state ------------------------------------------------------------------------------------


def test_of_each_row_a_proof_without_personal_data_stays():
    uebernommen(liste(zeile(), zeile(), zeile(merkmal="3", Geburtsdatum="31.02.2026")))
    nachweise = [(m.zeile, m.ergebnis, m.gruende, bool(m.kind)) for m in Meldung.objects.all()]
    assert nachweise == [
        (2, "neu", [], True),
        (3, "unveraendert", [], True),
        (4, "zurueckgewiesen", [["Geburtsdatum", "Diesen Tag gibt es nicht."]], False),
    ]
    Kind.objects.all().delete()
    assert Meldung.objects.filter(kind=None).count() == 3


def test_after_the_take_over_the_file_is_destroyed_and_the_ledger_written(
    koordination: Benutzer, ablage: Path
):
    neue = wartende(liste(zeile()), koordination)
    assert Familie.objects.count() == 0
    dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    dienste.uebernehmen(neue.pk)
    dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.stand, neue.erledigt) == (
        Uebernahmestand.UEBERNOMMEN,
        Auftragsstand.ERLEDIGT,
        1,
    )
    assert list(neue.verlauf.values_list("nach", "wer")) == [
        ("geprueft", koordination.pk),
        ("uebernahme", koordination.pk),
        ("uebernommen", koordination.pk),
    ]
    assert [pfad for pfad in ablage.rglob("*") if pfad.is_file()] == []
    assert Familie.objects.count() == 1


def test_a_second_tab_gets_a_sentence(koordination: Benutzer):
    neue = wartende(liste(zeile()), koordination)
    dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    for zweites in (dienste.liste_uebernehmen_lassen, dienste.liste_verwerfen):
        with pytest.raises(Ablehnung, match="inzwischen „wird übernommen“"):
            zweites(neue.pk, wer=koordination)


def test_a_discarded_list_stores_nothing_and_cannot_be_taken_over(koordination: Benutzer, ablage: Path):
    neue = wartende(liste(zeile()), koordination)
    dienste.liste_verwerfen(neue.pk, wer=koordination)
    dienste.uebernehmen(neue.pk)
    assert (Familie.objects.count(), [p for p in ablage.rglob("*") if p.is_file()]) == (0, [])
    with pytest.raises(Ablehnung, match="inzwischen „verworfen“"):
        dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)


def veraltet(neue: Meldeliste) -> None:
    Eingangsdatei.objects.filter(pk=neue.eingang_id).update(
        eingegangen_am=timezone.now() - timedelta(hours=25), verfaellt_am=timezone.now() - timedelta(hours=1)
    )


def test_after_a_day_the_file_is_destroyed_and_the_list_says_so(koordination: Benutzer, ablage: Path):
    neue, frisch = wartende(liste(zeile()), koordination), wartende(liste(zeile()), koordination)
    veraltet(neue)
    with pytest.raises(Ablehnung, match="nach 24 Stunden vernichtet"):
        dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    assert dienste.verfallene_vernichten() == 1
    neue.refresh_from_db()
    frisch.refresh_from_db()
    assert (neue.status, frisch.status) == (Uebernahmestand.VERFALLEN, Uebernahmestand.GEPRUEFT)
    assert len([pfad for pfad in ablage.rglob("*") if pfad.is_file()]) == 2  # those of the fresh one


def test_the_sweep_destroys_what_a_form_left_that_was_never_stored(koordination: Benutzer, ablage: Path):
    with transaction.atomic():
        wartende(liste(zeile()), koordination)
        transaction.set_rollback(True)
    verwaist = [pfad for pfad in ablage.rglob("*") if pfad.is_file()]
    assert len(verwaist) == 2
    for pfad in verwaist:
        os.utime(pfad, (0, 0))
    assert dienste.verfallene_vernichten() == 1
    assert not any(pfad.exists() for pfad in verwaist)


def test_a_list_that_is_being_taken_over_keeps_its_file(koordination: Benutzer):
    neue = wartende(liste(zeile()), koordination)
    dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    veraltet(neue)
    assert dienste.verfallene_vernichten() == 0


# --- Faults ------------------------------------------------------------------------------------------------


def ohne_datei(neue: Meldeliste, ablage: Path) -> None:
    for pfad in [pfad for pfad in ablage.rglob("*") if pfad.is_file()]:
        pfad.unlink()


def mit_anderem_inhalt(neue: Meldeliste, ablage: Path) -> None:
    for pfad in [pfad for pfad in ablage.rglob("*") if pfad.is_file()]:
        pfad.write_bytes(pfad.read_bytes()[:-1])


def ohne_verlauf(neue: Meldeliste, ablage: Path) -> None:
    neue.verlauf.all().delete()


@pytest.mark.parametrize(
    ("stoerung", "versuche", "satz"),
    [
        (ohne_datei, 1, "Die Datei ist schon vernichtet."),
        (mit_anderem_inhalt, 1, "Die Datei ist beschädigt."),
        (ohne_verlauf, HOECHSTVERSUCHE, "Die Übernahme ist nicht gelungen; gespeichert wurde nichts."),
    ],
)
def test_a_take_over_that_fails_for_good_goes_back_to_the_people(
    stoerung: Callable[[Meldeliste, Path], None],
    versuche: int,
    satz: str,
    koordination: Benutzer,
    ablage: Path,
):
    neue = wartende(liste(zeile()), koordination)
    dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    stoerung(neue, ablage)
    for _ in range(versuche):
        neue.refresh_from_db()
        assert neue.status == Uebernahmestand.UEBERNAHME
        dienste.uebernehmen(neue.pk)
    neue.refresh_from_db()
    assert (neue.status, neue.stand) == (Uebernahmestand.GEPRUEFT, Auftragsstand.GESCHEITERT)
    assert neue.fehler.startswith(satz)
    assert Familie.objects.count() == 0


def liegengeblieben(koordination: Benutzer, *, versuche: int) -> UUID:
    neue = wartende(liste(zeile()), koordination)
    dienste.liste_uebernehmen_lassen(neue.pk, wer=koordination)
    Meldeliste.objects.filter(pk=neue.pk).update(
        stand=Auftragsstand.IN_ARBEIT, pacht_bis=timezone.now() - timedelta(seconds=1), versuche=versuche
    )
    return neue.pk


def test_the_sweep_rings_again_for_a_list_whose_worker_is_gone(koordination: Benutzer):
    verlassen = liegengeblieben(koordination, versuche=1)
    assert dienste.uebernahmen_nachholen() == [verlassen]
    dienste.uebernehmen(verlassen)
    assert Meldeliste.objects.get().status == Uebernahmestand.UEBERNOMMEN


def test_a_list_that_has_killed_three_workers_is_left_for_people(koordination: Benutzer):
    liegengeblieben(koordination, versuche=HOECHSTVERSUCHE)
    assert dienste.uebernahmen_nachholen() == []
    assert Meldeliste.objects.get().status == Uebernahmestand.GEPRUEFT


@pytest.mark.parametrize(
    "inhalt",
    [
        b"",
        b"x" * 11_000_000,
        liste(zeile()).replace(b";", b","),
        liste(zeile(), kopf=KOPF_2018[:-1]),
        liste(zeile(Familienname="Müller")).decode("utf-8-sig").encode("cp1252"),
        liste(),
    ],
)
def test_a_bad_file_leaves_nothing_at_all(inhalt: bytes, koordination: Benutzer, ablage: Path):
    with pytest.raises(Ablehnung):
        wartende(inhalt, koordination)
    assert (Meldeliste.objects.count(), Eingangsdatei.objects.count(), list(ablage.iterdir())) == (0, 0, [])


def test_without_postcodes_the_office_is_told_what_to_do(siegen: Kommune):
    siegen.postleitzahlen = []
    siegen.save()
    with pytest.raises(Ablehnung, match="Bitte tragen Sie zuerst unter Einstellungen die Postleitzahlen"):
        geprueft(liste(zeile()))
