"""A list that comes after a newer one sets nothing back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from familienbuero.fehler import Ablehnung
from familienbuero.konten.models import Benutzer
from familienbuero.stammdaten.models import Familie, Kind
from tests.daten.meldelisten import liste, zeile
from willkommensbesuche.besuche.models import Besuch
from willkommensbesuche.meldungen import dienste
from willkommensbesuche.meldungen.models import Meldeliste

pytestmark = pytest.mark.usefixtures("siegen")

ALT = zeile(Ereignisdatum="02.08.2026", Anlass="Fortschreibung")
NEU = ALT | {"Ereignisdatum": "20.08.2026", "Straße": "Am Hang", "Familienname": "Neubeispiel"}


def uebernommen(*zeilen: dict[str, str], liste_vom: date | None = None) -> tuple[int, int, int, int]:
    """Take a list over; returns new, changed, unchanged, overtaken families."""
    summen = dienste.sofort_uebernehmen(
        inhalt=liste(*zeilen), dateiname="liste.csv", liste_vom=liste_vom
    ).summen
    return summen.neu, summen.geaendert, summen.unveraendert, summen.ueberholte


def test_it_brings_back_neither_address_nor_name():
    assert uebernommen(NEU) == (1, 0, 0, 0)
    assert uebernommen(ALT) == (0, 0, 1, 1)
    assert (Familie.objects.get().strasse, Kind.objects.get().familienname) == ("Am Hang", "Neubeispiel")
    assert Familie.objects.get().liste_vom == date(2026, 8, 20)


def test_it_lifts_no_block():
    uebernommen(NEU | {"Auskunftssperre": "J"})
    assert uebernommen(ALT) == (0, 0, 1, 1)
    assert Familie.objects.get().auskunftssperre
    assert Besuch.objects.get().grund == "auskunftssperre"


def test_a_newer_list_lifts_it():
    uebernommen(ALT | {"Auskunftssperre": "J"})
    assert uebernommen(NEU) == (0, 1, 0, 0)
    assert not Familie.objects.get().auskunftssperre


def test_its_death_and_its_block_count():
    uebernommen(NEU)
    assert uebernommen(ALT | {"Sterbedatum": "01.08.2026", "Auskunftssperre": "J"}) == (0, 1, 0, 1)
    assert Kind.objects.get().sterbedatum == date(2026, 8, 1)
    assert Familie.objects.get().auskunftssperre


def test_its_new_child_joins_the_family_where_it_lives_now():
    uebernommen(NEU)
    ida = ALT | {"Ordnungsmerkmal": "2", "Vornamen": "Ida", "Anlass": "Geburt"}
    assert uebernommen(ALT, ida) == (1, 0, 1, 1)
    familie = Familie.objects.get()
    assert (familie.strasse, familie.kinder.count()) == ("Am Hang", 2)


def test_who_says_of_which_day_it_is_makes_it_the_newer_one():
    uebernommen(NEU)
    assert uebernommen(ALT, liste_vom=date(2026, 8, 31)) == (0, 1, 0, 0)
    assert Familie.objects.get().strasse == "Rosenstraße"


def test_a_row_without_a_day_makes_no_list_newer():
    uebernommen(NEU, ALT | {"Ordnungsmerkmal": "3", "Ereignisdatum": "", "Familienname": "Drei"})
    assert Meldeliste.objects.get().liste_vom == date(2026, 8, 20)


def test_the_check_says_so_and_what_to_do(als: Client, koordination: Benutzer):
    uebernommen(NEU)
    wartende = dienste.liste_pruefen(inhalt=liste(ALT), dateiname="liste.csv", wer=koordination)
    text = als(koordination).get(f"/willkommensbesuche/meldungen/{wartende.pk}/").content.decode()
    assert "Von einer Familie gibt es schon Angaben aus einer neueren Liste als vom 02.08.2026." in text


def test_a_list_of_tomorrow_is_refused(als: Client, koordination: Benutzer):
    antwort = als(koordination).post(
        "/willkommensbesuche/meldungen/neu/",
        {"datei": SimpleUploadedFile("liste.csv", liste(ALT)), "liste_vom": "2026-09-08"},
    )
    assert "Dieser Tag liegt in der Zukunft." in antwort.content.decode()


def test_eine_liste_ist_nicht_aelter_als_ihr_juengstes_ereignis():
    with pytest.raises(Ablehnung, match="kann sie nicht sein"):
        uebernommen(NEU, liste_vom=date(2025, 8, 19))
